import { describe, expect, test } from 'vitest';
import { openReplyScheduler } from '../../../../src/adapters/slack/inbound/reply-scheduler.ts';

/** What was begun and needs no time has ended. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('replies', () => {
  test('go out at once and in order, also in a crowd', async () => {
    const scheduler = openReplyScheduler();
    const begun: number[] = [];
    for (let click = 0; click < 1_000; click += 1) {
      scheduler.schedule(async () => void begun.push(click));
      if (click % 50 === 49) await settled();
    }
    expect(begun).toEqual(Array.from({ length: 1_000 }, (_, click) => click));
  });

  test('are on their way 64 at a time, and each that arrives makes room', async () => {
    const scheduler = openReplyScheduler();
    const arrivals: (() => void)[] = [];
    let most = 0;
    for (let n = 0; n < 200; n += 1) {
      scheduler.schedule(() => new Promise((resolve) => arrivals.push(resolve)));
    }
    for (let arrived = 0; arrived < 200; arrived += 1) {
      most = Math.max(most, arrivals.length - arrived);
      arrivals[arrived]?.();
      await settled();
    }
    expect({ sent: arrivals.length, most }).toEqual({ sent: 200, most: 64 });
  });
});
