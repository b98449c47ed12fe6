import { describe, expect, it } from 'vitest';
import { run } from './run.ts';
import { told } from './told.ts';

/** Another fixed part of the seeds. */
const SEEDS = { first: 2_501, last: 3_000 };

describe('crash points', () => {
  it('keeps every invariant in 500 more runs', { timeout: 600_000 }, async () => {
    let crashed = 0;
    for (let seed = SEEDS.first; seed <= SEEDS.last; seed += 1) {
      const outcome = await run({ seed });
      if (outcome.trace.some((line) => line.startsWith('the process dies'))) crashed += 1;
      if (outcome.problems.length > 0) expect.fail(told(outcome));
    }
    expect(crashed).toBeGreaterThan(200);
  });

  it('survives a crash at every single point of one story', { timeout: 300_000 }, async () => {
    const { points } = await run({ seed: 9, deaths: [] });
    expect(points).toBeGreaterThan(200);
    for (let point = 1; point <= points; point += 1) {
      const outcome = await run({ seed: 9, deaths: [point] });
      if (outcome.problems.length > 0) expect.fail(told(outcome));
    }
  });

  it('gives the same run for the same seed', async () => {
    for (const seed of [3, 14, 15]) {
      const [one, two] = [await run({ seed }), await run({ seed })];
      expect(one.trace).toEqual(two.trace);
      expect(one.points).toBe(two.points);
    }
  });
});
