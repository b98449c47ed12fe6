import type { Block, Row } from '../domain/card.ts';
import type { Limits } from '../ports/limits.ts';
import { clipSpans, clipString } from './clip.ts';
import { sizeOfRows, sizeOfSpans } from './measure.ts';

type Table = Extract<Block, { kind: 'rows' }>;

/** How a card says what it leaves out. */
export function andMore(count: number): string {
  return `… and ${count} more`;
}

/** Widths to which cells are clipped, widest first, before rows are left out, and after. */
const READABLE_WIDTHS = [160, 80, 40, 24];
const LAST_WIDTHS = [16, 8, 4, 1];

/** A table of about `room`: narrower cells, then fewer rows, then cells that show almost nothing. */
export function shortenTable(table: Table, room: number, limits: Limits): Table {
  const fits = (candidate: Table): boolean => sizeOfRows(candidate, limits.measure) <= room;
  if (fits(table)) return table;
  for (const width of READABLE_WIDTHS) {
    const narrow = withCells(table, width, limits);
    if (fits(narrow)) return narrow;
  }
  const short = fewerRows(withCells(table, READABLE_WIDTHS.at(-1) ?? 1, limits), fits);
  const widths = fits(short) ? [] : LAST_WIDTHS;
  const narrow = widths.map((width) => withCells(short, width, limits));
  return narrow.find(fits) ?? narrow.at(-1) ?? short;
}

/** Removes the last rows, but never the reader's own; a final row counts the missing ones. */
function fewerRows(table: Table, fits: (candidate: Table) => boolean): Table {
  const named = Math.max(
    0,
    table.columns.findIndex((column) => column.align === 'left'),
  );
  let rows = table.rows;
  const shown = (): Table => {
    const missing = table.rows.length - rows.length;
    if (missing === 0) return table;
    const cells = table.columns.map((_, place) => (place === named ? [andMore(missing)] : []));
    return { ...table, rows: [...rows, { cells, own: false }] };
  };
  while (rows.length > 1 && !fits(shown())) {
    const last = rows.findLastIndex((row) => !row.own);
    rows = rows.toSpliced(last === -1 ? rows.length - 1 : last, 1);
  }
  return shown();
}

/** A table within the limits of one block, or several with the same columns. */
export function splitTable(table: Table, limits: Limits): readonly Table[] {
  const oneRowFits = (candidate: Table): boolean => {
    const rows = [widestRow(candidate, limits)];
    return sizeOfRows({ ...candidate, rows }, limits.measure) <= limits.text;
  };
  const widths = oneRowFits(table) ? [] : [...READABLE_WIDTHS, ...LAST_WIDTHS];
  const narrow = widths.map((width) => withCells(table, width, limits));
  const whole = narrow.find(oneRowFits) ?? narrow.at(-1) ?? table;
  const tables: Table[] = [];
  let rows: readonly Row[] = [];
  for (const row of whole.rows) {
    const longer = [...rows, row];
    const fits =
      longer.length <= limits.rows &&
      sizeOfRows({ ...whole, rows: longer }, limits.measure) <= limits.text;
    if (!fits && rows.length > 0) tables.push({ ...whole, rows });
    rows = fits || rows.length === 0 ? longer : [row];
  }
  return [...tables, { ...whole, rows }];
}

function withCells(table: Table, width: number, limits: Limits): Table {
  return {
    ...table,
    label: clipString(table.label, Math.max(width, 40), limits.measure),
    columns: table.columns.map((column) => ({
      ...column,
      title: clipString(column.title, width, limits.measure),
    })),
    rows: table.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => clipSpans(cell, width, limits.measure)),
    })),
  };
}

/** A constructed row as wide as the widest cell of each column. */
function widestRow(table: Table, limits: Limits): Row {
  const cells = table.columns.map((_, place) => {
    const cellsHere = table.rows.map((row) => row.cells[place] ?? []);
    const sizes = cellsHere.map((cell) => sizeOfSpans(cell, limits.measure));
    return cellsHere[sizes.indexOf(Math.max(...sizes))] ?? [];
  });
  return { cells, own: false };
}
