import { describe, expect, test } from 'vitest';
import { openLater } from '../../../src/adapters/slack/later.ts';
import type { Later } from '../../../src/adapters/slack/later.ts';
import type { Clock } from '../../../src/ports/system.ts';

/** A clock that goes when it is told to. */
function handClock(): Clock & { go(ms: number): void } {
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
    go(ms) {
      const end = now + ms;
      for (;;) {
        const due = timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        timers = timers.filter((other) => other !== due);
        now = due.at;
        due.work();
      }
      now = end;
    },
  };
}

/** `perMs` deliveries in every millisecond, each followed by a reply, for `ms`. */
function crowd(later: Later, clock: { go(ms: number): void }, perMs: number, ms: number): string[] {
  const done: string[] = [];
  for (let at = 0; at < ms; at += 1) {
    for (let n = 0; n < perMs; n += 1) {
      later.heard();
      later.add(async () => void done.push(`${at}.${n}`));
    }
    clock.go(1);
  }
  return done;
}

describe('replies', () => {
  test('go out at once while nobody crowds', () => {
    const clock = handClock();
    const later = openLater(clock);
    const done: string[] = [];
    for (const name of ['one', 'two', 'three']) {
      later.heard();
      later.add(async () => void done.push(name));
      expect(done.at(-1)).toBe(name);
      clock.go(10);
    }
  });

  test('wait while clicks pour in, and then go out in order', () => {
    const clock = handClock();
    const later = openLater(clock);
    const done = crowd(later, clock, 4, 400);
    const during = done.length;
    expect(during).toBeLessThan(400);
    clock.go(400);
    expect(done).toHaveLength(1600);
    const order = done.map((name) => Number(name.split('.')[0]));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  test('wait a second at most, however long the crowd lasts', () => {
    const clock = handClock();
    const later = openLater(clock);
    const done = crowd(later, clock, 4, 3000);
    const newest = Math.max(...done.map((name) => Number(name.split('.')[0])));
    expect(newest).toBeGreaterThanOrEqual(3000 - 1000 - 40);
  });

  test('wait no more when the process stops', () => {
    const clock = handClock();
    const later = openLater(clock);
    const done = crowd(later, clock, 4, 300);
    later.hurry();
    clock.go(200);
    expect(done).toHaveLength(1200);
  });
});
