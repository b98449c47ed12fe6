import { describe, expect, it } from 'vitest';
import { run } from './run.ts';
import { told } from './told.ts';

/** A run with practice, a correction, a refusal and a reminder. */
const STORY = 9;

describe('crash points', () => {
  it('survives a crash at every single point of one story', { timeout: 300_000 }, async () => {
    const { points } = await run({ seed: STORY, deaths: [] });
    expect(points).toBeGreaterThan(60);
    for (let nth = 1; nth <= points; nth += 1) {
      const outcome = await run({ seed: STORY, deaths: [{ at: 'any', nth }] });
      if (outcome.problems.length > 0) expect.fail(told(outcome));
    }
  });
});
