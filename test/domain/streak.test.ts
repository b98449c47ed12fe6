import fc from '../properties.ts';
import { describe, expect, it } from 'vitest';
import { REST_DAYS_A_MONTH, streak, type ScheduledDay } from '../../src/domain/standings.ts';

const DAY = 24 * 3_600_000;
const START = Date.parse('2026-10-20');

/** Day by day from the oldest: one counts up, and begins anew at the third missed day of a calendar month. */
function naive(oldestFirst: readonly ScheduledDay[]): number {
  let length = 0;
  const missed = new Map<string, number>();
  for (const { day, answered, open } of oldestFirst) {
    if (answered) length += 1;
    if (answered || open) continue;
    const month = day.slice(0, 7);
    const count = (missed.get(month) ?? 0) + 1;
    missed.set(month, count);
    if (count > REST_DAYS_A_MONTH) length = 0;
  }
  return length;
}

/** Some days of half a year, oldest first, mostly answered. */
const days = fc
  .array(
    fc.record({
      gap: fc.constantFrom(1, 1, 1, 3, 10),
      answered: fc.integer({ min: 0, max: 9 }).map((number) => number > 1),
      open: fc.integer({ min: 0, max: 30 }).map((number) => number === 0),
    }),
    { maxLength: 120 },
  )
  .map((all) => {
    let at = START;
    return all.map(({ gap, answered, open }): ScheduledDay => {
      at += gap * DAY;
      return { day: new Date(at).toISOString().slice(0, 10), answered, open };
    });
  });

describe('a streak', () => {
  it('is what counting day by day gives', () => {
    fc.assert(
      fc.property(days, (oldestFirst) => {
        const { length, certain } = streak(oldestFirst.toReversed(), true);
        expect(length).toBe(naive(oldestFirst));
        expect(certain).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is certain from its newest days only if the older ones could not change it', () => {
    fc.assert(
      fc.property(days, fc.nat(120), (oldestFirst, limit) => {
        const newest = oldestFirst.toReversed().slice(0, limit);
        const { length, certain } = streak(newest, false);
        if (certain && newest.length > 0) expect(length).toBe(naive(oldestFirst));
      }),
      { numRuns: 1_000 },
    );
  });

  it('begins anew at the third missed day: misses on 4, 10 and 18 November', () => {
    const all = Array.from({ length: 18 }, (_, index): ScheduledDay => {
      const day = index + 2;
      const answered = ![4, 10, 18].includes(day);
      return { day: `2026-11-${String(day).padStart(2, '0')}`, answered, open: false };
    });
    expect(streak(all.toReversed(), true).length).toBe(1);
    expect(streak(all.slice(0, -1).toReversed(), true).length).toBe(0);
    expect(streak(all.slice(0, -2).toReversed(), true).length).toBe(14);
  });
});
