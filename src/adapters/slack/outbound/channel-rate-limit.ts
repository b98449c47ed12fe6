import type { Clock } from '../../../ports/system.ts';
import { PostError } from '../../../ports/errors.ts';

/** A turn further away than this is not waited for: the worker comes back then. */
const LONGEST_WAIT_MS = 2000;

export interface Pace {
  /** Waits for this channel's turn. Rejects with PostError `not-sent` when that is far off. */
  turn(channel: string): Promise<void>;
  /** Slack asked for a pause in this channel. */
  pause(channel: string, ms: number): void;
}

/** One post a second into each channel; no channel waits for another's. */
export function openPace(clock: Clock, paceMs: number): Pace {
  const free = new Map<string, number>();
  return {
    async turn(channel) {
      const now = clock.now();
      const at = Math.max(now, free.get(channel) ?? 0);
      const wait = at - now;
      if (wait > LONGEST_WAIT_MS) {
        const advice = {
          en: 'Slack asked for a pause in this channel; the post goes out after it.',
          de: 'Slack bittet in diesem Kanal um eine Pause; danach geht der Beitrag hinaus.',
        };
        throw new PostError('not-sent', 'ratelimited', advice, wait);
      }
      for (const [other, until] of free) if (until <= now) free.delete(other);
      free.set(channel, at + paceMs);
      if (wait > 0) await new Promise<void>((resolve) => void clock.after(wait, resolve));
    },
    pause(channel, ms) {
      free.set(channel, Math.max(free.get(channel) ?? 0, clock.now() + ms));
    },
  };
}
