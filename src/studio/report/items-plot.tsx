import type { FC } from 'hono/jsx';
import { urgency } from '../../domain/analysis-report.ts';
import { percentOf } from '../../i18n/finding-sentences.ts';
import type { Words } from '../../i18n/index.ts';
import type { NumberedItem } from './numbered-items.ts';

const WIDTH = 400;
const HEIGHT = 304;
const LEFT = 34;
const RIGHT = 376;
const TOP = 26;
const BOTTOM = 266;
/** Ends of the axis of discrimination. */
const LOWEST = -0.4;
const HIGHEST = 0.8;

function xOf(share: number): number {
  return LEFT + share * (RIGHT - LEFT);
}

function yOf(discrimination: number): number {
  const inside = Math.max(LOWEST, Math.min(HIGHEST, discrimination));
  return BOTTOM - ((inside - LOWEST) / (HIGHEST - LOWEST)) * (BOTTOM - TOP);
}

/** Difficulty against discrimination; questions with a finding are diamonds with their number. */
export const ItemsPlot: FC<{ words: Words; items: readonly NumberedItem[] }> = ({
  words,
  items,
}) => {
  const shown = items.flatMap(({ item, number }) => {
    const { right, discrimination } = item.figures;
    if (right === null || discrimination === null) return [];
    const at = { x: xOf(right.value), y: yOf(discrimination.value) };
    return [{ ...at, number, marked: urgency(item) > 0 }];
  });
  if (shown.length === 0) return <p class="soft">{words.analysisNoDiscrimination()}</p>;
  const marked = shown.filter((point) => point.marked);
  const alt = words.analysisPlotItemsAlt({ count: shown.length, marked: marked.length });
  return (
    <svg class="plot" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={alt}>
      <Axes words={words} />
      {shown
        .filter((point) => !point.marked)
        .map(({ x, y }) => (
          <circle class="point" cx={x} cy={y} r={4.5} />
        ))}
      {marked.map(({ x, y, number }) => (
        <>
          <path class="point marked" d={`M${x} ${y - 7}l7 7l-7 7l-7 -7z`} />
          <text
            class="number"
            x={x > RIGHT - 24 ? x - 10 : x + 10}
            y={y + 4}
            text-anchor={x > RIGHT - 24 ? 'end' : 'start'}
          >
            {number}
          </text>
        </>
      ))}
    </svg>
  );
};

const Axes: FC<{ words: Words }> = ({ words }) => (
  <>
    {[-0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8].map((value) => (
      <>
        <line
          class={value === 0 ? 'grid zero' : 'grid'}
          x1={LEFT}
          x2={RIGHT}
          y1={yOf(value)}
          y2={yOf(value)}
        />
        <text class="tick" x={LEFT - 6} y={yOf(value) + 4} text-anchor="end">
          {new Intl.NumberFormat(words.locale, { minimumFractionDigits: 1 }).format(value)}
        </text>
      </>
    ))}
    {[0, 0.25, 0.5, 0.75, 1].map((value) => (
      <text class="tick" x={xOf(value)} y={BOTTOM + 17} text-anchor="middle">
        {percentOf(words, value)}
      </text>
    ))}
    <text class="axis" x={RIGHT} y={HEIGHT - 4} text-anchor="end">
      {words.columnRight()} →
    </text>
    <text class="axis" x={LEFT + 4} y={TOP - 12}>
      ↑ {words.columnDiscrimination()}
    </text>
  </>
);
