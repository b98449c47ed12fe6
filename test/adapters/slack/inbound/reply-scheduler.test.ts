import { describe, expect, test } from 'vitest';
import { openReplyScheduler } from '../../../../src/adapters/slack/inbound/reply-scheduler.ts';
import type { ReplyScheduler } from '../../../../src/adapters/slack/inbound/reply-scheduler.ts';
import type { Clock } from '../../../../src/ports/system.ts';

/** What was begun and needs no time has ended. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that goes when it is told to. */
function handClock(): Clock & { go(ms: number): Promise<void> } {
  let now = 1_000_000;
  let timers: { at: number; work: () => void }[] = [];
  return {
    now: () => now,
    every: () => () => undefined,
    after(ms, work) {
      const timer = { at: now + ms, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async go(ms) {
      const end = now + ms;
      for (;;) {
        const due = timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        timers = timers.filter((other) => other !== due);
        now = due.at;
        due.work();
        await settled();
      }
      now = end;
      await settled();
    },
  };
}

/** `perMs` deliveries in every millisecond, each followed by a reply, for `ms`. */
async function crowd(
  scheduler: ReplyScheduler,
  clock: { go(ms: number): Promise<void> },
  perMs: number,
  ms: number,
): Promise<string[]> {
  const done: string[] = [];
  for (let at = 0; at < ms; at += 1) {
    for (let n = 0; n < perMs; n += 1) {
      scheduler.onDelivery();
      scheduler.schedule(async () => void done.push(`${at}.${n}`));
    }
    await clock.go(1);
  }
  return done;
}

describe('replies', () => {
  test('go out at once while nobody crowds', async () => {
    const clock = handClock();
    const scheduler = openReplyScheduler(clock);
    const done: string[] = [];
    for (const name of ['one', 'two', 'three']) {
      scheduler.onDelivery();
      scheduler.schedule(async () => void done.push(name));
      expect(done.at(-1)).toBe(name);
      await clock.go(10);
    }
  });

  test('wait while clicks pour in, and then go out in order', async () => {
    const clock = handClock();
    const scheduler = openReplyScheduler(clock);
    const done = await crowd(scheduler, clock, 4, 400);
    const during = done.length;
    expect(during).toBeLessThan(400);
    await clock.go(400);
    expect(done).toHaveLength(1600);
    const order = done.map((name) => Number(name.split('.')[0]));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  test('wait a second at most, however long the crowd lasts', async () => {
    const clock = handClock();
    const scheduler = openReplyScheduler(clock);
    const done = await crowd(scheduler, clock, 4, 3000);
    const newest = Math.max(...done.map((name) => Number(name.split('.')[0])));
    expect(newest).toBeGreaterThanOrEqual(3000 - 1000 - 40);
  });

  test('wait no more when the process stops', async () => {
    const clock = handClock();
    const scheduler = openReplyScheduler(clock);
    const done = await crowd(scheduler, clock, 4, 300);
    scheduler.flush();
    await clock.go(200);
    expect(done).toHaveLength(1200);
  });

  test('are on their way 64 at a time, and each that arrives makes room', async () => {
    const clock = handClock();
    const scheduler = openReplyScheduler(clock);
    const arrivals: (() => void)[] = [];
    let most = 0;
    for (let n = 0; n < 200; n += 1) {
      scheduler.schedule(() => new Promise((resolve) => arrivals.push(resolve)));
    }
    await clock.go(50);
    for (let arrived = 0; arrived < 200; arrived += 1) {
      most = Math.max(most, arrivals.length - arrived);
      arrivals[arrived]?.();
      await settled();
    }
    expect({ sent: arrivals.length, most }).toEqual({ sent: 200, most: 64 });
  });
});
