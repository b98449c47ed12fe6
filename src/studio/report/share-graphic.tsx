import type { FC } from 'hono/jsx';
import type { Share } from '../../domain/statistics.ts';

const TOP = 4;
const HEIGHT = 8;

/** Graphics of one table row on a scale from 0 to 100%. The row's cells hold the figures, so readers skip them. */
const Row: FC<{ children?: unknown }> = ({ children }) => (
  <svg class="share" viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">
    <rect class="ground" x={0} y={TOP} width={100} height={HEIGHT} />
    {children}
  </svg>
);

/** A bar with its interval as a thin line. */
export const ShareBar: FC<{ share: Share }> = ({ share: { value, interval } }) => (
  <Row>
    <rect class="bar" x={0} y={TOP} width={100 * value} height={HEIGHT} />
    <line class="range" x1={100 * interval.low} x2={100 * interval.high} y1={14.5} y2={14.5} />
  </Row>
);

/** A line from one share to another; the second one has the bolder mark. */
export const ShareChange: FC<{ from: number; to: number }> = ({ from, to }) => (
  <Row>
    <line class={to >= from ? 'rise' : 'fall'} x1={100 * from} x2={100 * to} y1={8} y2={8} />
    <line class="from" x1={100 * from} x2={100 * from} y1={3} y2={13} />
    <line class="to" x1={100 * to} x2={100 * to} y1={1} y2={15} />
  </Row>
);

/** How often an option was chosen, with marks for the better and the weaker half. */
export const OptionBar: FC<{
  share: number;
  isKey: boolean;
  halves: { readonly better: number; readonly weaker: number } | null;
}> = ({ share, isKey, halves }) => (
  <Row>
    <rect class={isKey ? 'bar key' : 'bar'} x={0} y={TOP} width={100 * share} height={HEIGHT} />
    {halves === null ? null : (
      <>
        <line class="from" x1={100 * halves.weaker} x2={100 * halves.weaker} y1={3} y2={13} />
        <line class="to" x1={100 * halves.better} x2={100 * halves.better} y1={1} y2={15} />
      </>
    )}
  </Row>
);
