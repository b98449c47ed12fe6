import type { Clock } from '../../../ports/system.ts';

/** More deliveries than this in one window are a crowd: about 1,000 a second. */
const CROWD = 50;
const WINDOW_MS = 50;
/** The longest that a private reply waits for a crowd: Slack allows half an hour, but the member is timerIsSet. */
const MAX_WAIT_MS = 1000;
/** Replies started in one turn: to empty the queue at once would hold up the next clicks. */
const BATCH = 8;
/** Replies under way together: one for each connection, as more would only wait for one of them. */
const MAX_UNDER_WAY = 64;
const RETRY_MS = 1;

/** Starts what follows an acknowledgement: at once, or after a crowd has passed. */
export interface ReplyScheduler {
  onDelivery(): void;
  /** @param work never rejects */
  schedule(work: () => Promise<void>): void;
  /** Stops waiting for crowds, because the process is about to end. */
  flush(): void;
}

/**
 * Acknowledgements are due within three seconds; private replies are not. So while clicks pour in, replies wait for up
 * to a second, oldest first; otherwise each goes out at once.
 */
export function openReplyScheduler(clock: Clock): ReplyScheduler {
  const queue: { readonly at: number; readonly work: () => Promise<void> }[] = [];
  let next = 0;
  let underWay = 0;
  let windowStart = 0;
  let count = 0;
  let crowded = false;
  let timerIsSet = false;
  let flushing = false;

  const updateCrowd = (): void => {
    const now = clock.now();
    if (now - windowStart >= WINDOW_MS) {
      crowded = count >= CROWD && now - windowStart < 2 * WINDOW_MS;
      windowStart = now;
      count = 0;
    }
  };
  const pump = (): void => {
    const now = clock.now();
    for (let started = 0; started < BATCH && underWay < MAX_UNDER_WAY; started += 1) {
      const waiting = queue[next];
      const waits = crowded && !flushing && now - (waiting?.at ?? 0) < MAX_WAIT_MS;
      if (waiting === undefined || waits) break;
      next += 1;
      underWay += 1;
      void waiting.work().finally(onDone);
    }
    if (next === queue.length || next > 1000) {
      queue.splice(0, next);
      next = 0;
    }
    // At the maximum, the next reply that is done makes room.
    if (queue.length > 0 && !timerIsSet && underWay < MAX_UNDER_WAY) {
      timerIsSet = true;
      clock.after(RETRY_MS, () => {
        timerIsSet = false;
        updateCrowd();
        pump();
      });
    }
  };
  const onDone = (): void => {
    underWay -= 1;
    if (!timerIsSet && queue.length > 0) pump();
  };
  return {
    onDelivery() {
      count += 1;
      updateCrowd();
    },
    schedule(work) {
      queue.push({ at: clock.now(), work });
      pump();
    },
    flush() {
      flushing = true;
      pump();
    },
  };
}
