import { CLOZE, SOUND_LEFT_OUT } from './reasons.ts';
import type { Localized } from '../../domain/language.ts';
import type { DistractorKind, Source } from '../../domain/deck.ts';
import { isWebLink } from '../reading/link.ts';
import { QuestionTexts, trueFalse, type TextFormat } from './formatted-text.ts';
import { decodeEntities } from './html-to-text.ts';
import {
  bareQuestion,
  levelOf,
  notCarried,
  type FileNote,
  type ImportedOption,
  type Item,
  type NotCarried,
} from './imported.ts';
import { isTrueWord, keysOf } from './table-keys.ts';
import { fieldOf } from './table-columns.ts';

export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly headers: readonly string[];
  readonly rows: readonly TableRow[];
  /** How cells are meant where no column `format` says it. */
  readonly format: TextFormat;
  /** Columns that the author named: field (`question`, `option1`) → header. */
  readonly columns: ReadonlyMap<string, string>;
}

/** A row by what its cells hold. */
type Cells = ReadonlyMap<string, string>;

/** Rows under headers → questions. */
export function* tableQuestions(table: Table): Iterable<Item> {
  const fields = table.headers.map((header) => named(header, table.columns) ?? nameOf(header));
  if (!fields.includes('question')) {
    yield missingColumn(table.headers, 'question');
    return;
  }
  const rows = table.rows.map(({ line, cells }) => ({
    line,
    cells: new Map(
      fields.flatMap((field, place) =>
        field === null ? [] : [[field, (cells[place] ?? '').trim()] as const],
      ),
    ),
  }));
  const fromZero = rows.some(({ cells }) => isPlaceZero(cells));
  if (fromZero)
    yield note({
      en: 'keys are numbers from 0, since one of them is 0: check the first questions',
      de: 'die richtigen Optionen sind ab 0 gezählt, denn einer davon ist 0: die ersten Fragen prüfen',
    });
  for (const { line, cells } of rows)
    yield questionOf({ line, cells, fromZero, format: formatOf(cells, table.format) });
}

function note(message: Localized): FileNote {
  return { kind: 'note', message };
}

function missingColumn(headers: readonly string[], field: string): NotCarried {
  const found = headers
    .map((header) => header.slice(0, 30))
    .slice(0, 8)
    .join(', ');
  return notCarried(1, {
    en: `no column is named ${field} (found: ${found || 'none'}): give the right column that name`,
    de: `keine Spalte heißt ${field} (gefunden: ${found || 'keine'}): die passende Spalte so nennen`,
  });
}

function named(header: string, columns: ReadonlyMap<string, string>): string | null {
  for (const [field, wanted] of columns)
    if (wanted.trim().toLowerCase() === header.trim().toLowerCase()) return field;
  return null;
}

function nameOf(header: string): string | null {
  const field = fieldOf(header);
  if (field === null) return null;
  return 'place' in field ? `${field.field}${field.place + 1}` : field.field;
}

/** A key that is 0 beside a list of options, and not one of their words. */
function isPlaceZero(cells: Cells): boolean {
  if (cells.get('correct') !== '0') return false;
  const options = optionsOf(cells);
  return options.length > 1 && !options.includes('0');
}

interface Row {
  readonly line: number;
  readonly cells: Cells;
  readonly fromZero: boolean;
  readonly format: TextFormat;
}

function formatOf(cells: Cells, otherwise: TextFormat): TextFormat {
  const format = cells.get('format');
  return format === 'markdown' || format === 'html' || format === 'plain' ? format : otherwise;
}

function questionOf(row: Row): Item {
  const { line, cells, format } = row;
  const texts = new QuestionTexts();
  const read = (field: string) =>
    texts.read(soundless(texts, unquoted(cells.get(field) ?? ''), format), format);
  const question = cells.get('question') ?? '';
  if (question === '')
    return notCarried(line, { en: 'the question is empty', de: 'die Frage ist leer' });
  if (format === 'html' && /\{\{c\d+::/.test(question)) return notCarried(line, CLOZE);
  const options = readOptions(row, texts);
  if ('en' in options) return notCarried(line, options);
  return {
    ...bareQuestion(line, read('question'), options),
    name:
      [cells.get('id'), cells.get('name')].find((words) => words !== undefined && words !== '') ??
      null,
    context: read('context'),
    explain: read('explain'),
    tags: listOf(cells.get('tags') ?? ''),
    level: levelOf(cells.get('level') ?? ''),
    sources: sourcesOf(unquoted(cells.get('sources') ?? ''), format),
    points: linesOf(unquoted(cells.get('points') ?? '')).map((point) => texts.read(point, format)),
    reviewed: /^\d{4}-\d{2}-\d{2}$/.exec(cells.get('reviewed') ?? '')?.[0],
    retired: isTrueWord(cells.get('retired') ?? '') === true,
    marks: texts.marks,
  };
}

/** `[sound:a.mp3]` is how Anki names sound. */
function soundless(texts: QuestionTexts, cell: string, format: TextFormat): string {
  if (format !== 'html') return cell;
  return cell.replaceAll(/\[sound:([^\]\n]{1,200})\]/g, (_all, name: string) => {
    texts.mark(SOUND_LEFT_OUT, name.slice(0, 60));
    return '';
  });
}

/** Our export puts an apostrophe before what a spreadsheet would take for a formula. */
function unquoted(cell: string): string {
  return /^'[=+\-@'\t]/.test(cell) ? cell.slice(1) : cell;
}

