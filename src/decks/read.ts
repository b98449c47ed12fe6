import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type YAMLMap,
} from 'yaml';
import type { z } from 'zod';
import type { Deck, Option, Question } from '../domain/deck.ts';
import { nearest } from '../domain/nearest.ts';
import type { Text } from '../domain/text.ts';
import { codePoint, guard, HIDDEN } from './guard.ts';
import { readMarkdown } from './markdown.ts';
import type { Level, Problem } from './problem.ts';
import { deckSchema, type DeckFile } from './schema.ts';

export interface DeckRead {
  /** Null when the file breaks a rule that makes it unusable. */
  readonly deck: Deck | null;
  readonly problems: readonly Problem[];
  /** Rules that the deck switches off, in the order of its `lint.off`. */
  readonly off: readonly string[];
  /** Where a value stands, for rules that look at the whole deck. */
  readonly at: (path: readonly PropertyKey[]) => { readonly line: number; readonly column: number };
}

const START = { line: 1, column: 1 };
/** Nobody reads more at once, and a hostile file has a hundred thousand. */
const MOST_SAID = 50;
/** Keys that reach into prototypes when an object is copied. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads one deck file. Never throws: whatever is wrong is a problem with its place. */
export function readDeck(source: string | Uint8Array, file: string): DeckRead {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source;
  const guarded = guard(bytes);
  if (!guarded.ok) {
    const { refusal } = guarded;
    const before = guarded.text.slice(0, refusal.offset).split('\n');
    const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    return nothing([
      {
        file,
        ...place,
        rule: refusal.rule,
        level: 'error',
        message: refusal.message,
        fix: refusal.fix,
      },
    ]);
  }
  const lines = new LineCounter();
  // Failsafe: every plain word stays the letters it is (`yes`, `010`, `1e3`).
  const document = parseDocument(guarded.text, {
    lineCounter: lines,
    schema: 'failsafe',
    // Its own check compares every key with every other one: minutes for a hostile file. Ours is below.
    uniqueKeys: false,
    prettyErrors: false,
  });
  const placeAt = (offset: number): typeof START => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems: Problem[] = [];
  const add = (
    place: typeof START,
    rule: string,
    message: string,
    fix: string | null = null,
    level: Level = 'error',
  ): void => {
    problems.push({ file, ...place, rule, level, message, fix });
  };
  for (const error of [...document.errors, ...document.warnings].slice(0, MOST_SAID)) {
    add(placeAt(error.pos[0]), 'yaml', error.message.split('\n')[0] ?? error.code);
  }
  for (const found of forbidden(document).slice(0, MOST_SAID))
    add(placeAt(found.offset), found.rule, found.message, found.fix);
  if (problems.length > 0) return nothing(problems);

  const at = (path: readonly PropertyKey[]): typeof START => placeAt(offsetOf(document, path));
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  const parsed = deckSchema.safeParse(typed(value));
  if (!parsed.success) {
    for (const issue of parsed.error.issues.slice(0, MOST_SAID)) {
      for (const one of said(issue, document, placeAt))
        add(one.place, one.rule, one.message, one.fix);
    }
    return nothing(problems);
  }
  const off = (parsed.data.lint?.off ?? []).map((one) => one.rule);
  const deck = toDeck(parsed.data, (path, message) => add(at(path), 'markdown', message));
  checkOnce(parsed.data, deck, (path, rule, message, fix) => add(at(path), rule, message, fix));
  const broken = problems.some((problem) => problem.level === 'error');
  return { deck: broken ? null : deck, problems, off, at };
}

function nothing(problems: readonly Problem[]): DeckRead {
  return { deck: null, problems, off: [], at: () => START };
}

interface Found {
  readonly offset: number;
  readonly rule: string;
  readonly message: string;
  readonly fix: string;
}

function forbidden(document: Document): readonly Found[] {
  const found: Found[] = [];
  visit(document, {
    Alias: (_key, node) => {
      found.push({
        offset: node.range?.[0] ?? 0,
        rule: 'alias',
        message: 'aliases (*name) are not allowed',
        fix: 'write the text again',
      });
    },
    Node: (_key, node) => {
      if (isAlias(node) || !isNode(node)) return;
      if ('anchor' in node && node.anchor !== undefined) {
        found.push({
          offset: node.range?.[0] ?? 0,
          rule: 'alias',
          message: 'anchors (&name) are not allowed',
          fix: 'remove it',
        });
      }
      if (isMap(node)) found.push(...repeatedKeys(node));
      // The guard has read the letters of the file; an escape like "\u202E" becomes a character only now.
      const hidden = isScalar(node) ? HIDDEN.exec(String(node.value)) : null;
      if (hidden !== null) {
        found.push({
          offset: node.range?.[0] ?? 0,
          rule: 'hidden-character',
          message: `the invisible character ${codePoint(hidden[0])} is not allowed`,
          fix: 'remove its escape',
        });
      }
    },
    Pair: (_key, pair) => {
      if (isScalar(pair.key) && FORBIDDEN_KEYS.has(String(pair.key.value))) {
        found.push({
          offset: pair.key.range?.[0] ?? 0,
          rule: 'forbidden-key',
          message: `the key ${String(pair.key.value)} is not allowed`,
          fix: 'remove it',
        });
      }
    },
  });
  return found;
}

function repeatedKeys(map: YAMLMap): readonly Found[] {
  const found: Found[] = [];
  const keys = new Set<string>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    if (keys.has(name)) {
      found.push({
        offset: key.range?.[0] ?? 0,
        rule: 'duplicate-key',
        message: `the key “${name.slice(0, 60)}” stands twice in one place`,
        fix: 'keep one of them',
      });
    }
    keys.add(name);
  }
  return found;
}

