import type { Block, Column } from '../../domain/card.ts';
import { plainSpans } from '../../domain/text.ts';
import { graphemesOf } from '../../fit/index.ts';
import type { Limits } from '../../ports/limits.ts';

type Table = Extract<Block, { kind: 'rows' }>;
type Measure = Limits['measure'];

const WIDE =
  /\p{Extended_Pictographic}|\p{RI}|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]/u;

/** Columns that a fixed-width font takes up: East Asian scripts and emoji take two. */
function widthOf(text: string): number {
  let width = 0;
  for (const grapheme of graphemesOf(text)) width += WIDE.test(grapheme) ? 2 : 1;
  return width;
}

/**
 * A table as lines of fixed-width text; `›` marks the reader's own row.
 * @param measure the platform's, as `fit` used it on the same table
 */
export function drawTable(block: Table, measure: Measure): string {
  const titles = block.columns.map((column) => column.title);
  const cells = block.rows.map((row) =>
    titles.map((_, place) => plainSpans(row.cells[place] ?? [])),
  );
  const all = titles.some((title) => title !== '') ? [titles, ...cells] : cells;
  const shapes = block.columns.map((column, place) =>
    shapeOf({ column, lines: all, place, measure }),
  );
  const own = block.rows.some((row) => row.own);
  const headed = all.length - cells.length;
  return all
    .map((line, index) => {
      const mark = own ? (block.rows[index - headed]?.own === true ? '› ' : '  ') : '';
      const drawn = line.map((cell, place) => pad(cell, shapes[place], measure));
      return `${mark}${drawn.join('  ')}`.trimEnd();
    })
    .join('\n');
}

interface Shape {
  readonly align: Column['align'];
  readonly width: number;
  /** The largest measure that a padded cell may have; `fit` has relied on it. */
  readonly most: number;
}

function shapeOf(of: {
  readonly column: Column;
  readonly lines: readonly (readonly string[])[];
  readonly place: number;
  readonly measure: Measure;
}): Shape {
  const { column, lines, place, measure } = of;
  const cells = lines.map((line) => line[place] ?? '');
  return {
    align: column.align,
    width: Math.max(0, ...cells.map(widthOf)),
    most: Math.max(0, ...cells.map((cell) => measure(cell))),
  };
}

function pad(cell: string, shape: Shape | undefined, measure: Measure): string {
  if (shape === undefined) return cell;
  const missing = Math.min(shape.width - widthOf(cell), shape.most - measure(cell));
  const space = ' '.repeat(Math.max(0, missing));
  return shape.align === 'right' ? `${space}${cell}` : `${cell}${space}`;
}
