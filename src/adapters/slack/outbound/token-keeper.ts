import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { messageOf, PostError } from '../../../ports/errors.ts';
import type { Cipher } from '../../../ports/cipher.ts';
import type { Installation, Installations, StoredTokens } from '../../../ports/installations.ts';
import type { Leases } from '../../../ports/leases.ts';
import type { Clock, Log, Metrics, Random } from '../../../ports/system.ts';
import type { GrantedTokens, OAuthClient } from './oauth-client.ts';
import type { AccessToken } from './rotating-clients.ts';
import { eachInstallation } from './each-installation.ts';
import { toPostError } from './errors.ts';
import { tokenFailure } from './token-failure.ts';

/** A token that ends within this time is exchanged while it still works. */
const AHEAD_MS = 60 * 60_000;
/** With less time left nothing is sent with it. */
const USABLE_MS = 60_000;
/** After a failed exchange the next one waits. */
const PAUSE_MS = 30_000;
/** Longer than one exchange with its call (10 s) and the write after it. */
const LEASE_MS = 40_000;
/** How long a call waits for another process's exchange, and how often it looks. */
const WAIT_MS = 12_000;
const LOOK_MS = 250;
/** Waits before new tokens are written again: they exist nowhere else. */
const WRITE_AGAIN_MS = [200, 1000, 5000];
const REMEMBERED = 2_000;

export interface TokenKeeperParts {
  readonly installations: Installations;
  readonly leases: Leases;
  readonly cipher: Cipher;
  readonly oauth: Pick<OAuthClient, 'refresh'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Decrypted tokens of one installation. */
interface Held extends AccessToken {
  readonly id: string;
  readonly installedAt: number;
  readonly refresh: string | null;
  readonly expiresAt: number | null;
}

const shape = z.object({ access: z.string().min(1), refresh: z.string().min(1).nullable() });

/**
 * Tokens of all installations: decrypted when they are first used, exchanged before they end. One exchange at a time for
 * each installation, across processes too: Slack revokes a refresh token at its first use.
 */
export class TokenKeeper {
  private readonly held = new LRUCache<string, Held>({ max: REMEMBERED });
  private readonly reading = new Map<string, Promise<Held>>();
  private readonly renewing = new Map<string, Promise<Held>>();
  private readonly pausedUntil = new LRUCache<string, number>({ max: REMEMBERED });

  constructor(private readonly parts: TokenKeeperParts) {}

  /** The access token as it is now. Rejects with PostError `not-sent`. */
  async current(id: string): Promise<AccessToken> {
    const held =
      this.held.get(id) ??
      (await alone(this.reading, id, async () => this.keep(await this.read(id))));
    if (!this.endsSoon(held)) return held;
    if (this.leftMs(held) < USABLE_MS) return this.renewed(id);
    if (!this.isPaused(id)) void this.renewed(id).catch(() => undefined);
    return held;
  }

  /** Looks for another token after Slack refused this one as ended. Rejects with PostError `not-sent`. */
  async renew(id: string, refused: AccessToken, code: string): Promise<void> {
    await alone(this.renewing, id, async () => {
      const held = await this.read(id);
      if (held.version !== refused.version) return this.keep(held);
      if (held.refresh === null || this.isPaused(id)) throw tokenFailure(code);
      return this.exchange(held);
    });
  }

  /** The tokens of a grant, for its row. */
  seal(id: string, { access, refresh, expiresAt }: GrantedTokens): StoredTokens {
    const { cipher, random } = this.parts;
    const encrypted = cipher.encrypt(JSON.stringify({ access, refresh }), id);
    return { encrypted, expiresAt, version: random.id() };
  }

  drop(id: string): void {
    this.held.delete(id);
    this.pausedUntil.delete(id);
  }

  /** Encrypts again what an older key encrypted. @returns ids that no key reads */
  async reencrypt(): Promise<readonly string[]> {
    const { installations, cipher, log, random } = this.parts;
    const unreadable: string[] = [];
    let done = 0;
    for await (const { id, installedAt, tokens } of eachInstallation(installations)) {
      const plain = cipher.decrypt(tokens.encrypted, id);
      if (plain === null) unreadable.push(id);
      else if (tokens.encrypted.keyId !== cipher.keyId) {
        const of = { id, installedAt, version: tokens.version };
        const encrypted = cipher.encrypt(plain, id);
        const next = { encrypted, expiresAt: tokens.expiresAt, version: random.id() };
        if (await installations.replaceTokens(of, next)) done += 1;
      }
    }
    if (done > 0) log.info('tokens were encrypted again with the first key', { tokens: done });
    return unreadable;
  }

  private leftMs({ expiresAt }: Held): number {
    return expiresAt === null ? Number.POSITIVE_INFINITY : expiresAt - this.parts.clock.now();
  }

