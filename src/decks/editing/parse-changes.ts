import {
  isMap,
  isNode,
  isSeq,
  Lexer,
  LineCounter,
  visit,
  type Document,
  type Node,
  type YAMLSeq,
} from 'yaml';
import { parseYaml, type ParsedYaml, type YamlParser } from '../reading/parse-yaml.ts';
import { LARGEST_BYTES } from '../reading/size-limit.ts';
import { MOST_TOKENS } from '../reading/yaml-limits.ts';

/** A question is parsed under this line, as it stands in its deck. */
export const HEAD = 'questions:\n';

type Sound = Extract<ParsedYaml, { readonly kind: 'parsed' }>;

interface Last {
  readonly parsed: Sound;
  /** At least as many tokens as the text has. */
  readonly tokens: number;
}

/**
 * A parser for a deck that is being written: of the text that it parsed last, it parses only the question that has
 * changed, and shifts what follows. Anything else is parsed whole. The document that it gave before is not to be used any
 * more.
 */
export function parserOfChanges(): YamlParser {
  let last: Last | null = null;
  return (source) => {
    const spliced = last === null || typeof source !== 'string' ? null : splice(last, source);
    if (spliced !== null) {
      last = spliced;
      return spliced.parsed;
    }
    const parsed = parseYaml(source);
    const isSound =
      parsed.kind === 'parsed' && parsed.errors.length === 0 && parsed.forbidden.length === 0;
    last = isSound ? { parsed, tokens: [...new Lexer().lex(parsed.text)].length } : null;
    return parsed;
  };
}

/** The document with only the changed question parsed again; null if more than one changed, or the changed one is broken. */
function splice({ parsed, tokens }: Last, text: string): Last | null {
  const { document } = parsed;
  const questions = questionsIn(document);
  // A text that has become too large is refused where it is read whole.
  if (questions === null || Buffer.byteLength(text) > LARGEST_BYTES) return null;
  const place = changedBlock(parsed.text, text, questions);
  if (place === null) return null;
  const { at, from, to } = place;
  const block = text.slice(from, to);
  const most = tokens + block.length;
  if (most > MOST_TOKENS) return null;
  const item = questionOf(block, parsed.text.slice(from, from + place.indent + 1));
  if (item === null) return null;
  const delta = text.length - parsed.text.length;
  shift(item, from - HEAD.length);
  for (const later of questions.items.slice(at + 1)) if (isNode(later)) shift(later, delta);
  questions.items[at] = item;
  stretch(questions, delta);
  if (isNode(document.contents)) stretch(document.contents, delta);
  return { parsed: { ...parsed, text, document, lines: linesOf(text) }, tokens: most };
}

/** The list of questions, if nothing of the deck follows it. */
export function questionsIn(document: Document): YAMLSeq | null {
  const deck = document.contents;
  const pair = isMap(deck) && deck.flow !== true ? deck.items.at(-1) : undefined;
  if (String(pair?.key) !== 'questions' || !isSeq(pair?.value)) return null;
  return pair.value.flow === true || !pair.value.items.every((item) => isMap(item))
    ? null
    : pair.value;
}

interface Block {
  /** Place of the question. */
  readonly at: number;
  /** Where its lines begin and end in the new text. */
  readonly from: number;
  readonly to: number;
  /** Column of the dash before it. */
  readonly indent: number;
}

/** The one question in whose lines everything lies that differs; null if there is none. */
function changedBlock(before: string, after: string, questions: YAMLSeq): Block | null {
  const shorter = Math.min(before.length, after.length);
  let same = 0;
  while (same < shorter && before.charCodeAt(same) === after.charCodeAt(same)) same += 1;
  let tail = 0;
  while (
    tail < shorter - same &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail += 1;
  const starts = questions.items.map((item) => lineOf(before, item));
  const ends = [...starts.slice(1), before.length];
  const at = starts.findIndex(
    (start, place) => start <= same && before.length - tail <= (ends[place] ?? 0),
  );
  const [from, end] = [starts[at], ends[at]];
  if (from === undefined || end === undefined) return null;
  const to = end + after.length - before.length;
  const indent = before.slice(from).search(/[^ ]/);
  const isWhole =
    before.charAt(from + indent) === '-' &&
    (end === before.length || after.charAt(to - 1) === '\n');
  return isWhole && to > from ? { at, from, to, indent } : null;
}

/** Where the line of an item begins; its dash may stand in a line of its own, which no splice takes. */
export function lineOf(text: string, item: unknown): number {
  const start = isNode(item) ? (item.range?.[0] ?? 0) : 0;
  return text.lastIndexOf('\n', start - 1) + 1;
}

/**
 * The question of these lines alone.
 * @param dash the indentation and the dash that it must begin with
 * @returns null if they are more or less than one sound question, or hold a comment, whose place hangs on what follows
 */
function questionOf(block: string, dash: string): Node | null {
  if (!block.startsWith(dash) || hasComment(block)) return null;
  const alone = parseYaml(HEAD + block);
  if (alone.kind === 'refused' || alone.text !== HEAD + block) return null;
  if (alone.errors.length > 0 || alone.forbidden.length > 0) return null;
  const deck = alone.document.contents;
  const list = isMap(deck) && deck.items.length === 1 ? questionsIn(alone.document) : null;
  const [item, ...more] = list?.items ?? [];
  return isMap(item) && more.length === 0 ? item : null;
}

/** Whether a line is a comment, which may belong to the question before or behind it. */
export function hasComment(block: string): boolean {
  return /^ *#/m.test(block);
}

function shift(node: Node, by: number): void {
  if (by === 0) return;
  visit(node, {
    Node: (_key, { range }) => {
      if (range == null) return;
      for (const place of [0, 1, 2] as const) range[place] += by;
    },
  });
}

function stretch({ range }: Node, by: number): void {
  if (range == null) return;
  range[1] += by;
  range[2] += by;
}

function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1))
    lines.addNewLine(at + 1);
  return lines;
}
