import { describe, expect, it } from 'vitest';
import { judgeClass, simulateClass } from './simulated-class.ts';

describe('a simulated class of 200 members', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'has each planted fault found and no sound question accused (seed %i)',
    (seed) => {
      const { missed, accused, planted } = judgeClass(simulateClass(seed));
      expect(missed).toEqual([]);
      expect(accused).toEqual([]);
      expect(planted).toBe(6);
    },
  );
});