function readOptions(row: Row, texts: QuestionTexts): readonly ImportedOption[] | Localized {
  const { cells, format } = row;
  const correct = unquoted(cells.get('correct') ?? '');
  const wrongs = [...numbered(cells, 'wrong'), ...splitChoices(cells.get('wrongs') ?? '')];
  const letters =
    wrongs.length > 0 && correct !== '' ? [correct, ...wrongs] : optionsOf(cells).map(unquoted);
  if (letters.length === 0) return statementOf(correct);
  const keys =
    wrongs.length > 0
      ? [0]
      : keysOf({ cell: correct, options: letters, row: cells, fromZero: row.fromZero });
  if ('en' in keys) return keys;
  return letters.flatMap((option, place) =>
    option === ''
      ? []
      : [
          {
            text: texts.read(soundless(texts, option, format), format),
            key: keys.includes(place),
            why: texts.read(unquoted(cells.get(`why${place + 1}`) ?? ''), format),
            id: idOf(cells.get(`optionId${place + 1}`)),
            short: shortOf(unquoted(cells.get(`short${place + 1}`) ?? ''), format),
            kind: kindOf(cells.get(`kind${place + 1}`)),
          },
        ],
  );
}

function idOf(cell: string | undefined): string | undefined {
  return /^[a-z0-9][a-z0-9-]{0,47}$/.exec(cell ?? '')?.[0];
}

function shortOf(cell: string, format: TextFormat): string | undefined {
  const letters = format === 'html' ? decodeEntities(cell) : cell;
  return letters === '' ? undefined : letters;
}

function kindOf(word: string | undefined): DistractorKind | undefined {
  return KINDS.find((kind) => kind === word);
}

const KINDS: readonly DistractorKind[] = ['near', 'wrong', 'dangerous', 'off-topic'];

function statementOf(correct: string): readonly ImportedOption[] | Localized {
  const isTrue = isTrueWord(correct);
  if (isTrue === null)
    return {
      en: 'it has no wrong options: the answer is typed, or is the back of a card',
      de: 'sie hat keine falschen Optionen: die Antwort wird eingetippt oder ist die Rückseite einer Karte',
    };
  return trueFalse(isTrue, { right: [], wrong: [] });
}

function optionsOf(cells: Cells): readonly string[] {
  const single = numbered(cells, 'option');
  return single.length > 0 ? single : splitChoices(cells.get('choices') ?? '');
}

/** The cells of `option1`, `option2`, …; empty ones between them stay, so that letters and numbers keep their places. */
function numbered(cells: Cells, field: string): readonly string[] {
  const all = Array.from({ length: 20 }, (_, place) => cells.get(`${field}${place + 1}`) ?? '');
  return all.slice(0, all.findLastIndex((cell) => cell !== '') + 1);
}

/** Options in one cell, parted by line ends, bars, semicolons or, without any of these, commas. */
function splitChoices(cell: string): readonly string[] {
  const sign = ['\n', '|', ';', ','].find((one) => cell.includes(one)) ?? '\n';
  const parts = cell
    .split(sign)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const labelled = parts.every((part, place) =>
    new RegExp(`^\\(?${String.fromCharCode(65 + place)}[).:]\\s`, 'i').test(part),
  );
  return labelled ? parts.map((part) => part.replace(/^\(?\w[).:]\s+/, '')) : parts;
}

function listOf(cell: string): readonly string[] {
  const sign = /[;,|\n]/.test(cell) ? /[;,|\n]/ : /$^/;
  return cell
    .split(sign)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** A line each; further lines of one are indented. */
function linesOf(cell: string): readonly string[] {
  return cell
    .split(/\n(?! {2})/)
    .map((line) => line.replaceAll('\n  ', '\n'))
    .filter((line) => line.trim() !== '');
}

/** `Title <https://…>` as our export writes it, or addresses alone. */
function sourcesOf(cell: string, format: TextFormat): readonly Source[] {
  const letters =
    format === 'html' ? decodeEntities(cell.replaceAll(/<br[^>]{0,20}>/gi, '\n')) : cell;
  const parts = letters
    .split('\n')
    .flatMap((line) => (line.endsWith('>') ? [line] : line.split(/[\s;,]+/)));
  return parts.flatMap((part) => {
    const [, title = '', url = ''] =
      /^(.*?)\s*<?(https?:\/\/[^\s<>"]+)>?\s*$/.exec(part.trim()) ?? [];
    if (!isWebLink(url)) return [];
    return [{ title: title === '' ? new URL(url).hostname : title.slice(0, 200), url }];
  });
}
