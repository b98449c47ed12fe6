import { decodeText } from './decode-text.ts';
import { RefusedFile } from './refused-file.ts';
import type { TableRow } from './table-questions.ts';
import { readXml, type XmlElement } from './xml-elements.ts';
import { zipEntries } from './zip-entries.ts';

const WANTED = /^xl\/(?:sharedStrings|styles)\.xml$|^xl\/worksheets\/sheet\d{1,3}\.xml$/;
/** Wider than any table of questions. */
const MOST_COLUMNS = 200;

export interface SpreadsheetRows {
  readonly rows: readonly TableRow[];
  /** Cells that hold a date, which a spreadsheet stores as a number. */
  readonly dates: readonly string[];
}

/**
 * The cells of the first sheet of an .xlsx file (ECMA-376, SpreadsheetML), as the letters that they show.
 * @throws RefusedFile where it is no spreadsheet
 */
export function readSpreadsheet(bytes: Uint8Array): SpreadsheetRows {
  const { files } = zipEntries(bytes, WANTED);
  const sheets = [...files.keys()].filter((name) => name.includes('worksheets/'));
  const first = sheets.sort((a, b) => numberIn(a) - numberIn(b))[0];
  if (first === undefined) throw new RefusedFile('holds no sheet: save it as .xlsx, or as CSV');
  const xml = (name: string): string => decodeText(files.get(name) ?? new Uint8Array()).text;
  const shared = elements(xml('xl/sharedStrings.xml'), 'si').map(lettersOf);
  const dateStyles = dateStylesOf(xml('xl/styles.xml'));
  const rows: TableRow[] = [];
  const dates: string[] = [];
  for (const row of elements(xml(first), 'row')) {
    const line = Number(row.attributes.get('r') ?? rows.length + 1);
    const cells: string[] = [];
    for (const cell of row.all('c')) {
      const place = columnOf(cell.attributes.get('r') ?? '') ?? cells.length;
      if (place >= MOST_COLUMNS) continue;
      while (cells.length < place) cells.push('');
      cells[place] = valueOf(cell, shared);
      const isNumber = /^\d/.test(cells[place] ?? '') && cell.attributes.get('t') !== 's';
      if (isNumber && dateStyles.has(Number(cell.attributes.get('s') ?? '0')))
        dates.push(cell.attributes.get('r') ?? '');
    }
    rows.push({ line: Number.isSafeInteger(line) ? line : rows.length + 1, cells });
  }
  return { rows, dates };
}

function numberIn(name: string): number {
  return Number(/\d+/.exec(name)?.[0] ?? 0);
}

function elements(text: string, name: string): readonly XmlElement[] {
  const found: XmlElement[] = [];
  for (const one of readXml(text, name)) {
    if (one.kind === 'broken')
      throw new RefusedFile(`holds a broken sheet (${one.message}): save it again`);
    found.push(one.element);
  }
  return found;
}

/** Letters of a shared or inline string, without the readings (`rPh`) that Asian texts carry. */
function lettersOf(element: XmlElement): string {
  if (element.name === 't') return element.words.replaceAll(/_x000[Dd]_/g, '');
  return element.children
    .filter((child) => child.name !== 'rPh')
    .map(lettersOf)
    .join('');
}

function valueOf(cell: XmlElement, shared: readonly string[]): string {
  const value = cell.child('v')?.words ?? '';
  switch (cell.attributes.get('t')) {
    case 's':
      return shared[Number(value)] ?? '';
    case 'inlineStr':
      return lettersOf(cell);
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE';
    default:
      return value;
  }
}

/** `C7` → 2. */
function columnOf(reference: string): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  if (letters === undefined) return null;
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Places of the cell styles that show a number as a date or time: built-in formats 14 to 22 and 45 to 47, or own ones. */
function dateStylesOf(text: string): ReadonlySet<number> {
  const own = new Set(
    elements(text, 'numFmt')
      .filter((format) =>
        /[dmyhs]/i.test(
          (format.attributes.get('formatCode') ?? '').replaceAll(/"[^"]*"|\[[^\]]*\]|General/g, ''),
        ),
      )
      .map((format) => Number(format.attributes.get('numFmtId'))),
  );
  const styles = elements(text, 'cellXfs')[0]?.all('xf') ?? [];
  return new Set(
    styles.flatMap((style, place) => {
      const id = Number(style.attributes.get('numFmtId') ?? '0');
      return (id >= 14 && id <= 22) || (id >= 45 && id <= 47) || own.has(id) ? [place] : [];
    }),
  );
}
