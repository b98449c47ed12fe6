/** Cells that a spreadsheet would take for a formula. A plain number is none. */
const FORMULA = /^(?!-?\d+(?:\.\d+)?$)['=+\-@\t\r\n]/;

/** One row; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
export function tableRow(cells: readonly string[], separator: string): string {
  return cells
    .map((cell) => {
      const safe = FORMULA.test(cell) ? `'${cell}` : cell;
      return /[",;\t\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    })
    .join(separator);
}
