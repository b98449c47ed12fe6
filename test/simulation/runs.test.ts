import { describe, expect, it } from 'vitest';
import { run } from './run.ts';
import { told } from './told.ts';

/** A fixed part of the seeds; `npm run simulate` runs any others. */
const SEEDS = { first: 1, last: 500 };

describe('the whole bot in a world that goes wrong', () => {
  it('keeps every invariant in 500 runs', { timeout: 600_000 }, async () => {
    let points = 0;
    for (let seed = SEEDS.first; seed <= SEEDS.last; seed += 1) {
      const outcome = await run({ seed });
      points += outcome.points;
      if (outcome.problems.length > 0) expect.fail(told(outcome));
    }
    expect(points).toBeGreaterThan(100 * SEEDS.last);
  });
});
