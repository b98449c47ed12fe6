import { boundedCache } from '../../../domain/bounded-cache.ts';
import { messageOf } from '../../../ports/errors.ts';
import type { Installation, Installations } from '../../../ports/installations.ts';
import type { Clock, Log } from '../../../ports/system.ts';

/** Slack's answers to the token of an app that was removed. It gives the third one in its own outages too. */
const GONE: ReadonlySet<string> = new Set(['account_inactive', 'token_revoked', 'invalid_auth']);
/** An app whose token was refused for this long, and never taken meanwhile, was removed. */
const LONG_MS = 3 * 24 * 3_600_000;
/** What is known already is written again, and looked at again, after this time. */
const PAUSE_MS = 10 * 60_000;
const REMEMBERED = 2_000;

export interface RefusalParts {
  readonly installations: Pick<Installations, 'refused' | 'accepted'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Asks Slack once more, and removes the installation if the token is worth nothing. */
  readonly removeRevoked: (installation: Installation) => Promise<void>;
}

/** What Slack last said of a token; until then it is no news. */
interface Known {
  readonly what: 'refused' | 'accepted';
  readonly until: number;
}

/**
 * Notices that the app was removed where Slack's event never arrived: a token that is refused for days. Whatever a call
 * says costs it nothing; this goes on beside it.
 */
export class Refusals {
  private readonly known = boundedCache<string, Known>(REMEMBERED);

  constructor(private readonly parts: RefusalParts) {}

  refused(installation: Installation, code: string): void {
    if (GONE.has(code) && this.isNews(installation, 'refused'))
      void this.logged(this.note(installation));
  }

  accepted(installation: Installation): void {
    if (this.isNews(installation, 'accepted'))
      void this.logged(this.parts.installations.accepted(installation));
  }

  private isNews({ id }: Installation, what: Known['what']): boolean {
    const now = this.parts.clock.now();
    const last = this.known.get(id);
    if (last?.what === what && now < last.until) return false;
    this.known.set(id, { what, until: now + PAUSE_MS });
    return true;
  }

  private async note(installation: Installation): Promise<void> {
    const { installations, clock, removeRevoked } = this.parts;
    const now = clock.now();
    const since = await installations.refused(installation, now);
    if (since !== null && now - since >= LONG_MS) await removeRevoked(installation);
  }

  private async logged(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.parts.log.warn('what Slack says of a token was not stored', { error: messageOf(error) });
    }
  }
}
