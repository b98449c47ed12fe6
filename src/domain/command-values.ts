import {
  nearestValue,
  readArgument,
  readWord,
  takesAnyWord,
  type ArgumentReading,
  type ReadingContext,
} from './command-arguments.ts';
import type { Meant, Misread, Reading } from './command-misread.ts';
import { nameOf, type ArgumentShape, type CommandShape } from './command-shape.ts';
import { quotable, quoted, splitWords } from './command-words.ts';
import { badValue, isKnown, openArguments, SCHEDULE, type Draft } from './command-draft.ts';
import { missing, placeLoose } from './command-leftovers.ts';
import { LANGUAGES } from './language.ts';
import { isDayAfter } from './typed-date.ts';
import { tidyWord } from './typed-reading.ts';
import { looksLike } from './word-kind.ts';

/** Words that lead to a value and say nothing themselves. */
const LEADS = new Set(
  (
    'at on in from every each to and the for with @ - um ab am an im jeden jede jedes immer von vom aus der den die das ' +
    'und mit für bis until till gegen zone time deck decks nr nr. no no. nummer ' +
    'between zwischen this diese dieser diesen dieses'
  ).split(' '),
);

/** Words that nothing reads; behind more of them nothing is looked for. */
const MOST_LOOSE = 24;

/** Reads the words behind a command's name into its arguments. */
export function readWords(
  command: CommandShape,
  typed: readonly string[],
  context: ReadingContext,
): Reading {
  const words = withWholeNames(typed, context.names);
  const draft: Draft = { command, words, context, values: new Map(), loose: [], doubt: null };
  let place = 0;
  while (place < words.length) {
    const next = readAt(draft, place);
    if (typeof next !== 'number') return { ok: false, misread: next };
    place = next;
  }
  const misread = placeLoose(draft) ?? missing(draft) ?? draft.doubt;
  return misread === null ? { ok: true, command, values: draft.values } : { ok: false, misread };
}

/** `api security` is the deck `api-security`. */
function withWholeNames(words: readonly string[], names: readonly string[]): readonly string[] {
  const whole: string[] = [];
  for (let place = 0; place < words.length;) {
    const length =
      [4, 3, 2].find((some) => {
        const parts = words.slice(place, place + some);
        return parts.length === some && names.includes(parts.join('-').toLowerCase());
      }) ?? 1;
    const parts = words.slice(place, place + length);
    whole.push(length === 1 ? (parts[0] ?? '') : parts.join('-').toLowerCase());
    place += length;
  }
  return whole;
}

/** Reads one value, or puts a word aside; returns the place of the next word. */
function readAt(draft: Draft, place: number): number | Misread {
  const { command, words } = draft;
  const rest = words.slice(place);
  const [word = ''] = rest;
  if (/^[,;.:!?–—-]+$/.test(word)) return place + 1;
  const named = readNamedAt(draft, place);
  if (named !== null) return named;
  const free = openArguments(draft).find(
    ({ type }) => type.kind === 'rest' && type.completes === 'none',
  );
  if (draft.loose.length >= MOST_LOOSE) return aside(draft, place, rest.length);
  if (isKnown(draft, word)) return aside(draft, place, 1);
  const open = openArguments(draft).filter((argument) => !takesAnyWord(argument));
  const best = longest(open, rest, draft.context);
  if (best !== null && best.reading.kind !== 'impossible') {
    return secondOne(draft, place, best) ?? accept(draft, place, best);
  }
  if (isLead(draft, rest)) return place + 1;
  if (best !== null) return refuse(draft, best, rest);
  if (free !== undefined) return aside(draft, place, rest.length);
  const filled = command.arguments.filter(
    (argument) => !takesAnyWord(argument) && draft.values.has(argument.name),
  );
  const second = longest(filled, rest, draft.context);
  if (second !== null && mayBeJudged(draft, word)) {
    return refuse(draft, second, rest, 'second-value');
  }
  const looks = mayBeJudged(draft, word) ? looksLike(rest, draft.context) : null;
  if (looks === null) return aside(draft, place, 1);
  const typed = quotable(rest.slice(0, looks.length).join(' '));
  return { kind: 'no-place', command, what: looks.what, word: typed };
}

