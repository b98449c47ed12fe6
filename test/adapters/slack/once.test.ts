import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDedupe } from '../../../src/adapters/shared/dedupe.ts';

test('in any order of deliveries within ten minutes, each gesture is worked on once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ id: fc.integer({ min: 0, max: 5 }), wait: fc.nat(5000) }), {
        maxLength: 60,
      }),
      async (deliveries) => {
        const once = openDedupe<number>();
        const worked = new Map<number, number>();
        let now = 0;
        const outcomes = deliveries.map(({ id, wait }) => {
          now += wait;
          const { outcome } = once.run(String(id), now, () => {
            worked.set(id, (worked.get(id) ?? 0) + 1);
            return Promise.resolve(id);
          });
          return outcome;
        });
        expect(await Promise.all(outcomes)).toEqual(deliveries.map(({ id }) => id));
        expect([...worked.values()].every((times) => times === 1)).toBe(true);
      },
    ),
  );
});

test('what is older than ten minutes is forgotten, and so is what is too much', () => {
  const once = openDedupe<null>();
  const work = (): Promise<null> => Promise.resolve(null);
  expect(once.run('a', 0, work).first).toBe(true);
  expect(once.run('a', 599_000, work).first).toBe(false);
  expect(once.run('a', 601_000, work).first).toBe(true);
  for (let n = 0; n < 40_000; n += 1) once.run(`n${n}`, 601_001, work);
  expect(once.run('a', 601_002, work).first).toBe(true);
  expect(once.run('n20001', 601_003, work).first).toBe(false);
  expect(once.run('n39999', 601_003, work).first).toBe(false);
});
