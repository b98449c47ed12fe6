import type { FC } from 'hono/jsx';
import type { Turnout } from '../../domain/deck-analysis.ts';
import { dateFormat } from '../../domain/date-format.ts';
import type { Words } from '../../i18n/index.ts';

const WIDTH = 400;
const HEIGHT = 170;
const LEFT = 34;
const RIGHT = 396;
const TOP = 12;
const BOTTOM = 140;
/** The longest name of a week: `23. Sept.`. */
const LABEL = 46;

/** Answers for each question, by week; the table beside it has the figures. */
export const WeeksPlot: FC<{ words: Words; weeks: readonly Turnout[] }> = ({ words, weeks }) => {
  const each = weeks.map(meanOf);
  const most = niceCeiling(Math.max(1, ...each));
  const number = new Intl.NumberFormat(words.locale, { maximumFractionDigits: 1 });
  const step = (RIGHT - LEFT) / Math.max(weeks.length, 6);
  const yOf = (value: number): number => BOTTOM - (value / most) * (BOTTOM - TOP);
  const alt = words.analysisPlotWeeksAlt({
    weeks: weeks.length,
    first: number.format(each[0] ?? 0),
    last: number.format(each.at(-1) ?? 0),
  });
  // A label for about every fifth of the width.
  const every = Math.ceil(60 / step);
  return (
    <svg class="plot" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={alt}>
      {[0, most / 2, most].map((value) => (
        <>
          <line class="grid" x1={LEFT} x2={RIGHT} y1={yOf(value)} y2={yOf(value)} />
          <text class="tick" x={LEFT - 6} y={yOf(value) + 4} text-anchor="end">
            {number.format(value)}
          </text>
        </>
      ))}
      {weeks.map(({ week }, index) => {
        const value = each[index] ?? 0;
        const x = LEFT + index * step;
        return (
          <>
            <rect
              class="bar"
              x={x + step * 0.15}
              width={step * 0.7}
              y={yOf(value)}
              height={BOTTOM - yOf(value)}
              rx={2}
            />
            {index % every === 0 ? (
              <text
                class="tick"
                x={Math.min(x + step / 2, RIGHT - LABEL / 2)}
                y={BOTTOM + 18}
                text-anchor="middle"
              >
                {weekName(words, week)}
              </text>
            ) : null}
          </>
        );
      })}
    </svg>
  );
};

/** Answers for each question that at least five members answered; 0 if there is none. */
export function meanOf({ rounds, answers }: Turnout): number {
  return rounds === 0 ? 0 : answers / rounds;
}

/** `24 Nov`, `24. Nov.` */
export function weekName(words: Words, week: string): string {
  return dateFormat(words.locale, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(Date.parse(`${week}T00:00:00Z`));
}

/** The next even number, so that the middle of the axis is a whole one. */
function niceCeiling(value: number): number {
  const size = 10 ** Math.floor(Math.log10(value));
  const steps = [1, 2, 4, 6, 8, 10].map((step) => Math.max(2, step * size));
  return steps.find((step) => step >= value) ?? 10 * size;
}
