import { messageOf } from '../../ports/errors.ts';
import type { Platform } from '../../ports/identity.ts';
import type { Clock, Log } from '../../ports/system.ts';

/** Lets work through at most once in a while. */
export class LookInterval {
  private nextAt = 0;

  constructor(
    private readonly clock: Clock,
    private readonly ms: number,
  ) {}

  /** Epoch milliseconds of a look that is due, and is then taken; null while none is. */
  take(): number | null {
    const now = this.clock.now();
    if (now < this.nextAt) return null;
    this.nextAt = now + this.ms;
    return now;
  }

  /** Makes another look due at once. */
  reopen(): void {
    this.nextAt = 0;
  }
}

/** A kind of work that is due by the clock. */
interface DueKind<T> {
  /** The least time between two looks, unless one found more than it could serve. */
  readonly pauseMs: number;
  /** The most pieces of one look. */
  readonly limit: number;
  /** What a failure is called in the log. */
  readonly failed: string;
  find(now: number, platforms: readonly Platform[], limit: number): Promise<readonly T[]>;
  serve(one: T, now: number): Promise<void>;
}

/** Finds work that is due and serves each piece of it. */
export class DueLooks<T> {
  private readonly interval: LookInterval;

  constructor(
    private readonly tools: { readonly clock: Clock; readonly log: Log },
    private readonly kind: DueKind<T>,
  ) {
    this.interval = new LookInterval(tools.clock, kind.pauseMs);
  }

  /**
   * Looks, unless the last look was less than the pause ago.
   * @returns whether more may be due
   */
  async run(platforms: readonly Platform[]): Promise<boolean> {
    const now = this.interval.take();
    if (now === null) return false;
    const { kind, tools } = this;
    const due = await kind.find(now, platforms, kind.limit);
    const served = await serveEach(tools.log, kind.failed, due, (one) => kind.serve(one, now));
    const mayBeMore = due.length === kind.limit && served > 0;
    if (mayBeMore) this.interval.reopen();
    return mayBeMore;
  }
}

/**
 * Serves each, and goes on after a failure: one that fails must not hold up the others.
 * @returns how many did not fail
 */
async function serveEach<T>(
  log: Log,
  failed: string,
  all: readonly T[],
  serve: (one: T) => Promise<void>,
): Promise<number> {
  let served = 0;
  for (const one of all) {
    try {
      await serve(one);
      served += 1;
    } catch (error) {
      log.error(`${failed}; the next look tries again`, { error: messageOf(error) });
    }
  }
  return served;
}