/**
 * `9 and 15`, `24.12. und 31.12.`: two times are two schedules, and the second one is not when a question closes; two
 * dates that are not neighbours are no range.
 */
function secondOne(draft: Draft, place: number, { argument, reading }: Best): Misread | null {
  const { command, values, words } = draft;
  if (reading.kind !== 'read' || !isAnd(words[place - 1] ?? '')) return null;
  const { kind } = argument.type;
  const first = command.arguments.find(({ name, type }) => type.kind === kind && values.has(name));
  if (first === undefined) return null;
  const isRange =
    kind === 'date' &&
    (words.some((word) => BETWEEN.test(word)) ||
      isDayAfter(values.get(first.name), reading.value.values.get(argument.name)));
  if (isRange || (kind !== 'date' && kind !== 'time')) return null;
  return refuse(draft, { argument: first, reading }, words.slice(place), 'second-value');
}

const BETWEEN = /^(?:between|zwischen)$/i;

function isAnd(word: string): boolean {
  return /^(?:and|und|&|\+|,)$/.test(tidyWord(word) || word) || word.endsWith(',');
}

/** Whether a word that no argument reads can be called a time or a city: not where a question's id is wanted. */
function mayBeJudged(draft: Draft, word: string): boolean {
  const next = openArguments(draft).filter(takesAnyWord)[draft.loose.length];
  if (next === undefined || next.type.kind === 'rest') return true;
  if (next.type.kind !== 'word') return false;
  // Schedules are called `daily` and `weekly-2`.
  if (next.type.completes === 'schedule') return !SCHEDULE.test(word);
  return next.type.completes === 'deck';
}

/** `closes=17:00`, `closes: 5 pm`, `closes 17:00`, `bis 24.12.`; null where the word names no argument. */
function readNamedAt(draft: Draft, place: number): number | Misread | null {
  const { command, words } = draft;
  const word = words[place] ?? '';
  const match = /^([\p{L}-]+)([=:])(.*)$/su.exec(word);
  const name = tidyWord(match?.[1] ?? word);
  const argument = command.arguments.find((candidate) => isCalled(candidate, name));
  if (argument === undefined) return null;
  const isOpen = !draft.values.has(argument.name);
  if (match !== null && match[3] !== '') return readWhole(draft, place, argument, match[3] ?? '');
  if (takesAnyWord(argument)) return match === null ? null : place + 1;
  const after = words.slice(place + 1);
  const lead = LEADS.has(tidyWord(after[0] ?? '')) ? 1 : 0;
  for (const skipped of [0, lead]) {
    const reading = readArgument(argument, after.slice(skipped), draft.context);
    if (reading === null) continue;
    const best = { argument, reading };
    if (!isOpen) return refuse(draft, best, after.slice(skipped), 'second-value');
    if (reading.kind === 'impossible') return refuse(draft, best, after.slice(skipped));
    return accept(draft, place + 1 + skipped, best);
  }
  return null;
}

/** The whole of a named value, as platforms send it; what follows an `=` in a typed line may go on: `closes=5 pm`. */
function readWhole(
  draft: Draft,
  place: number,
  argument: ArgumentShape,
  value: string,
): number | Misread {
  const { command, context, words } = draft;
  if (takesAnyWord(argument)) {
    const word = readWord(argument, value);
    if (word === null) return badValue(draft, argument, value);
    draft.values.set(argument.name, word);
    return place + 1;
  }
  const typed = splitWords(value);
  const skipped = typed.length > 1 && LEADS.has(tidyWord(typed[0] ?? '')) ? 1 : 0;
  const own = typed.slice(skipped);
  const reading = readArgument(argument, [...own, ...words.slice(place + 1)], context);
  if (reading === null || reading.length < own.length) return badValue(draft, argument, value);
  const further = reading.length - own.length;
  if (reading.kind === 'past') return refuse(draft, { argument, reading }, own);
  if (reading.kind === 'impossible') return badValue(draft, argument, value);
  if (reading.kind === 'ambiguous') {
    const choices = reading.choices.map(({ typed: choice }) =>
      meant(draft, place, 1 + further, [`${argument.name}=${quoted(choice)}`, choice]),
    );
    const [first] = reading.choices;
    for (const [name, one] of first?.values ?? []) draft.values.set(name, one);
    draft.doubt ??= { kind: 'ambiguous', command, argument, word: quotable(value), choices };
    return place + 1 + further;
  }
  // A last date that is given by itself counts more than the end of a range.
  for (const [name, one] of reading.value.values) draft.values.set(name, one);
  return place + 1 + further;
}

