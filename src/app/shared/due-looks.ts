import type { Platform } from '../../ports/identity.ts';
import type { Clock, Log } from '../../ports/system.ts';
import { serveEach } from './serve-each.ts';

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
  /** What the log says of a failure. */
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
