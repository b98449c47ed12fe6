import type { Clock } from '../../../ports/system.ts';

/** Wakes the open windows after a change. Each then reads what it lacks, so nothing is lost. */
export interface ChangeFeed {
  /** The number of changes so far. Read it before the data that may change. */
  readonly changes: number;
  readonly closed: boolean;
  changed(): void;
  /** Resolves when there were more changes than `seen`, after `ms`, or at the close. */
  wait(seen: number, ms: number): Promise<void>;
  /** Whether a window waits. */
  readonly isWaitedFor: boolean;
  /** Ends every wait, now and later. */
  close(): void;
}

export function openChangeFeed(clock: Clock): ChangeFeed {
  const waiting = new Set<() => void>();
  let changes = 0;
  let closed = false;
  const wake = (): void => {
    for (const end of waiting) end();
  };
  return {
    get changes() {
      return changes;
    },
    get closed() {
      return closed;
    },
    get isWaitedFor() {
      return waiting.size > 0;
    },
    changed() {
      changes += 1;
      wake();
    },
    wait: (seen, ms) =>
      new Promise((resolve) => {
        if (closed || changes > seen) {
          resolve();
          return;
        }
        const end = (): void => {
          waiting.delete(end);
          cancel();
          resolve();
        };
        const cancel = clock.after(ms, end);
        waiting.add(end);
      }),
    close() {
      closed = true;
      wake();
    },
  };
}
