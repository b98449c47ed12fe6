import type { Block, Column } from '../../domain/card.ts';
import { plainSpans } from '../../domain/text.ts';
import { limits } from '../slack/render/limits.ts';

type Table = Extract<Block, { kind: 'rows' }>;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const WIDE =
  /\p{Extended_Pictographic}|\p{RI}|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]/u;

/** Columns that a fixed-width font takes up: scripts of East Asia and emoji take two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

/** A table as lines of a fixed-width text; the reader's own row is marked with `›`. */
export function drawTable(block: Table): string {
  const titles = block.columns.map((column) => column.title);
  const cells = block.rows.map((row) =>
    titles.map((_, place) => plainSpans(row.cells[place] ?? [])),
  );
  const all = titles.some((title) => title !== '') ? [titles, ...cells] : cells;
  const shapes = block.columns.map((column, place) => shapeOf(column, all, place));
  const own = block.rows.some((row) => row.own);
  const headed = all.length - cells.length;
  return all
    .map((line, index) => {
      const mark = own ? (block.rows[index - headed]?.own === true ? '› ' : '  ') : '';
      const drawn = line.map((cell, place) => pad(cell, shapes[place]));
      return `${mark}${drawn.join('  ')}`.trimEnd();
    })
    .join('\n');
}

interface Shape {
  readonly align: Column['align'];
  readonly width: number;
  /** No padded cell measures more than this, however its letters combine: `fit` has counted on it. */
  readonly most: number;
}

function shapeOf(column: Column, lines: readonly (readonly string[])[], place: number): Shape {
  const cells = lines.map((line) => line[place] ?? '');
  return {
    align: column.align,
    width: Math.max(0, ...cells.map(widthOf)),
    most: Math.max(0, ...cells.map((cell) => limits.measure(cell))),
  };
}

function pad(cell: string, shape: Shape | undefined): string {
  if (shape === undefined) return cell;
  const missing = Math.min(shape.width - widthOf(cell), shape.most - limits.measure(cell));
  const space = ' '.repeat(Math.max(0, missing));
  return shape.align === 'right' ? `${space}${cell}` : `${cell}${space}`;
}
