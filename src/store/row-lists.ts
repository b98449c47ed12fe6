import type { SqlValue } from './sql.ts';

/** The most rows of one statement. */
export const MOST_ROWS = 128;

/** Rows of one statement: a few sizes, each prepared once. */
const SIZES = [128, 64, 32, 16, 8, 4, 2, 1] as const;

/** Cuts rows into lists of the sizes that statements have. */
export function inChunks<T>(rows: readonly T[]): readonly (readonly T[])[] {
  const chunks: (readonly T[])[] = [];
  for (let start = 0; start < rows.length;) {
    const size = SIZES.find((one) => one <= rows.length - start) ?? 1;
    chunks.push(rows.slice(start, start + size));
    start += size;
  }
  return chunks;
}

/** Repeats the last row up to the next size, for statements to which a row that comes twice does nothing. */
export function padded<T>(rows: readonly T[]): readonly T[] {
  const last = rows.at(-1);
  const size = SIZES.findLast((one) => one >= rows.length);
  if (last === undefined || size === undefined || size === rows.length) return rows;
  return [...rows, ...Array.from({ length: size - rows.length }, () => last)];
}

/** Cuts rows into as few lists as can be, the last one padded. */
export function inPaddedChunks<T>(rows: readonly T[]): readonly (readonly T[])[] {
  const chunks: (readonly T[])[] = [];
  for (let start = 0; start < rows.length; start += MOST_ROWS)
    chunks.push(padded(rows.slice(start, start + MOST_ROWS)));
  return chunks;
}

/** The parameters of rows, one row after another. (`Array.flatMap` takes several times as long.) */
export function parametersOf<T>(
  rows: readonly T[],
  of: (row: T) => readonly SqlValue[],
): SqlValue[] {
  const values: SqlValue[] = [];
  for (const row of rows) values.push(...of(row));
  return values;
}

/**
 * The parameters of rows for a statement that reads, filled up to the next size by rows of nulls, which match nothing.
 * @param rows at most as many as a statement has
 */
export function filled(rows: readonly (readonly SqlValue[])[]): {
  readonly count: number;
  readonly values: readonly SqlValue[];
} {
  const count = SIZES.findLast((one) => one >= rows.length) ?? rows.length;
  const values = parametersOf(rows, (row) => row);
  const missing = (count - rows.length) * (rows[0]?.length ?? 0);
  for (let left = missing; left > 0; left -= 1) values.push(null);
  return { count, values };
}

/** So many rows of parameters, each after its number, as in `(0, ?, ?), (1, ?, ?)`: what was found is known by it. */
export function numberedListOf(parameters: string, count: number): string {
  return Array.from({ length: count }, (_, number) => `(${number}, ${parameters})`).join(', ');
}

/** So many rows of parameters, as in `(?, ?), (?, ?)`. */
export function listOf(row: string, count: number): string {
  return Array.from({ length: count }, () => row).join(', ');
}

/** Makes each statement's text once. */
export function remembered(make: (count: number) => string): (count: number) => string {
  const known = new Map<number, string>();
  return (count) => {
    const text = known.get(count) ?? make(count);
    known.set(count, text);
    return text;
  };
}