/** The node of a path, or the nearest one above it. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range !== undefined && node.range !== null) return node.range[0];
  }
  return 0;
}

/** Failsafe gives strings only: flags and levels become what they are. */
function typed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(typed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if ((key === 'key' || key === 'retired') && inner === 'true') return [key, true];
      if ((key === 'key' || key === 'retired') && inner === 'false') return [key, false];
      if (key === 'level' && typeof inner === 'string' && /^[1-3]$/.test(inner))
        return [key, Number(inner)];
      return [key, typed(inner)];
    }),
  );
}

interface Said {
  readonly place: typeof START;
  readonly rule: string;
  readonly message: string;
  readonly fix: string | null;
}

/** A zod issue in an author's words, at the very key or value. */
function said(
  issue: z.core.$ZodIssue,
  document: Document,
  placeAt: (offset: number) => typeof START,
): readonly Said[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const where = path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const parent = path.length === 0 ? document.contents : document.getIn(path, true);
    return issue.keys.slice(0, MOST_SAID).map((key) => {
      const pair = isMap(parent)
        ? parent.items.find((item) => isScalar(item.key) && item.key.value === key)
        : undefined;
      const offset = isScalar(pair?.key) ? (pair.key.range?.[0] ?? 0) : offsetOf(document, path);
      const near = nearest(key, KEYS);
      return {
        place: placeAt(offset),
        rule: 'unknown-key',
        message: `unknown key “${key}”`,
        fix: near === null ? null : `did you mean ${near}?`,
      };
    });
  }
  const missing = issue.code === 'invalid_type' && document.getIn(path) === undefined;
  return [
    {
      place: placeAt(offsetOf(document, path)),
      rule: missing ? 'missing' : 'shape',
      message: missing
        ? `${where} is missing`
        : `${where === '' ? 'the deck' : where}: ${issue.message.replace(/^Invalid input: /, '')}`,
      fix: null,
    },
  ];
}

const KEYS = [
  ...Object.keys(deckSchema.shape),
  ...Object.keys(deckSchema.shape.questions.element.shape),
  ...Object.keys(deckSchema.shape.questions.element.shape.options.element.shape),
];

function toDeck(
  file: DeckFile,
  problem: (path: readonly PropertyKey[], message: string) => void,
): Deck {
  const read = (source: string | undefined, path: readonly PropertyKey[]): Text => {
    if (source === undefined) return [];
    const { text, problems } = readMarkdown(source);
    for (const one of problems) problem(path, one.message);
    return text;
  };
  const questions = file.questions.map((one, index): Question => {
    const here = ['questions', index];
    return {
      id: one.id,
      ask: read(one.ask, [...here, 'ask']),
      context: read(one.context, [...here, 'context']),
      options: one.options.map((option, place): Option => {
        const there = [...here, 'options', place];
        return {
          id: option.id ?? slug(option.text),
          text: read(option.text, [...there, 'text']),
          short: option.short ?? null,
          key: option.key === true,
          why: read(option.why, [...there, 'why']),
          kind: option.kind ?? null,
        };
      }),
      explain: read(one.explain, [...here, 'explain']),
      points: (one.points ?? []).map((point, place) => read(point, [...here, 'points', place])),
      tags: one.tags ?? [],
      level: one.level ?? null,
      sources: one.sources ?? [],
      reviewed: one.reviewed ?? null,
      retired: one.retired === true,
    };
  });
  return {
    id: file.deck,
    title: file.title,
    task: file.task ?? '',
    rubric: file.rubric ?? null,
    style: file.style ?? 'best-answer',
    language: file.language ?? 'en',
    order: file.order ?? 'any',
    tips: (file.tips ?? []).map((tip, index) => read(tip, ['tips', index])),
    questions,
  };
}

/** An option's id from its text, where the author gives none. */
function slug(text: string): string {
  const letters = text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return letters.slice(0, 40) || 'option';
}

/** Rules without which a deck cannot be asked: ids once, texts once, the number of keys. */
function checkOnce(
  file: DeckFile,
  deck: Deck,
  add: (path: readonly PropertyKey[], rule: string, message: string, fix: string) => void,
): void {
  const seen = new Set<string>();
  for (const [index, question] of deck.questions.entries()) {
    if (seen.has(question.id))
      add(
        ['questions', index, 'id'],
        'duplicate',
        `the id ${question.id} stands twice in this deck`,
        'give each question its own',
      );
    seen.add(question.id);
    const keys = question.options.filter((option) => option.key).length;
    if (keys !== 1) {
      const message = keys === 0 ? `${question.id} has no key` : `${question.id} has ${keys} keys`;
      add(
        ['questions', index, 'options'],
        'key-count',
        message,
        'mark exactly one option with key: true',
      );
    }
    const ids = new Set<string>();
    const texts = new Set<string>();
    for (const [place, option] of question.options.entries()) {
      const path = ['questions', index, 'options', place];
      if (ids.has(option.id))
        add(
          path,
          'duplicate',
          `the option id ${option.id} stands twice`,
          'give each option its own',
        );
      ids.add(option.id);
      const text = (file.questions[index]?.options[place]?.text ?? '')
        .toLowerCase()
        .replaceAll(/\W+/g, ' ')
        .trim();
      if (texts.has(text))
        add([...path, 'text'], 'duplicate', 'two options say the same', 'change one of them');
      texts.add(text);
    }
  }
}
