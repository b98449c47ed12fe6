import type { Localized } from '../../domain/language.ts';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { notCarried, type Item, type TextSource } from './imported.ts';
import { tableQuestions, type TableRow } from './table-questions.ts';

/** Rows as csv-parse gives them, each with the line on which it ends. */
const parsedRows = z.array(
  z.object({ info: z.object({ lines: z.number() }), record: z.array(z.string()) }),
);

export interface CsvRows {
  readonly rows: readonly TableRow[];
  readonly broken: readonly { readonly line: number; readonly message: Localized }[];
}

/** After so many broken rows a file is no table. */
const MOST_BROKEN = 20;

/**
 * The rows of a text of separated values. A quotation mark that is never closed costs its own row only: reading goes on
 * in the next line.
 */
export function readRows(text: string, separator: string): CsvRows {
  const rows: TableRow[] = [];
  const broken: { line: number; message: Localized }[] = [];
  let rest = text;
  let skipped = 0;
  while (rest !== '' && broken.length < MOST_BROKEN) {
    let isBroken = false;
    const parsed: unknown = parse(rest, {
      bom: true,
      delimiter: separator,
      info: true,
      // csv-parse names this so; a row that cannot be read ends the reading.
      on_skip: () => {
        isBroken = true;
        return undefined;
      },
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
    });
    let end = 0;
    for (const { info, record } of parsedRows.parse(parsed)) {
      rows.push({ line: skipped + end + 1, cells: record });
      end = info.lines;
    }
    if (!isBroken) break;
    broken.push({
      line: skipped + end + 1,
      message: {
        en: 'a quotation mark is not closed: close it',
        de: 'ein Anführungszeichen ist nicht geschlossen: es schließen',
      },
    });
    rest = rest
      .split('\n')
      .slice(end + 1)
      .join('\n');
    skipped += end + 1;
  }
  return { rows, broken };
}

/** Tables of questions with a row of headers: separated by commas, semicolons, tabs or bars. */
export function* parseCsv({ text, columns }: TextSource): Iterable<Item> {
  const hint = /^sep=(.)\n/i.exec(text);
  const body = hint === null ? text : text.slice(hint[0].length);
  const { rows, broken } = readRows(body, hint?.[1] ?? separatorOf(body));
  const [head, ...others] = rows;
  const shift = hint === null ? 0 : 1;
  for (const { line, message } of broken) yield notCarried(line + shift, message);
  if (head === undefined) return;
  yield* tableQuestions({
    headers: head.cells,
    rows: others.map(({ line, cells }) => ({ line: line + shift, cells })),
    format: 'plain',
    columns,
  });
}

/** The separator that the first line has most often outside of quotation marks. */
function separatorOf(text: string): string {
  const head = (/^.*$/m.exec(text)?.[0] ?? '').replaceAll(/"[^"]*"/g, '');
  const counts = [',', ';', '\t', '|'].map((sign) => ({ sign, count: head.split(sign).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}
