import type { DeckFile } from '../reading/schema.ts';
import type { DeckQuestion } from './draft-question.ts';

type Head = Pick<DeckFile, 'deck' | 'title' | 'style' | 'language' | 'reasons' | 'task' | 'rubric'>;

/** The lines of a deck above its questions. */
export function deckHead(head: Head, comment: string): string {
  const lines = Object.entries(head).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${scalar(value, 2)}`],
  );
  return [`# ${comment.replaceAll('\n', ' ')}`, ...lines, 'questions:', ''].join('\n');
}

/** One question as the YAML of a deck, its fields in the order of docs/deck.schema.json. */
export function questionYaml(question: DeckQuestion): string {
  const lines = [
    `  - id: ${question.id}`,
    ...pair(4, 'ask', question.ask),
    ...pair(4, 'context', question.context),
    '    options:',
    ...question.options.flatMap((option) => [
      ...(option.id === undefined
        ? [`      - text: ${scalar(option.text, 10)}`]
        : [`      - id: ${scalar(option.id, 10)}`, `        text: ${scalar(option.text, 10)}`]),
      ...pair(8, 'short', option.short),
      ...(option.key === true ? ['        key: true'] : []),
      ...pair(8, 'why', option.why),
      ...pair(8, 'kind', option.kind),
    ]),
    ...pair(4, 'explain', question.explain),
    ...list('points', question.points),
    ...(question.tags === undefined ? [] : [`    tags: [${question.tags.map(flow).join(', ')}]`]),
    ...(question.level === undefined ? [] : [`    level: ${question.level}`]),
    ...(question.sources === undefined ? [] : ['    sources:']),
    ...(question.sources ?? []).flatMap(({ title, url }) => [
      `      - title: ${scalar(title, 10)}`,
      `        url: ${scalar(url, 10)}`,
    ]),
    ...pair(4, 'reviewed', question.reviewed),
    ...(question.retired === true ? ['    retired: true'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function pair(indent: number, key: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`${' '.repeat(indent)}${key}: ${scalar(value, indent + 2)}`];
}

function list(key: string, values: readonly string[] | undefined): readonly string[] {
  if (values === undefined) return [];
  return [`    ${key}:`, ...values.map((value) => `      - ${scalar(value, 8)}`)];
}

/** Words that need no quotation marks, to any reader of YAML. */
const PLAIN = /^[\p{L}(][^\n\t]*$/u;
const LOOKS_LIKE_A_VALUE = /^(?:true|false|yes|no|on|off|null|y|n|inf|nan)$/i;

function isPlain(value: string): boolean {
  return (
    PLAIN.test(value) &&
    !/:(?:\s|$)|\s#|[:\s]$/.test(value) &&
    !LOOKS_LIKE_A_VALUE.test(value) &&
    value.trim() === value
  );
}

/** A text as a YAML scalar: plain, in quotation marks, or as a block of lines that an author can go on with. */
function scalar(value: string, indent: number): string {
  if (isPlain(value)) return value;
  if (!value.includes('\n')) {
    const isSafe = !/[\t\\]/.test(value) || !value.includes("'");
    return isSafe && !value.includes('\t') ? `'${value.replaceAll("'", "''")}'` : quoted(value);
  }
  if (!isBlock(value)) return quoted(value);
  const lines = value
    .split('\n')
    .map((line) => (line === '' ? '' : `${' '.repeat(indent)}${line}`));
  return `|-\n${lines.join('\n')}`;
}

/**
 * Whether a block of lines says it: the reader refuses lines that begin with a tab, a first line with spaces hides the
 * block's indentation, and nobody sees spaces at the end of a line.
 */
function isBlock(value: string): boolean {
  return !/^\s|\s$|\r/.test(value) && !/^ *\t|[ \t]$/m.test(value);
}

/** JSON's strings are YAML's double-quoted ones. */
function quoted(value: string): string {
  return JSON.stringify(value);
}

function flow(tag: string): string {
  return /^[a-z][a-z0-9-]*$/.test(tag) && !LOOKS_LIKE_A_VALUE.test(tag) ? tag : `'${tag}'`;
}
