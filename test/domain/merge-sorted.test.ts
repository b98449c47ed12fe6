import { describe, expect, it } from 'vitest';
import { mergeSorted } from '../../src/domain/merge-sorted.ts';
import fc from '../properties.ts';
import { atOnce } from './at-once.ts';

const byFirst = ([a]: readonly [number, number], [b]: readonly [number, number]): number => a - b;

describe('several sorted lists', () => {
  it('become one, and equal elements keep their order', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(5)), { maxLength: 7 }), (lists) => {
        const pairs = lists.map((list, at) => list.map((one) => [one, at] as const));
        const sorted = pairs.map((list) => list.toSorted(byFirst));
        expect(atOnce(mergeSorted(sorted, byFirst))).toEqual(sorted.flat().toSorted(byFirst));
      }),
    );
  });

  it('are merged in steps of which none is long', () => {
    let compared = 0;
    const lists = Array.from({ length: 6 }, (_, first) =>
      Array.from({ length: 5_000 }, (_unused, at) => at * 6 + first),
    );
    const steps = mergeSorted(lists, (a, b) => {
      compared += 1;
      return a - b;
    });
    let longest = 0;
    for (let before = 0; steps.next().done !== true; before = compared)
      longest = Math.max(longest, compared - before);
    expect(compared).toBeGreaterThan(60_000);
    expect(longest).toBeLessThanOrEqual(4_000);
  });
});
