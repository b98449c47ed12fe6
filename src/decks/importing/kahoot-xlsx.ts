import type { Item } from './imported.ts';
import { readSpreadsheet } from './spreadsheet.ts';
import { fieldOf } from './table-columns.ts';
import { tableQuestions } from './table-questions.ts';

/** Kahoot's template has its headers in row 8. */
const HEADERS_WITHIN = 30;

/**
 * Kahoot's spreadsheet template, and any other .xlsx file with a row of headers: question, answers, number of the key.
 * @throws RefusedFile where it is no spreadsheet
 */
export function* parseSpreadsheet(
  bytes: Uint8Array,
  columns: ReadonlyMap<string, string>,
): Iterable<Item> {
  const { rows, dates } = readSpreadsheet(bytes);
  const names = new Set([...columns.values()].map((name) => name.toLowerCase()));
  const head = rows
    .slice(0, HEADERS_WITHIN)
    .findIndex(({ cells }) =>
      cells.some((cell) => fieldOf(cell)?.field === 'question' || names.has(cell.toLowerCase())),
    );
  if (dates.length > 0) {
    const message = {
      en: `cells hold dates, which became numbers (${dates.slice(0, 5).join(', ')}): format them as text`,
      de: `Zellen enthalten ein Datum, aus dem eine Zahl wurde (${dates.slice(0, 5).join(', ')}): sie als Text formatieren`,
    };
    yield { kind: 'note', message };
  }
  yield* tableQuestions({
    headers: rows[Math.max(0, head)]?.cells ?? [],
    // Rows of the template that nobody filled in.
    rows: rows
      .slice(Math.max(0, head) + 1)
      .filter(({ cells }) => cells.slice(1).some((cell) => cell.trim() !== '')),
    format: 'plain',
    columns,
  });
}
