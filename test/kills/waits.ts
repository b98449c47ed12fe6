import { createHistogram } from 'node:perf_hooks';
import { Trouble, type Kind } from './trouble.ts';

/** An acknowledgement that takes this long is slow; fewer than one in a hundred may be. */
const SLOW_MS = 250;

interface Click {
  readonly platform: string;
  /** `performance.now()` */
  readonly from: number;
  readonly until: number;
}

/** How long clicks waited for their acknowledgement, and what they met meanwhile. */
export class Waits {
  readonly trouble = new Trouble();
  private readonly clicks: Click[] = [];

  /**
   * A click is acknowledged now.
   * @param from when it was made (`performance.now()`)
   */
  add(platform: string, from: number): void {
    this.clicks.push({ platform, from, until: performance.now() });
  }

  /** What is wrong with them, one sentence each. */
  problems(): readonly string[] {
    const p99 = percentile(this.clicks, 99);
    return p99 < SLOW_MS
      ? []
      : [`a click is acknowledged in ${p99.toFixed(0)} ms at p99, not in less than ${SLOW_MS}`];
  }

  /** Lines for a person. A click that met two kinds of trouble counts for both. */
  told(): readonly string[] {
    const byKind = new Map<Kind, Click[]>();
    const untroubled: Click[] = [];
    for (const click of this.clicks) {
      const kinds = this.trouble.met(click.platform, click.from, click.until);
      if (kinds.size === 0) untroubled.push(click);
      for (const kind of kinds) {
        const clicks = byKind.get(kind) ?? [];
        clicks.push(click);
        byKind.set(kind, clicks);
      }
    }
    const times = (clicks: readonly Click[]): string =>
      `${percentile(clicks, 50).toFixed(0)} ms at the median and ${percentile(clicks, 99).toFixed(0)} ms at p99`;
    const share = ((100 * untroubled.length) / Math.max(1, this.clicks.length)).toFixed(1);
    const met = [...byKind].map(([kind, clicks]) => `${kind} ${slow(clicks)} of ${clicks.length}`);
    return [
      `a click is acknowledged in ${times(this.clicks)}; the ${share} % that met no trouble in ${times(untroubled)}`,
      `clicks of ${SLOW_MS} ms or more: ${slow(this.clicks)} of ${this.clicks.length}; by what they met: ` +
        [...met, `nothing ${slow(untroubled)} of ${untroubled.length}`].join(', '),
    ];
  }
}

function slow(clicks: readonly Click[]): number {
  return clicks.filter(({ from, until }) => until - from >= SLOW_MS).length;
}

/** In milliseconds. */
function percentile(clicks: readonly Click[], share: number): number {
  const microseconds = createHistogram();
  for (const { from, until } of clicks)
    microseconds.record(Math.max(1, Math.round((until - from) * 1_000)));
  return microseconds.percentile(share) / 1_000;
}
