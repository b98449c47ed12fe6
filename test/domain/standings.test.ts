import fc from '../properties.ts';
import { describe, expect, it } from 'vitest';
import {
  fold,
  pointsFor,
  rank,
  streak,
  tallyKey,
  type CountedAnswer,
} from '../../src/domain/standings.ts';

const answer: fc.Arbitrary<CountedAnswer> = fc.record({
  member: fc.constantFrom('ann', 'bo', 'cy'),
  channel: fc.constantFrom('c1', 'c2'),
  right: fc.boolean(),
  week: fc.constantFrom('2026-11-16', '2026-11-23'),
  month: fc.constant('2026-11'),
});

describe('the fold over answers', () => {
  it('counts each answer once in each of its six boards', () => {
    fc.assert(
      fc.property(fc.array(answer), (answers) => {
        const all = fold(answers);
        const sum = (scope: string, period: RegExp): number =>
          [...all].reduce((total, [key, tally]) => {
            const [inScope, inPeriod] = key.split('\n');
            return inScope === scope && period.test(inPeriod ?? '')
              ? total + tally.answered
              : total;
          }, 0);
        for (const period of [/^w/, /^m/, /^all$/]) {
          expect(sum('*', period)).toBe(answers.length);
          expect(sum('c1', period) + sum('c2', period)).toBe(answers.length);
        }
      }),
    );
  });

  it('does not depend on the order of the answers', () => {
    fc.assert(
      fc.property(fc.array(answer), (answers) => {
        const sorted = (all: ReturnType<typeof fold>) =>
          [...all].sort(([one], [other]) => (one < other ? -1 : 1));
        expect(sorted(fold(answers))).toEqual(sorted(fold([...answers].reverse())));
      }),
    );
  });

  it('pays 10 for right and 3 for taking part', () => {
    const one = { member: 'ann', channel: 'c1', week: '2026-11-23', month: '2026-11' };
    const tally = fold([
      { ...one, right: true },
      { ...one, right: false },
    ]).get(tallyKey('c1', 'all', 'ann'));
    expect(tally).toEqual({ points: 13, right: 1, answered: 2 });
    expect([pointsFor(true), pointsFor(false)]).toEqual([10, 3]);
  });
});

describe('ranks', () => {
  it('share a place in a tie: 1, 1, 3', () => {
    const rows = [
      { member: 'a', name: 'Zoe', points: 10, right: 1, answered: 1 },
      { member: 'b', name: 'Ann', points: 10, right: 1, answered: 1 },
      { member: 'c', name: 'Cy', points: 3, right: 0, answered: 1 },
    ];
    expect(rank(rows).map((row) => `${row.rank} ${row.name}`)).toEqual(['1 Ann', '1 Zoe', '3 Cy']);
  });

  it('are one more than the number of members with more points', () => {
    const row = fc.record({
      member: fc.uuid(),
      name: fc.string(),
      points: fc.integer({ min: 0, max: 20 }),
      right: fc.constant(0),
      answered: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(row, { selector: (one) => one.member }), (rows) => {
        for (const ranked of rank(rows)) {
          expect(ranked.rank).toBe(1 + rows.filter((other) => other.points > ranked.points).length);
        }
      }),
    );
  });
});

describe('streaks', () => {
  const days = (pattern: string): Parameters<typeof streak>[0] =>
    pattern.split('').map((mark, index) => ({
      day: `2026-11-${String(28 - index).padStart(2, '0')}`,
      answered: mark === 'x',
      open: mark === 'o',
    }));

  it.each([
    ['', 0],
    ['xxx', 3],
    ['oxx', 2],
    ['x.x.x', 3],
    ['x.x..x', 1],
    ['...xxxx', 0],
  ])('newest first, %s is %i', (pattern, length) => {
    expect(streak(days(pattern), true)).toEqual({ length, certain: true });
  });

  it('forgives two missed days in each month', () => {
    const twoMonths = [
      { day: '2026-12-02', answered: true, open: false },
      { day: '2026-12-01', answered: false, open: false },
      { day: '2026-11-30', answered: false, open: false },
      { day: '2026-11-29', answered: false, open: false },
      { day: '2026-11-28', answered: true, open: false },
    ];
    expect(streak(twoMonths, true).length).toBe(2);
  });
});
