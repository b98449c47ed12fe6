/** Replies under way together: one for each connection, as more would only wait for one of them. */
const MAX_UNDER_WAY = 64;

/** Starts what follows an acknowledgement. */
export interface ReplyScheduler {
  /** @param work never rejects */
  schedule(work: () => Promise<void>): void;
}

/**
 * Private replies go out at once, oldest first, as many together as there are connections: a member waits for each, also in
 * a crowd.
 */
export function openReplyScheduler(): ReplyScheduler {
  const queue: (() => Promise<void>)[] = [];
  let next = 0;
  let underWay = 0;

  const pump = (): void => {
    while (underWay < MAX_UNDER_WAY) {
      const work = queue[next];
      if (work === undefined) break;
      next += 1;
      underWay += 1;
      void work().finally(() => {
        underWay -= 1;
        pump();
      });
    }
    if (next === queue.length || next > 1000) {
      queue.splice(0, next);
      next = 0;
    }
  };
  return {
    schedule(work) {
      queue.push(work);
      pump();
    },
  };
}
