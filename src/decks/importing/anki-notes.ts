import { TWO_SIDES } from './reasons.ts';
import type { TextFormat } from './formatted-text.ts';
import { notCarried, type Item } from './imported.ts';
import { tableQuestions, type TableRow } from './table-questions.ts';

/** One note of Anki, from a text or a package. */
export interface AnkiNote {
  readonly line: number;
  readonly guid: string;
  readonly tags: readonly string[];
  readonly fields: readonly string[];
  /** Names of its fields; null: the file names none. */
  readonly names: readonly string[] | null;
}

/** Notes in their order → questions, by the names of their fields. */
export function* ankiTables(
  notes: readonly AnkiNote[],
  format: TextFormat,
  columns: ReadonlyMap<string, string>,
): Iterable<Item> {
  const tables = new Map<string, { headers: readonly string[]; rows: TableRow[] }>();
  for (const note of notes) {
    const names = note.names ?? namesOf(note.fields);
    if (names === null) {
      yield notCarried(note.line, TWO_SIDES);
      continue;
    }
    const headers = [...names, 'guid', 'tags'];
    const key = JSON.stringify(headers);
    const table = tables.get(key) ?? { headers, rows: [] };
    tables.set(key, table);
    const fields = names.map((_name, place) => note.fields[place] ?? '');
    const tags = note.tags.filter((tag) => tag !== '').join(';');
    table.rows.push({ line: note.line, cells: [...fields, note.guid, tags] });
  }
  for (const { headers, rows } of tables.values()) {
    const asksNothing =
      !headers.some((header) => /question|frage/i.test(header)) && columns.size === 0;
    if (asksNothing) {
      for (const { line } of rows) yield notCarried(line, TWO_SIDES);
    } else {
      yield* tableQuestions({ headers, rows, format, columns });
    }
  }
}

/**
 * The fields of multiple choice notes ("AllInOne (kprim, mc, sc)") by their shape: question, title, type 0 to 2, options,
 * and 1 or 0 for each of them. Null for any other note.
 */
function namesOf(fields: readonly string[]): readonly string[] | null {
  const answers = fields.findIndex(
    (field, place) => place > 3 && /^[01](?: [01])+$/.test(field.trim()),
  );
  if (answers === -1 || !/^[012]$/.test((fields[2] ?? '').trim())) return null;
  const options = Array.from({ length: answers - 3 }, (_, place) => `Q_${place + 1}`);
  return ['Question', 'Title', 'QType', ...options, 'Answers', 'Sources', 'Extra 1'];
}
