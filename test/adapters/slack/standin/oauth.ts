import { randomUUID } from 'node:crypto';
import { ALL_SCOPES, BOT_USER } from './app.ts';

/** A workspace of the stand-in, or an organization that installs for its workspaces. */
export interface Team {
  readonly id: string;
  readonly name: string;
  /** The organization that it belongs to; null for none. */
  readonly enterprise: string | null;
}

/** A token that the stand-in gave out. */
export interface Issued {
  /** Null for an organization's. */
  readonly team: Team | null;
  readonly enterprise: string | null;
  readonly scopes: readonly string[];
  expiresAt: number | null;
  /** Slack's word for it once it does not work any more. */
  refusedWith: string | null;
}

interface Code {
  readonly grant: Pick<Issued, 'team' | 'enterprise' | 'scopes'>;
  readonly redirectUri: string;
  used: boolean;
}

interface RefreshToken {
  readonly of: Issued;
  used: boolean;
}

/** How somebody answers Slack's page. */
export interface Consent {
  readonly team?: Team;
  /** Installs for the organization instead. */
  readonly organization?: string;
  readonly scopes?: readonly string[];
  readonly isCancelled?: boolean;
}

export const CLIENT = { id: '1111.2222', secret: 'c0ffee00c0ffee00c0ffee00c0ffee00' };
const TOKEN_SECONDS = 12 * 3600;

/** Slack's side of OAuth: the page, the exchange of codes and of refresh tokens. */
export class OAuthSide {
  /** By access token. */
  readonly issued = new Map<string, Issued>();
  /** Organizations and the workspaces that they granted. */
  readonly granted = new Map<string, readonly Team[]>();
  /** Whether tokens end (token rotation). */
  rotates = false;
  /** Exchanges of refresh tokens, those that were refused too. */
  exchanges = 0;
  /** How long an exchange takes. */
  exchangeMs = 0;
  /** Broken rules, in words. */
  readonly unlawful: string[] = [];
  private readonly codes = new Map<string, Code>();
  private readonly refreshTokens = new Map<string, RefreshToken>();

  constructor(private readonly redirectUris: () => readonly string[]) {}

  /** Somebody opens the page at `authorizeUrl` and answers it. @returns where the browser is sent */
  consent(authorizeUrl: string, consent: Consent): string {
    const { searchParams, pathname } = new URL(authorizeUrl);
    const wanted = (searchParams.get('scope') ?? '').split(',');
    const redirectUri = searchParams.get('redirect_uri') ?? '';
    const wrong = [
      pathname === '/oauth/v2/authorize' ? null : 'path',
      searchParams.get('client_id') === CLIENT.id ? null : 'client_id',
      this.redirectUris().includes(redirectUri) ? null : 'redirect_uri',
      (searchParams.get('state') ?? '') === '' ? 'state' : null,
      ALL_SCOPES.every((scope) => wanted.includes(scope)) ? null : 'scope',
    ].filter((name) => name !== null);
    if (wrong.length > 0) this.unlawful.push(`authorize: ${wrong.join(', ')}`);
    const back = new URL(redirectUri);
    back.searchParams.set('state', searchParams.get('state') ?? '');
    if (consent.isCancelled === true) {
      back.searchParams.set('error', 'access_denied');
      return back.href;
    }
    const { team = null, organization = team?.enterprise ?? null } = consent;
    const code = `${randomUUID()}.${randomUUID()}`;
    const scopes = consent.scopes ?? wanted;
    this.codes.set(code, {
      grant: { team, enterprise: organization, scopes },
      redirectUri,
      used: false,
    });
    back.searchParams.set('code', code);
    return back.href;
  }

