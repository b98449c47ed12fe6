import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import type { FetchFunction, WebAPICallResult, WebClientOptions } from '@slack/web-api';
import type { Clock, Log } from '../../../ports/system.ts';
import { tokenFailure } from './token-failure.ts';
import { clientsOf, type Clients } from './web-api.ts';

/** An access token, and which write of it. */
export interface AccessToken {
  readonly token: string;
  readonly version: string;
}

/** The tokens of one installation as they are at each call. */
export interface TokenSource {
  /** Rejects with PostError `not-sent`. */
  current(): Promise<AccessToken>;
  /**
   * Slack did not take a token, so it did nothing. Resolves if another one is there for a second attempt. Rejects with
   * PostError `not-sent`.
   */
  refused(used: AccessToken, code: string): Promise<void>;
  /** Slack took the token. */
  accepted(): void;
}

/** Slack's answers that speak of the token alone (docs.slack.dev, methods). */
const TOKEN_REFUSALS: ReadonlySet<string> = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'team_access_not_granted',
  'token_expired',
  'token_revoked',
]);

/**
 * Web API clients whose token is looked up at each call, since it rotates.
 * @param settings.team the workspace, for an organization's token; null for a workspace's own
 */
export function openRotatingClients(
  settings: {
    readonly tokens: TokenSource;
    readonly apiUrl: string | null;
    readonly team: string | null;
  },
  tools: { readonly clock: Clock; readonly log: Log },
): Clients {
  const { tokens, apiUrl, team } = settings;
  const forTeam = team === null ? {} : { teamId: team };
  return {
    ...clientsOf(
      apiUrl,
      tools,
      (options) => new RotatingClient(tokens, { ...options, ...forTeam }),
    ),
    token: async () => (await tokens.current()).token,
  };
}

class RotatingClient extends WebClient {
  constructor(tokens: TokenSource, options: WebClientOptions & { fetch: FetchFunction }) {
    let newest = '';
    const send: FetchFunction = (address, init) =>
      options.fetch(address, {
        ...init,
        headers: { ...init?.headers, authorization: `Bearer ${newest}` },
      });
    super(undefined, { ...options, fetch: send });
    this.take = async () => {
      const used = await tokens.current();
      newest = used.token;
      return used;
    };
    this.tokens = tokens;
  }

  private readonly tokens: TokenSource;
  private readonly take: () => Promise<AccessToken>;

  /** Every method of the Web API comes through here. */
  override async apiCall(
    method: string,
    options: Record<string, unknown> = {},
  ): Promise<WebAPICallResult> {
    for (let isRepeat = false; ; isRepeat = true) {
      const used = await this.take();
      try {
        const answer = await super.apiCall(method, options);
        this.tokens.accepted();
        return answer;
      } catch (error) {
        const code = error instanceof WebAPIPlatformError ? error.data.error : '';
        if (!TOKEN_REFUSALS.has(code)) throw error;
        if (isRepeat) throw tokenFailure(code, error);
        await this.tokens.refused(used, code);
      }
    }
  }
}
