import path from 'node:path';
import type { TextParser } from './imported.ts';
import { parseAiken } from './aiken.ts';
import { parseAnkiText } from './anki-text.ts';
import { parseCsv } from './csv.ts';
import { parseGift } from './gift.ts';
import { parseLakeYsYaml } from './lakeys-yaml.ts';
import { parseMarkdownQuiz } from './markdown-quiz.ts';
import { parseMoodleXml } from './moodle-xml.ts';
import { parseOpenTriviaDb } from './open-trivia-db.ts';
import { parseOpenTriviaQa } from './open-trivia-qa.ts';
import { parseRazziaJson } from './razzia-json.ts';

export const TEXT_PARSERS = {
  gift: parseGift,
  aiken: parseAiken,
  'moodle-xml': parseMoodleXml,
  markdown: parseMarkdownQuiz,
  csv: parseCsv,
  opentdb: parseOpenTriviaDb,
  opentriviaqa: parseOpenTriviaQa,
  lakeys: parseLakeYsYaml,
  razzia: parseRazziaJson,
  'anki-text': parseAnkiText,
} as const satisfies Readonly<Record<string, TextParser>>;

export type TextFormatName = keyof typeof TEXT_PARSERS;
export type FormatName = TextFormatName | 'xlsx' | 'apkg';

export const IMPORT_FORMATS: readonly FormatName[] = [
  'gift',
  'aiken',
  'moodle-xml',
  'markdown',
  'csv',
  'opentdb',
  'opentriviaqa',
  'lakeys',
  'razzia',
  'xlsx',
  'anki-text',
  'apkg',
];

/** Letters that are looked at: a format shows itself in its first questions. */
const HEAD = 40_000;

/** The format of an archive, by the names that lie in it. */
export function archiveFormat(bytes: Uint8Array): 'xlsx' | 'apkg' | null {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return null;
  const names = Buffer.from(bytes).toString('latin1');
  if (/collection\.anki2/.test(names)) return 'apkg';
  return names.includes('xl/') ? 'xlsx' : null;
}

/**
 * The format of a text, by its first line, the end of its name and what stands in it, in this order; null: none of those
 * that are known.
 */
export function textFormat(text: string, file: string): TextFormatName | null {
  const head = text.slice(0, HEAD);
  const found = FIRST_LINES.find(([, pattern]) => pattern.test(head));
  if (found !== undefined) return found[0];
  const ending = ENDINGS.get(path.extname(file).toLowerCase());
  return ending ?? CONTENTS.find(([, pattern]) => pattern.test(head))?.[0] ?? aikenOrGift(head);
}

const FIRST_LINES: readonly (readonly [TextFormatName, RegExp])[] = [
  ['moodle-xml', /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)?<quiz\b/],
  ['anki-text', /^#(?:separator|html|tags|columns|notetype|deck|guid column|notetype column):/],
];

/** What no other format has. */
const CONTENTS: readonly (readonly [TextFormatName, RegExp])[] = [
  ['opentriviaqa', /^#Q .*\n(?:(?!\^|#Q).*\n){0,30}\^ /m],
  ['opentdb', /^\s*[[{][\s\S]*"(?:correct_answer|incorrect_answers)"\s*:/],
  ['razzia', /^\s*[[{][\s\S]*"(?:answers)"\s*:\s*\[/],
  ['lakeys', /^[ \t]*-?[ \t]*(?:correct_answer|trivia_categories)\s*:/m],
  ['markdown', /^ {0,3}(?:[-*+]|\d{1,3}[.)]) +\[[ xX]\][ \n]/m],
];

const ENDINGS: ReadonlyMap<string, TextFormatName> = new Map([
  ['.gift', 'gift'],
  ['.xml', 'moodle-xml'],
  ['.md', 'markdown'],
  ['.markdown', 'markdown'],
  ['.csv', 'csv'],
  ['.tsv', 'csv'],
]);

function aikenOrGift(head: string): TextFormatName | null {
  if (/^[ \t]*ANSWER[ \t]*:/m.test(head) && /^[ \t]*[A-Z][).]/m.test(head)) return 'aiken';
  if (/^[ \t]*::|\{\s*(?:[=~#%]|T|F|TRUE|FALSE|\})/m.test(head)) return 'gift';
  return null;
}
