import type { Clock } from '../ports/system.ts';

/** Longest delay; above 2^31-1 ms setTimeout fires at once. */
const LONGEST_WAIT = 2 ** 31 - 1;

/** The machine's clock. Timers do not keep the process alive on their own. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    every(ms, work) {
      let stopped = false;
      let timer: NodeJS.Timeout | null = null;
      const wait = (): void => {
        if (stopped) return;
        timer = setTimeout(() => void turn(), Math.min(ms, LONGEST_WAIT));
        timer.unref();
      };
      const turn = async (): Promise<void> => {
        try {
          await work();
        } finally {
          wait();
        }
      };
      wait();
      return () => {
        stopped = true;
        if (timer !== null) clearTimeout(timer);
      };
    },
    after(ms, work) {
      const timer = setTimeout(work, Math.min(ms, LONGEST_WAIT));
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}
