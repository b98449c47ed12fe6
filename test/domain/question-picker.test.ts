import fc from '../properties.ts';
import { describe, expect, it } from 'vitest';
import { pick, WORST_FIRST_AFTER_MS, type Candidate } from '../../src/domain/question-picker.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-24T08:00:00Z');

const seen = fc.record({
  deck: fc.constantFrom('a', 'b'),
  weight: fc.integer({ min: 1, max: 5 }),
  fixedOrder: fc.boolean(),
  answered: fc.integer({ min: 0, max: 9 }),
  rightShare: fc.integer({ min: 0, max: 100 }),
  hoursAgo: fc.integer({ min: 1, max: 100 * 24 }),
});

/** Candidates of which no two were asked at the same moment. */
const pool = fc
  .uniqueArray(seen, { minLength: 1, maxLength: 24, selector: ({ hoursAgo }) => hoursAgo })
  .map((all) =>
    all.map((one, place): Candidate => ({
      deck: one.deck,
      question: `q${place}`,
      place,
      weight: one.weight,
      fixedOrder: one.fixedOrder,
      lastAskedAt: NOW - one.hoursAgo * HOUR,
      answered: one.answered,
      right: Math.round((one.answered * one.rightShare) / 100),
    })),
  );

/** Chance as a stream of numbers that a property chooses. */
const chance = fc.array(fc.nat(), { minLength: 1, maxLength: 20 }).map((numbers) => {
  let index = 0;
  return (below: number): number => {
    index += 1;
    return (numbers[index % numbers.length] ?? 0) % below;
  };
});

describe('the pick', () => {
  it('is never one of the more recently asked half of the pool', () => {
    fc.assert(
      fc.property(pool, chance, (candidates, below) => {
        const picked = pick(candidates, NOW, below);
        const recent = candidates
          .toSorted((a, b) => (b.lastAskedAt ?? 0) - (a.lastAskedAt ?? 0))
          .slice(0, Math.floor(candidates.length / 2));
        expect(picked).not.toBeNull();
        expect(recent.map(({ question }) => question)).not.toContain(picked?.question);
      }),
      { numRuns: 500 },
    );
  });

  it('is an unseen one while there is one, in a fixed deck the first', () => {
    fc.assert(
      fc.property(
        pool,
        chance,
        fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }),
        (all, below, hidden) => {
          const candidates = all.map((one, index) =>
            hidden[index] === true ? { ...one, lastAskedAt: null } : one,
          );
          const unseen = candidates.filter(({ lastAskedAt }) => lastAskedAt === null);
          const picked = pick(candidates, NOW, below);
          if (unseen.length === 0) return;
          expect(unseen).toContainEqual(picked);
        },
      ),
      { numRuns: 300 },
    );
    const fixed = (place: number, deck: string): Candidate => ({
      deck,
      question: `q${place}`,
      place,
      weight: 1,
      fixedOrder: true,
      lastAskedAt: null,
      answered: 0,
      right: 0,
    });
    const candidates = [fixed(4, 'a'), fixed(2, 'a'), fixed(7, 'a')];
    expect(pick(candidates, NOW, () => 0)?.place).toBe(2);
  });

  it('of those asked over 30 days ago is the worst answered one, else the one asked longest ago', () => {
    fc.assert(
      fc.property(pool, chance, (all, below) => {
        const candidates = all.map((one) => ({ ...one, fixedOrder: false }));
        const picked = pick(candidates, NOW, below);
        const free = candidates
          .toSorted((a, b) => (a.lastAskedAt ?? 0) - (b.lastAskedAt ?? 0))
          .slice(0, Math.ceil(candidates.length / 2));
        const old = free.filter(
          ({ lastAskedAt }) => NOW - (lastAskedAt ?? 0) > WORST_FIRST_AFTER_MS,
        );
        if (old.length === 0) {
          expect(picked).toEqual(free[0]);
          return;
        }
        const share = ({ answered, right }: Candidate): number =>
          answered === 0 ? 0.5 : right / answered;
        expect(old).toContainEqual(picked);
        expect(picked === null ? NaN : share(picked)).toBe(Math.min(...old.map(share)));
      }),
      { numRuns: 500 },
    );
  });

  it('goes round: in a year of days no question comes twice within half its pool, and each comes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        chance,
        fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 40, maxLength: 40 }),
        (size, fixedOrder, below, skill) => {
          const asked = new Map<number, { at: number; answered: number; right: number }>();
          const order: number[] = [];
          for (let day = 0; day < 366; day += 1) {
            const now = NOW + day * 24 * HOUR;
            const candidates = Array.from({ length: size }, (_, place): Candidate => {
              const known = asked.get(place);
              return {
                deck: 'd',
                question: `q${place}`,
                place,
                weight: 1,
                fixedOrder,
                lastAskedAt: known?.at ?? null,
                answered: known?.answered ?? 0,
                right: known?.right ?? 0,
              };
            });
            const picked = pick(candidates, now, below);
            const place = picked?.place ?? -1;
            expect(order.slice(Math.max(0, day - Math.floor(size / 2)), day)).not.toContain(place);
            const known = asked.get(place) ?? { at: 0, answered: 0, right: 0 };
            asked.set(place, {
              at: now,
              answered: known.answered + 10,
              right: known.right + Math.round((skill[place] ?? 0) / 10),
            });
            order.push(place);
          }
          expect(new Set(order.slice(0, size)).size).toBe(size);
          // In a fixed order nothing waits longer than three rounds of the pool.
          const tail = order.slice(-Math.max(3 * size, 2));
          if (fixedOrder) expect(new Set(tail).size).toBe(size);
        },
      ),
      { numRuns: 40 },
    );
  });
});
