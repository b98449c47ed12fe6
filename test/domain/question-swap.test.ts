import { describe, expect, it } from 'vitest';
import { swapFor } from '../../src/domain/question-swap.ts';

const unseen = (name: string) => ({ name, lastAskedAt: null });
const asked = (name: string, lastAskedAt: number) => ({ name, lastAskedAt });

describe('another question for a date', () => {
  it('goes through all unseen ones, one swap after the other, and round', () => {
    const choices = ['a', 'b', 'c', 'd'].map(unseen);
    const taken = new Set(['b']);
    const seen: (string | undefined)[] = [];
    let current = choices[0] ?? null;
    for (let swaps = 0; swaps < 4; swaps += 1) {
      current = swapFor(choices, current, ({ name }) => taken.has(name));
      seen.push(current?.name);
    }
    expect(seen).toEqual(['c', 'd', 'a', 'c']);
  });

  it('prefers what was never asked, and else the half that was asked longest ago', () => {
    const [old, older, recent, fresh] = [
      asked('old', 200),
      asked('older', 100),
      asked('recent', 900),
      unseen('fresh'),
    ];
    const free = () => false;
    expect(swapFor([old, recent, fresh], old, free)).toBe(fresh);
    expect(swapFor([recent, old, older], recent, free)).toBe(older);
    expect(swapFor([older, recent, old], null, free)).toBe(older);
  });

  it('says so when every other question has its date', () => {
    const only = unseen('only');
    expect(swapFor([only], only, () => true)).toBeNull();
    expect(swapFor([], null, () => false)).toBeNull();
  });
});
