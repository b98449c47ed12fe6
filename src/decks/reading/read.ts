import { isMap, isNode, isScalar, type Document } from 'yaml';
import type { z } from 'zod';
import type { Deck } from '../../domain/deck.ts';
import { localized, type Localized } from '../../domain/language.ts';
import { issueInWords, placeInWords } from './explain-issue.ts';
import { instead } from './keys.ts';
import { yamlErrorInWords } from './yaml-errors.ts';
import { checkOnce } from './uniqueness.ts';
import { missingReasons } from './missing-reasons.ts';
import { MOST_SAID, parseYaml, type YamlParser } from './parse-yaml.ts';
import type { Problem } from './problem.ts';
import { deckSchema } from './schema.ts';
import { soundQuestions } from './sound-questions.ts';
import { toDeck } from './to-deck.ts';

export interface DeckRead {
  /** Null when the file breaks a rule that makes it unusable. */
  readonly deck: Deck | null;
  /**
   * The deck as far as it can be looked at: where `deck` is null, without its questions of a wrong shape and with
   * unreadable texts as they are written. Null if nothing of it can be.
   */
  readonly lintable: Deck | null;
  readonly problems: readonly Problem[];
  /** How many problems there are beyond those. */
  readonly unlisted: number;
  /** Signs that look like Markdown and are shown as letters. */
  readonly asWritten: readonly AsWritten[];
  /** Rules that the deck switches off, in the order of its `lint.off`. */
  readonly off: readonly string[];
  /** The file as a tree; null if it is no YAML, or more than a deck may have. */
  readonly yaml: { readonly document: Document; readonly text: string } | null;
  /** Where a value of `lintable` stands, for rules that look at the whole deck. */
  readonly at: (path: readonly PropertyKey[]) => { readonly line: number; readonly column: number };
}

/** A text's signs that are shown as letters, and where in `lintable` it stands. */
export interface AsWritten {
  readonly path: readonly PropertyKey[];
  readonly signs: string;
}

const START = { line: 1, column: 1 };

/**
 * Reads one deck file. Never throws: whatever is wrong is a problem with its place.
 * @param parse another one remembers what it parsed
 */
export function readDeck(
  source: string | Uint8Array,
  file: string,
  parse: YamlParser = parseYaml,
): DeckRead {
  const parsed = parse(source);
  if (parsed.kind === 'refused') {
    const { offset, ...refusal } = parsed.refusal;
    const before = parsed.text.slice(0, offset).split('\n');
    const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    return nothing(null, [{ file, ...place, level: 'error', ...refusal }]);
  }
  const { document, errors, lines, text } = parsed;
  const placeAt = (offset: number): typeof START => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems: Problem[] = [];
  const add: Add = (place, rule, message, fix = null) => {
    problems.push({ file, ...place, rule, level: 'error', message, fix });
  };
  for (const error of errors.slice(0, MOST_SAID))
    add(placeAt(error.pos[0]), 'yaml', yamlErrorInWords(error));
  for (const found of parsed.forbidden)
    add(placeAt(found.offset), found.rule, found.message, found.fix);
  const yaml = document.errors.length > 0 ? null : { document, text };
  if (problems.length > 0) return nothing(yaml, problems);
  const content = readContent(document, placeAt, add);
  return { deck: problems.length > 0 ? null : content.lintable, problems, yaml, ...content };
}

type Add = (place: typeof START, rule: string, message: Localized, fix?: Localized | null) => void;