  /** oauth.v2.access */
  async access(
    args: Readonly<Record<string, unknown>>,
    authorization: string | undefined,
  ): Promise<Record<string, unknown>> {
    const basic = Buffer.from(`${CLIENT.id}:${CLIENT.secret}`).toString('base64');
    if (authorization !== `Basic ${basic}`) return { ok: false, error: 'bad_client_secret' };
    if ('client_secret' in args) this.unlawful.push('oauth.v2.access: secret in the body');
    if (args['grant_type'] === 'refresh_token') return this.refresh(String(args['refresh_token']));
    const code = this.codes.get(String(args['code']));
    if (code === undefined) return { ok: false, error: 'invalid_code' };
    if (code.used) return { ok: false, error: 'code_already_used' };
    code.used = true;
    if (args['redirect_uri'] !== code.redirectUri) return { ok: false, error: 'bad_redirect_uri' };
    return this.issue(code.grant);
  }

  /** Every token of a workspace or organization stops working. */
  revoke(id: string, refusedWith = 'account_inactive'): void {
    for (const one of this.issued.values())
      if ((one.team?.id ?? one.enterprise) === id) one.refusedWith ??= refusedWith;
    for (const { of } of this.refreshTokens.values())
      if ((of.team?.id ?? of.enterprise) === id) of.refusedWith ??= refusedWith;
  }

  /** Every access token that ends has ended. */
  expire(): void {
    for (const one of this.issued.values()) if (one.expiresAt !== null) one.expiresAt = 0;
  }

  /** Whether a token was given out, has not ended and was not revoked. */
  works(token: string): boolean {
    const one = this.issued.get(token);
    return one !== undefined && refusalOf(one) === null;
  }

  /** The newest token that works. */
  tokenOf(team: string): string | null {
    const found = [...this.issued].findLast(
      ([, one]) => one.team?.id === team && one.refusedWith === null,
    );
    return found?.[0] ?? null;
  }

  /** Every refresh token that was given out. */
  refreshes(): readonly string[] {
    return [...this.refreshTokens.keys()];
  }

  private async refresh(token: string): Promise<Record<string, unknown>> {
    this.exchanges += 1;
    const known = this.refreshTokens.get(token);
    // Used before it is answered: a second one at the same time finds it revoked.
    const isWorthNothing = known === undefined || known.used || known.of.refusedWith !== null;
    if (known !== undefined) known.used = true;
    if (this.exchangeMs > 0)
      await new Promise((resolve) => {
        setTimeout(resolve, this.exchangeMs);
      });
    if (isWorthNothing) return { ok: false, error: 'invalid_refresh_token' };
    return this.issue(known.of);
  }

  private issue(grant: Pick<Issued, 'team' | 'enterprise' | 'scopes'>): Record<string, unknown> {
    const { team, enterprise, scopes } = grant;
    const random = randomUUID().replaceAll('-', '');
    const token = this.rotates ? `xoxe.xoxb-1-${random}` : `xoxb-${random}`;
    const expiresAt = this.rotates ? Date.now() + TOKEN_SECONDS * 1000 : null;
    const issued: Issued = { team, enterprise, scopes, expiresAt, refusedWith: null };
    this.issued.set(token, issued);
    const refresh = `xoxe-1-${randomUUID()}`;
    if (this.rotates) this.refreshTokens.set(refresh, { of: issued, used: false });
    return {
      ok: true,
      access_token: token,
      token_type: 'bot',
      scope: scopes.join(','),
      bot_user_id: BOT_USER,
      app_id: 'A0DECKHAND',
      team: team === null ? null : { id: team.id, name: team.name },
      enterprise: enterprise === null ? null : { id: enterprise, name: `Org ${enterprise}` },
      is_enterprise_install: team === null,
      authed_user: { id: 'U0ADA' },
      ...(this.rotates ? { refresh_token: refresh, expires_in: TOKEN_SECONDS } : {}),
    };
  }
}

/** Why Slack does not take a token; null if it does. */
export function refusalOf(issued: Issued): string | null {
  if (issued.refusedWith !== null) return issued.refusedWith;
  return issued.expiresAt !== null && issued.expiresAt <= Date.now() ? 'token_expired' : null;
}
