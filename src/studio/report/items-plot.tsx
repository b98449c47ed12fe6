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
/** Lines for each unit of discrimination. */
const LINES = 5;
/** The lines that the axis always spans: from -0.4 to 0.8. */
const LOWEST = -2;
const HIGHEST = 4;

/** The first and the last line of the axis of discrimination. */
interface Span {
  readonly low: number;
  readonly high: number;
}

/** Lines around all values, so that every point stands where it belongs. */
function spanOf(values: readonly number[]): Span {
  return {
    low: Math.min(LOWEST, ...values.map((value) => Math.floor(value * LINES))),
    high: Math.max(HIGHEST, ...values.map((value) => Math.ceil(value * LINES))),
  };
}

function xOf(share: number): number {
  return LEFT + share * (RIGHT - LEFT);
}

function yOf(discrimination: number, { low, high }: Span): number {
  return BOTTOM - ((discrimination * LINES - low) / (high - low)) * (BOTTOM - TOP);
}

/** Difficulty against discrimination; questions with a finding are diamonds with their number. */
export const ItemsPlot: FC<{ words: Words; items: readonly NumberedItem[] }> = ({
  words,
  items,
}) => {
  const span = spanOf(
    items.flatMap(({ item: { figures } }) => figures.discrimination?.value ?? []),
  );
  const shown = items.flatMap(({ item, number }) => {
    const { right, discrimination } = item.figures;
    if (right === null || discrimination === null) return [];
    const at = { x: xOf(right.value), y: yOf(discrimination.value, span) };
    return [{ ...at, number, marked: urgency(item) > 0 }];
  });
  if (shown.length === 0) return <p class="soft">{words.analysisNoDiscrimination()}</p>;
  const marked = shown.filter((point) => point.marked);
  const alt = words.analysisPlotItemsAlt({ count: shown.length, marked: marked.length });
  return (
    <svg class="plot" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={alt}>
      <Axes words={words} span={span} />
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

/** The value of each line. */
function linesOf({ low, high }: Span): readonly number[] {
  return Array.from({ length: high - low + 1 }, (_, line) => (low + line) / LINES);
}

const Axes: FC<{ words: Words; span: Span }> = ({ words, span }) => (
  <>
    {linesOf(span).map((value) => (
      <>
        <line
          class={value === 0 ? 'grid zero' : 'grid'}
          x1={LEFT}
          x2={RIGHT}
          y1={yOf(value, span)}
          y2={yOf(value, span)}
        />
        <text class="tick" x={LEFT - 6} y={yOf(value, span) + 4} text-anchor="end">
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
