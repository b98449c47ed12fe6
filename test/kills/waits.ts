import { createHistogram } from 'node:perf_hooks';
import { Trouble, type Kind } from './trouble.ts';

/** An acknowledgement that takes this long is slow; fewer than one in a hundred may be. */
const SLOW_MS = 250;

/** How long clicks waited for their acknowledgement, and what they met meanwhile. */
export class Waits {
  /** In microseconds. */
  private readonly all = createHistogram();
  private readonly untroubled = createHistogram();
  private readonly met = new Map<Kind | 'none of them', { clicks: number; slow: number }>();
  readonly trouble = new Trouble();

  /**
   * A click is acknowledged now.
   * @param began when it was made (`performance.now()`)
   */
  add(platform: string, began: number): void {
    const now = performance.now();
    const took = Math.max(1, Math.round((now - began) * 1_000));
    const kinds = this.trouble.met(platform, began, now);
    this.all.record(took);
    if (kinds.size === 0) this.untroubled.record(took);
    for (const kind of kinds.size === 0 ? (['none of them'] as const) : kinds) {
      const { clicks, slow } = this.met.get(kind) ?? { clicks: 0, slow: 0 };
      const isSlow = took >= SLOW_MS * 1_000;
      this.met.set(kind, { clicks: clicks + 1, slow: slow + (isSlow ? 1 : 0) });
    }
  }

  /** What is wrong with them, one sentence each. */
  problems(): readonly string[] {
    const p99 = this.all.percentile(99) / 1_000;
    return p99 < SLOW_MS
      ? []
      : [`a click is acknowledged in ${p99.toFixed(0)} ms at p99, not in less than ${SLOW_MS}`];
  }

  /** Lines for a person. A click that met two kinds of trouble counts for both. */
  told(): readonly string[] {
    const ms = (times: typeof this.all, percentile: number): string =>
      `${(times.percentile(percentile) / 1_000).toFixed(0)} ms`;
    const share = ((100 * this.untroubled.count) / Math.max(1, this.all.count)).toFixed(1);
    const slow = [...this.met]
      .toSorted(([, one], [, other]) => other.slow - one.slow)
      .map(([kind, { clicks, slow }]) => `${kind} ${slow} of ${clicks}`);
    return [
      `a click is acknowledged in ${ms(this.all, 50)} at the median, ${ms(this.all, 99)} at p99; ` +
        `the ${share} % that met no dead process, cut connection or locked database in ${ms(this.untroubled, 50)} and ${ms(this.untroubled, 99)}`,
      `${SLOW_MS} ms or more, by what they met: ${slow.join(', ')}`,
    ];
  }
}
