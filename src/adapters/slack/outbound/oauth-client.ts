import { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Clock, Log } from '../../../ports/system.ts';
import { clientsOf } from './web-api.ts';

/** The app as Slack knows it: Basic Information in its settings. */
export interface OAuthApp {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Another Web API root; null for Slack's. */
  readonly apiUrl: string | null;
}

/** Tokens as Slack gives them out. */
export interface GrantedTokens {
  readonly access: string;
  /** Null without token rotation. */
  readonly refresh: string | null;
  /** Epoch ms by our clock; null if the access token does not end. */
  readonly expiresAt: number | null;
}

/** An installation as Slack grants it (oauth.v2.access). */
export interface Grant {
  readonly tokens: GrantedTokens;
  /** Null for an organization's installation. */
  readonly team: { readonly id: string; readonly name: string } | null;
  readonly enterprise: { readonly id: string; readonly name: string } | null;
  readonly isOrganization: boolean;
  readonly appId: string;
  readonly botUser: string;
  readonly scopes: readonly string[];
  /** Epoch ms by Slack's clock. */
  readonly at: number;
}

/** What the client secret is for. Both calls are made once and reject as the SDK does. */
export interface OAuthClient {
  /** Exchanges the code of a redirect. */
  exchange(code: string, redirectUri: string): Promise<Grant>;
  /** Exchanges a refresh token; Slack revokes it (token rotation). */
  refresh(refreshToken: string): Promise<GrantedTokens>;
}

const named = z.object({ id: z.string().min(1).max(64), name: z.string().default('') });
const tokens = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.number().positive().optional(),
});
const granted = tokens.extend({
  team: named.nullish(),
  enterprise: named.nullish(),
  is_enterprise_install: z.boolean().default(false),
  app_id: z.string().default(''),
  bot_user_id: z.string().min(1),
  scope: z.string().default(''),
});

export function openOAuthClient(
  { clientId, clientSecret, apiUrl }: OAuthApp,
  tools: { readonly clock: Clock; readonly log: Log },
): OAuthClient {
  const { clock } = tools;
  // HTTP Basic, as oauth.v2.access asks for: secrets stay out of the parameters.
  const secret = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const headers = { Authorization: `Basic ${secret}` };
  const clients = clientsOf(
    apiUrl,
    tools,
    (options) => new WebClient(undefined, { ...options, headers }),
  );
  const toTokens = (given: z.infer<typeof tokens>): GrantedTokens => ({
    access: given.access_token,
    refresh: given.refresh_token ?? null,
    expiresAt: given.expires_in === undefined ? null : clock.now() + given.expires_in * 1000,
  });
  return {
    async exchange(code, redirectUri) {
      const answer = await clients.noRetry.apiCall('oauth.v2.access', {
        code,
        redirect_uri: redirectUri,
      });
      const given = granted.parse(answer);
      return {
        tokens: toTokens(given),
        team: given.team ?? null,
        enterprise: given.enterprise ?? null,
        isOrganization: given.is_enterprise_install,
        appId: given.app_id,
        botUser: given.bot_user_id,
        scopes: given.scope.split(',').filter((scope) => scope !== ''),
        at: clock.now() + (clients.skew() ?? 0),
      };
    },
    async refresh(refreshToken) {
      const asked = { grant_type: 'refresh_token', refresh_token: refreshToken };
      return toTokens(tokens.parse(await clients.noRetry.apiCall('oauth.v2.access', asked)));
    },
  };
}
