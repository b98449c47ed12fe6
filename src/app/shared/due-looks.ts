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
}

/** A kind of work that is due by the clock. */
interface DueKind<T> {
  /** The least time between two looks. */
  readonly pauseMs: number;
  /** What a failure is called in the log. */
  readonly failed: string;
  find(now: number, platforms: readonly Platform[]): Promise<readonly T[]>;
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

  /** Looks, unless the last look was less than the pause ago. */
  async run(platforms: readonly Platform[]): Promise<void> {
    const now = this.interval.take();
    if (now === null) return;
    const { kind, tools } = this;
    const due = await kind.find(now, platforms);
    await serveEach(tools.log, kind.failed, due, (one) => kind.serve(one, now));
  }
}

/** Serves each, and goes on after a failure: one that fails must not hold up the others. */
async function serveEach<T>(
  log: Log,
  failed: string,
  all: readonly T[],
  serve: (one: T) => Promise<void>,
): Promise<void> {
  for (const one of all) {
    try {
      await serve(one);
    } catch (error) {
      log.error(`${failed}; the next look tries again`, { error: messageOf(error) });
    }
  }
}