  private endsSoon(held: Held): boolean {
    return held.refresh !== null && this.leftMs(held) <= AHEAD_MS;
  }

  private isPaused(id: string): boolean {
    return this.parts.clock.now() < (this.pausedUntil.get(id) ?? 0);
  }

  private keep(held: Held): Held {
    this.held.set(held.id, held);
    return held;
  }

  private async read(id: string): Promise<Held> {
    const { installations, cipher } = this.parts;
    const row = await installations.get(id);
    if (row === null) {
      this.drop(id);
      throw tokenFailure('no_installation');
    }
    const tokens = tokensOf(row, cipher);
    if (tokens === null) throw tokenFailure('token_unreadable');
    const { access: token, refresh } = tokens;
    const { expiresAt, version } = row.tokens;
    return { id, installedAt: row.installedAt, token, refresh, expiresAt, version };
  }

  /** A token that does not end soon: by another process, or by an exchange. */
  private renewed(id: string): Promise<Held> {
    return alone(this.renewing, id, async () => {
      const held = await this.read(id);
      if (!this.endsSoon(held)) return this.keep(held);
      if (this.isPaused(id)) throw tokenFailure('no_fresh_token');
      return this.exchange(held);
    });
  }

  /** Exchanges the refresh token, or waits for the process that does. */
  private async exchange(held: Held): Promise<Held> {
    const { leases, clock, random } = this.parts;
    const name = `slack-token:${held.id}`;
    const owner = random.id();
    const until = clock.now() + WAIT_MS;
    while (clock.now() < until) {
      const now = clock.now();
      if (await leases.acquire({ name, owner, now, until: now + LEASE_MS })) {
        try {
          const newest = await this.read(held.id);
          // Another process was quicker.
          if (newest.version !== held.version) return this.keep(newest);
          return this.keep(await this.exchangeUnderLease(newest));
        } finally {
          await leases.release(name, owner);
        }
      }
      await pause(clock, LOOK_MS);
      const newest = await this.read(held.id);
      if (newest.version !== held.version) return this.keep(newest);
    }
    throw tokenFailure('no_fresh_token');
  }

  private async exchangeUnderLease(held: Held): Promise<Held> {
    const { oauth, log, metrics, clock } = this.parts;
    const { id } = held;
    let given: GrantedTokens;
    try {
      given = await oauth.refresh(held.refresh ?? '');
    } catch (error) {
      const { code } = toPostError(error);
      this.pausedUntil.set(id, clock.now() + PAUSE_MS);
      metrics.count('slack_token_refreshes', { outcome: 'failed' });
      log.error('Slack gave no new token; it is asked again', { workspace: id, code });
      throw tokenFailure(code, error);
    }
    metrics.count('slack_token_refreshes', { outcome: 'done' });
    const stored = this.seal(id, given);
    if (!(await this.write(held, stored))) return this.read(id);
    const { access: token, refresh, expiresAt } = given;
    const { installedAt } = held;
    return { id, installedAt, token, refresh, expiresAt, version: stored.version };
  }

  /** False if the app was installed again or removed meanwhile. */
  private async write({ id, installedAt }: Held, tokens: StoredTokens): Promise<boolean> {
    const { installations, clock, log } = this.parts;
    for (const ms of [...WRITE_AGAIN_MS, null]) {
      try {
        return await installations.replaceTokens({ id, installedAt }, tokens);
      } catch (error) {
        if (ms === null) {
          log.error('a new token was not saved: it works until this process ends', {
            workspace: id,
            error: messageOf(error),
          });
          return true;
        }
      }
      await pause(clock, ms);
    }
    return true;
  }
}

/** The tokens of an installation as they are stored; null if no key reads them. */
export function tokensOf(
  { id, tokens }: Pick<Installation, 'id' | 'tokens'>,
  cipher: Cipher,
): z.infer<typeof shape> | null {
  const plain = cipher.decrypt(tokens.encrypted, id);
  return plain === null ? null : (shape.safeParse(JSON.parse(plain)).data ?? null);
}

/** One piece of work at a time for each installation; who comes meanwhile gets its outcome. */
function alone(
  underWay: Map<string, Promise<Held>>,
  id: string,
  work: () => Promise<Held>,
): Promise<Held> {
  const running = underWay.get(id);
  if (running !== undefined) return running;
  const begun = work().finally(() => underWay.delete(id));
  underWay.set(id, begun);
  return begun;
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}

/** Whether Slack says that a refresh token is worth nothing any more (oauth.v2.access). */
export function isRefreshRefused(error: unknown): boolean {
  return error instanceof PostError && REFRESH_REFUSALS.has(error.code);
}

const REFRESH_REFUSALS: ReadonlySet<string> = new Set([
  'invalid_refresh_token',
  'invalid_grant',
  'token_revoked',
  'account_inactive',
]);
