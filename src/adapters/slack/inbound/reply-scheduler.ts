import type { Clock } from '../../../ports/system.ts';

/** More deliveries than this within one window are a crowd: about 1,000 a second. */
const CROWD = 50;
const WINDOW_MS = 50;
/** A private reply never waits longer for a crowd: Slack gives it half an hour, but the member is looking. */
const LONGEST_WAIT_MS = 1000;
/** So many go out in one turn: a queue that empties all at once would hold up the next clicks. */
const AT_ONCE = 8;
/** And so many are on their way together: as there are connections for them, more would only wait in another queue. */
const MOST_ON_THE_WAY = 64;
const LOOK_AGAIN_MS = 1;

/** What follows an acknowledgement: at once, or when a crowd has been heard. */
export interface Later {
  /** A delivery arrived. */
  heard(): void;
  /** @param work never rejects */
  add(work: () => Promise<void>): void;
  /** No more waiting for crowds: the process stops. */
  hurry(): void;
}

/**
 * Acknowledgements are due within three seconds and private replies are not. So while clicks pour in, replies wait
 * for up to a second, oldest first; otherwise each goes out at once.
 */
export function openReplyScheduler(clock: Clock): Later {
  const queue: { readonly at: number; readonly work: () => Promise<void> }[] = [];
  let next = 0;
  let onTheWay = 0;
  let windowFrom = 0;
  let count = 0;
  let crowded = false;
  let looking = false;
  let hurried = false;

  const look = (): void => {
    const now = clock.now();
    if (now - windowFrom >= WINDOW_MS) {
      crowded = count >= CROWD && now - windowFrom < 2 * WINDOW_MS;
      windowFrom = now;
      count = 0;
    }
  };
  const pump = (): void => {
    const now = clock.now();
    for (let started = 0; started < AT_ONCE && onTheWay < MOST_ON_THE_WAY; started += 1) {
      const waiting = queue[next];
      const patient = crowded && !hurried && now - (waiting?.at ?? 0) < LONGEST_WAIT_MS;
      if (waiting === undefined || patient) break;
      next += 1;
      onTheWay += 1;
      void waiting.work().finally(arrived);
    }
    if (next === queue.length || next > 1000) {
      queue.splice(0, next);
      next = 0;
    }
    // While as many as may be are on their way, the next that arrives makes room.
    if (queue.length > 0 && !looking && onTheWay < MOST_ON_THE_WAY) {
      looking = true;
      clock.after(LOOK_AGAIN_MS, () => {
        looking = false;
        look();
        pump();
      });
    }
  };
  const arrived = (): void => {
    onTheWay -= 1;
    if (!looking && queue.length > 0) pump();
  };
  return {
    heard() {
      count += 1;
      look();
    },
    add(work) {
      queue.push({ at: clock.now(), work });
      pump();
    },
    hurry() {
      hurried = true;
      pump();
    },
  };
}
