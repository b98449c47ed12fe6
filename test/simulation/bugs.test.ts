import { describe, expect, it } from 'vitest';
import { BUGS } from './bugs.ts';
import { run } from './run.ts';

const BUG_SECONDS = 60;

describe('planted bugs', () => {
  it('are at least fifteen', () => {
    expect(BUGS.length).toBeGreaterThanOrEqual(15);
  });

  it.each(BUGS.map((bug) => [bug.name, bug] as const))(
    '%s',
    { timeout: (BUG_SECONDS + 10) * 1_000 },
    async (_name, tampering) => {
      const end = performance.now() + BUG_SECONDS * 1_000;
      let found: readonly string[] = [];
      for (let seed = 1; found.length === 0 && performance.now() < end; seed += 1) {
        found = (await run({ seed, tampering })).problems;
      }
      expect(found).not.toEqual([]);
    },
  );
});
