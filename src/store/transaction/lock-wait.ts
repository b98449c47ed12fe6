import { setTimeout as pause } from 'node:timers/promises';
import { heldTooLong } from '../store-errors.ts';

/** Less than the 2.5 s that a member waits at most, to leave time for the rest of the answer. */
const LONGEST_WAIT_MS = 2_200;
const STEP_MS = 20;
/** After this long without a lock, the next one counts as new. */
const FORGOTTEN_MS = 3_000;

/**
 * Waits for another process's lock without blocking the event loop; SQLite's own busy timeout would stop the whole
 * process. The wait counts from the first meeting with the lock, not for each caller: after `LONGEST_WAIT_MS` every
 * further caller fails at once, so a request with several transactions waits only once.
 */
export class LockWait {
  private metAt: number | null = null;
  private lastMetAt = 0;

  /** @param name the database for people */
  constructor(private readonly name: string) {}

  /** @throws StoreError `busy` when the lock stays; any other error of `work` as it is */
  async run<T>(work: () => T | Promise<T>): Promise<T> {
    for (;;) {
      try {
        const result = await work();
        this.metAt = null;
        return result;
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (this.isTooLong(performance.now())) throw heldTooLong(this.name, error);
      }
      await pause(STEP_MS);
    }
  }

  private isTooLong(now: number): boolean {
    if (this.metAt === null || now - this.lastMetAt > FORGOTTEN_MS) this.metAt = now;
    this.lastMetAt = now;
    return now - this.metAt >= LONGEST_WAIT_MS;
  }
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('SQLITE_BUSY')
  );
}
