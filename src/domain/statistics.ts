/** Both ends of a 95% interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A share of `of` with its 95% interval; all between 0 and 1. */
export interface Share {
  readonly count: number;
  readonly of: number;
  readonly value: number;
  readonly interval: Interval;
}

/** 97.5th percentile of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * A share with its Wilson score interval (Wilson 1927), which stays between 0 and 1 and is sound for few answers.
 * @param of at least 1
 */
export function shareOf(count: number, of: number): Share {
  const value = count / of;
  const scale = 1 + Z ** 2 / of;
  const middle = (value + Z ** 2 / (2 * of)) / scale;
  const reach = (Z / scale) * Math.sqrt((value * (1 - value)) / of + Z ** 2 / (4 * of ** 2));
  return {
    count,
    of,
    value,
    interval: { low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) },
  };
}

/**
 * Pearson's correlation, which is the point-biserial one if one side is 0 or 1. Null if a side does not vary.
 */
export function correlation(pairs: readonly (readonly [number, number])[]): number | null {
  const count = pairs.length;
  if (count === 0) return null;
  const meanX = pairs.reduce((sum, [x]) => sum + x, 0) / count;
  const meanY = pairs.reduce((sum, [, y]) => sum + y, 0) / count;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (const [x, y] of pairs) {
    xx += (x - meanX) ** 2;
    yy += (y - meanY) ** 2;
    xy += (x - meanX) * (y - meanY);
  }
  // Rounding leaves a remainder where every value is the same.
  if (xx < 1e-9 || yy < 1e-9) return null;
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}

/** The 95% interval of a correlation, by Fisher's z transformation. @param of at least 4 */
export function correlationInterval(r: number, of: number): Interval {
  const z = Math.atanh(Math.max(-0.999_999, Math.min(0.999_999, r)));
  const reach = Z / Math.sqrt(of - 3);
  return { low: Math.tanh(z - reach), high: Math.tanh(z + reach) };
}

/** Whether of two exclusive outcomes the first came up more often than chance explains (95%, one against the other). */
export function isMoreOften(first: number, second: number): boolean {
  return first > second && (first - second) / Math.sqrt(first + second) > Z;
}