/** What sound YAML says of a deck; `add` hears of errors. */
function readContent(
  document: Document,
  placeAt: (offset: number) => typeof START,
  add: Add,
): Omit<DeckRead, 'deck' | 'problems' | 'yaml'> {
  const at = (path: readonly PropertyKey[]): typeof START => placeAt(offsetOf(document, path));
  const value = typed(document.toJS({ maxAliasCount: 0 }));
  const unexplained = missingReasons(value);
  for (const path of unexplained.slice(0, MOST_SAID))
    add(at(path), 'missing', missingInWords(placeInWords(path)));
  const parsed = deckSchema.safeParse(value);
  const issues = parsed.success ? [] : parsed.error.issues;
  for (const issue of issues.slice(0, MOST_SAID)) {
    for (const one of said(issue, document, placeAt))
      add(one.place, one.rule, one.message, one.fix);
  }
  const unlisted =
    Math.max(0, unexplained.length - MOST_SAID) + Math.max(0, issues.length - MOST_SAID);
  const sound = parsed.success
    ? { file: parsed.data, places: null }
    : soundQuestions(value, issues);
  if (sound === null) return { lintable: null, unlisted, asWritten: [], off: [], at };
  const placed = (path: readonly PropertyKey[]): typeof START => at(inFile(path, sound.places));
  const asWritten: AsWritten[] = [];
  const lintable = toDeck(sound.file, {
    problem: (path, { rule, message }) => add(placed(path), rule, message),
    asWritten: (path, signs) => void asWritten.push({ path, signs }),
  });
  checkOnce(lintable, (path, rule, message, fix) => add(placed(path), rule, message, fix));
  const off = (sound.file.lint?.off ?? []).map((one) => one.rule);
  return { lintable, unlisted, asWritten, off, at: placed };
}

/** A path of the questions that were kept, as a path of the file. */
function inFile(
  path: readonly PropertyKey[],
  places: readonly number[] | null,
): readonly PropertyKey[] {
  const [first, place, ...more] = path;
  if (places === null || first !== 'questions' || typeof place !== 'number') return path;
  return [first, places[place] ?? place, ...more];
}

function nothing(yaml: DeckRead['yaml'], problems: readonly Problem[]): DeckRead {
  return {
    deck: null,
    lintable: null,
    problems,
    unlisted: 0,
    asWritten: [],
    off: [],
    yaml,
    at: () => START,
  };
}

/** The node of a path, or the nearest one above it. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range !== undefined && node.range !== null) return node.range[0];
  }
  return 0;
}

/** Keys whose values are true or false. */
const FLAGS: ReadonlySet<string> = new Set(['key', 'retired', 'sure']);

/** Failsafe gives strings only: flags and levels become what they are. */
function typed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(typed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (FLAGS.has(key) && (inner === 'true' || inner === 'false')) return [key, inner === 'true'];
      if (key === 'level' && typeof inner === 'string' && /^[1-3]$/.test(inner))
        return [key, Number(inner)];
      return [key, typed(inner)];
    }),
  );
}

interface PlacedIssue {
  readonly place: typeof START;
  readonly rule: string;
  readonly message: Localized;
  readonly fix: Localized | null;
}

function missingInWords(where: Localized): Localized {
  return { en: `${where.en} is missing`, de: `${where.de} fehlt` };
}

const DECK: Localized = { en: 'the deck', de: 'das Deck' };

/** A zod issue in an author's words, at the very key or value. */
function said(
  issue: z.core.$ZodIssue,
  document: Document,
  placeAt: (offset: number) => typeof START,
): readonly PlacedIssue[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const where = path.length === 0 ? DECK : placeInWords(path);
  const what = issueInWords(issue);
  if (issue.code === 'unrecognized_keys') {
    const parent = path.length === 0 ? document.contents : document.getIn(path, true);
    return issue.keys.slice(0, MOST_SAID).map((key) => {
      const pair = isMap(parent)
        ? parent.items.find((item) => isScalar(item.key) && item.key.value === key)
        : undefined;
      const offset = isScalar(pair?.key) ? (pair.key.range?.[0] ?? 0) : offsetOf(document, path);
      return {
        place: placeAt(offset),
        rule: 'unknown-key',
        message: {
          en: `unknown key “${key.slice(0, 60)}”`,
          de: `unbekannter Name „${key.slice(0, 60)}“`,
        },
        fix: instead(key, path),
      };
    });
  }
  const missing = issue.code === 'invalid_type' && document.getIn(path) === undefined;
  return [
    {
      place: placeAt(offsetOf(document, path)),
      rule: missing ? 'missing' : 'shape',
      message: missing
        ? missingInWords(where)
        : localized((language) => `${where[language]}: ${what[language]}`),
      fix: null,
    },
  ];
}
