import type { Clock } from '../../ports/system.ts';
import { withDeadline } from './deadline.ts';

/** Counts what is under way, so that a process can finish it before it stops. */
export interface InFlight {
  begin(): void;
  end(): void;
  /** Resolves when nothing is under way, or after `ms`. */
  drain(ms: number): Promise<void>;
}

export function openInFlight(clock: Clock): InFlight {
  let count = 0;
  let onIdle = (): void => undefined;
  return {
    begin() {
      count += 1;
    },
    end() {
      count -= 1;
      if (count === 0) onIdle();
    },
    async drain(ms) {
      if (count === 0) return;
      const idle = new Promise<void>((resolve) => {
        onIdle = resolve;
      });
      await withDeadline(idle, ms, clock);
    },
  };
}
