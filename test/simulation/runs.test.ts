import { describe, expect, it } from 'vitest';
import { RARE_STATES } from './reached.ts';
import { run } from './run.ts';
import { told } from './told.ts';

/** A few fixed seeds; `npm run simulate -- --fresh` runs others. */
const SEEDS = { first: 1, last: 240 };

describe('the whole bot in a world that goes wrong', () => {
  it('keeps every invariant, and comes to every rare state', { timeout: 600_000 }, async () => {
    const reached = new Set<string>();
    let deaths = 0;
    let atPlatform = 0;
    for (let seed = SEEDS.first; seed <= SEEDS.last; seed += 1) {
      const outcome = await run({ seed });
      if (outcome.problems.length > 0) expect.fail(told(outcome));
      for (const state of outcome.reached) reached.add(state);
      const { store, ...calls } = outcome.deathsAt;
      atPlatform += calls['platform-before'] + calls['platform-after'];
      deaths += store + calls['platform-before'] + calls['platform-after'];
    }
    expect(RARE_STATES.filter((state) => !reached.has(state))).toEqual([]);
    expect(deaths).toBeGreaterThan(SEEDS.last / 3);
    // Where something can be lost or done twice.
    expect(atPlatform / deaths).toBeGreaterThan(0.5);
  });

  it('gives the same run for the same seed', async () => {
    for (const seed of [3, 14, 15]) {
      const [one, two] = [await run({ seed }), await run({ seed })];
      expect(one.trace).toEqual(two.trace);
      expect(one.points).toBe(two.points);
    }
  });
});
