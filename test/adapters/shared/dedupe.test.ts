import fc from '../../properties.ts';
import { expect, test } from 'vitest';
import { openDedupe } from '../../../src/adapters/shared/dedupe.ts';

const START = 1_000_000;

test('in any order of deliveries within ten minutes, each gesture is worked on once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ id: fc.integer({ min: 0, max: 5 }), wait: fc.nat(5000) }), {
        maxLength: 60,
      }),
      async (deliveries) => {
        let now = START;
        const dedupe = openDedupe<number>(() => now);
        const worked = new Map<number, number>();
        const outcomes = deliveries.map(({ id, wait }) => {
          now += wait;
          const { outcome } = dedupe.run(String(id), () => {
            worked.set(id, (worked.get(id) ?? 0) + 1);
            return Promise.resolve(id);
          });
          return outcome;
        });
        expect(await Promise.all(outcomes)).toEqual(deliveries.map(({ id }) => id));
        expect([...worked.values()].every((times) => times === 1)).toBe(true);
      },
    ),
    { numRuns: 20 },
  );
});

test('ids older than ten minutes are forgotten', () => {
  let now = START;
  const dedupe = openDedupe<null>(() => now);
  const first = (id: string): boolean => dedupe.run(id, () => Promise.resolve(null)).first;
  expect(first('a')).toBe(true);
  now += 599_000;
  expect(first('a')).toBe(false);
  now += 2_000;
  expect(first('a')).toBe(true);
});

test('a flood pushes out the oldest ids, and only those', () => {
  const dedupe = openDedupe<null>(() => START);
  const first = (id: string): boolean => dedupe.run(id, () => Promise.resolve(null)).first;
  expect(first('a')).toBe(true);
  for (let n = 0; n < 40_000; n += 1) dedupe.run(`n${n}`, () => Promise.resolve(null));
  expect(first('n1')).toBe(false);
  expect(first('n39999')).toBe(false);
  expect(first('a')).toBe(true);
});

test('outcomes are forgotten and their ids stay, however many there are', async () => {
  const dedupe = openDedupe<string | null>(() => START);
  for (const id of ['a', 'b', 'c'])
    await dedupe.run(id, () => Promise.resolve('names Mira')).outcome;
  dedupe.forgetOutcomes(null);
  for (const id of ['a', 'b', 'c']) {
    const { first, outcome } = dedupe.run(id, () => Promise.resolve('again'));
    expect(first).toBe(false);
    expect(await outcome).toBeNull();
  }
});