interface Best {
  readonly argument: ArgumentShape;
  readonly reading: ArgumentReading;
}

/** The reading that takes most words; a possible one before an impossible one. */
function longest(
  some: readonly ArgumentShape[],
  words: readonly string[],
  context: ReadingContext,
): Best | null {
  let best: Best | null = null;
  const worth = ({ kind, length }: ArgumentReading): number =>
    kind === 'impossible' ? length - 100 : length;
  for (const argument of some) {
    const reading = readArgument(argument, words, context);
    if (reading === null) continue;
    if (best === null || worth(reading) > worth(best.reading)) best = { argument, reading };
  }
  return best;
}

function accept(draft: Draft, place: number, { argument, reading }: Best): number | Misread {
  const { command, words } = draft;
  if (reading.kind === 'past' || reading.kind === 'impossible') {
    return refuse(draft, { argument, reading }, words.slice(place));
  }
  const meaning = reading.kind === 'read' ? reading.value : reading.choices[0];
  for (const [name, value] of meaning?.values ?? []) draft.values.set(name, value);
  if (reading.kind === 'ambiguous') {
    const word = quotable(words.slice(place, place + reading.length).join(' '));
    const choices = reading.choices.map(({ typed }) =>
      meant(draft, place, reading.length, [quoted(typed), typed]),
    );
    draft.doubt ??= { kind: 'ambiguous', command, argument, word, choices };
  }
  return place + reading.length;
}

/** The line with some words replaced by one that has a single meaning. */
function meant(
  { command, words }: Draft,
  place: number,
  length: number,
  [word, value]: readonly [string, string],
): Meant {
  const line = [
    command.name,
    ...words.slice(0, place).map(quotedWord),
    word,
    ...words.slice(place + length).map(quotedWord),
  ];
  return { value, line: line.join(' ') };
}

/** `decks=a b` → `decks="a b"`. */
function quotedWord(word: string): string {
  const match = /^([a-z]+=)(.*)$/s.exec(word);
  return match === null ? quoted(word) : `${match[1] ?? ''}${quoted(match[2] ?? '')}`;
}

function refuse(
  { command }: Draft,
  { argument, reading }: Best,
  words: readonly string[],
  kind: 'bad-value' | 'second-value' = 'bad-value',
): Misread {
  const word = words.slice(0, reading.length).join(' ');
  const near = kind === 'bad-value' ? nearestValue(argument, word) : null;
  const why = reading.kind === 'past' && kind === 'bad-value' ? 'past-date' : kind;
  return { kind: why, command, argument, word: quotable(word), near };
}

function aside(draft: Draft, place: number, length: number): number {
  for (let step = 0; step < length; step += 1) {
    draft.loose.push({ word: draft.words[place + step] ?? '', place: place + step });
  }
  return place + length;
}

/** `at 9`, `every mon`, `from colours`: a word that only leads to the next one. */
function isLead(draft: Draft, words: readonly string[]): boolean {
  const [word = '', next = ''] = words;
  if (next === '' || !LEADS.has(tidyWord(word))) return false;
  const open = openArguments(draft).filter((argument) => !takesAnyWord(argument));
  const best = longest(open, words.slice(1), draft.context);
  return best !== null || isKnown(draft, next) || isLead(draft, words.slice(1));
}

function isCalled(argument: ArgumentShape, word: string): boolean {
  const labels = LANGUAGES.map((language) => nameOf(argument, language).toLowerCase());
  return [argument.name, ...labels, ...(argument.aliases ?? [])].includes(word);
}
