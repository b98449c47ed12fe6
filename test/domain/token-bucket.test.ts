import { describe, expect, it } from 'vitest';
import { refill, spend } from '../../src/domain/token-bucket.ts';

const RATE = { capacity: 10, perSecond: 2 };

describe('a token bucket', () => {
  it('is full before anybody uses it', () => {
    expect(refill(null, RATE, 5_000)).toEqual({ tokens: 10, at: 5_000 });
  });

  it('fills by its rate and never beyond its capacity', () => {
    const used = spend(refill(null, RATE, 0), 8);
    expect(refill(used, RATE, 1_500).tokens).toBe(5);
    expect(refill(used, RATE, 60_000).tokens).toBe(10);
  });

  it('may owe tokens and pays them back first', () => {
    const owing = spend(refill(null, RATE, 0), 12);
    expect(refill(owing, RATE, 1_000).tokens).toBe(0);
  });

  it('gains nothing when the clock runs backwards', () => {
    const used = spend(refill(null, RATE, 10_000), 4);
    expect(refill(used, RATE, 2_000)).toEqual({ tokens: 6, at: 2_000 });
  });
});
