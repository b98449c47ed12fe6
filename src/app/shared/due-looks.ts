import { messageOf } from '../../ports/errors.ts';
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

/** Serves each, and goes on after a failure: one that fails must not hold up the others. */
export async function serveEach<T>(
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
