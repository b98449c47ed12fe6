import type { ArgumentShape, Value, Values } from './command-shape.ts';
import type { Language } from './language.ts';
import { nearestZone, readZone, zoneNames } from './time-zones.ts';
import { readDates, writtenDates, type DateRange } from './typed-date.ts';
import { DAY_NAMES, nearestDay, readDays, writtenDays } from './typed-days.ts';
import { tidyWord, type TypedReading } from './typed-reading.ts';
import { readTime } from './typed-time.ts';
import { nearest } from './did-you-mean.ts';

/** `<#C0123|name>` of Slack, `<#123>` of Discord, `#name` of the local chat, or either's id out of a form. */
const CHANNEL =
  /^<#([A-Za-z0-9]+)(?:\|[^>]*)?>$|^#([A-Za-z0-9_-]{1,64})$|^([CGD][A-Z0-9]{7,20}|\d{15,21})$/;
export const MOST_CHANNELS = 10;
const LONGEST_WORD = 64;
const LONGEST_REST = 200;

/** What a reading depends on beside the words. */
export interface ReadingContext {
  /** Local date of whoever typed, `2026-11-24`. */
  readonly today: string;
  /** Ids of decks: a word that is one of them is never read as a day or a city. */
  readonly names: readonly string[];
}

/** What words mean for an argument: its values (a range of dates fills two) and how one would type them. */
export interface Meaning {
  readonly values: Values;
  readonly typed: string;
}

export type ArgumentReading =
  | TypedReading<Meaning>
  /** Understood, and refused: the last date is before today. */
  | { readonly kind: 'past'; readonly length: number };

/** Whether an argument takes any word: these are filled last, with the words that nothing else reads. */
export function takesAnyWord({ type }: ArgumentShape): boolean {
  return type.kind === 'word' || type.kind === 'rest' || type.kind === 'member';
}

/** Reads an argument's value at the start of some words; null when they are about something else. */
export function readArgument(
  argument: ArgumentShape,
  words: readonly string[],
  context: ReadingContext,
): ArgumentReading | null {
  const { name, type } = argument;
  const [word = ''] = words;
  switch (type.kind) {
    case 'integer':
      return mapped(readInteger(type, words), (value) => one(name, value, String(value)));
    case 'choice': {
      const choice = readChoice(type, word);
      return choice === null ? null : { kind: 'read', value: one(name, choice, choice), length: 1 };
    }
    case 'time':
      return mapped(readTime(words), (time) => one(name, time, time));
    case 'zone':
      return mapped(withTimeWord(readZone(words, context.today), words), (zone) =>
        one(name, zone, zone),
      );
    case 'days':
      return mapped(type.one === true ? readOneDay(words) : readDays(words), (days) =>
        one(name, days, writtenDays(days)),
      );
    case 'date':
      return readDate(argument, type, words, context);
    case 'channels':
      return mapped(readChannels(words), (ids) => one(name, ids, ids));
    case 'word':
    case 'rest':
    case 'member': {
      const value = readWord(argument, word);
      return value === null ? null : { kind: 'read', value: one(name, value, value), length: 1 };
    }
    case 'file':
      return null;
    default:
      return type satisfies never;
  }
}

/** The value of an argument that takes any word, or null for one that is too long or no mention. */
export function readWord({ type }: ArgumentShape, word: string): string | null {
  switch (type.kind) {
    case 'word':
      return word.length <= LONGEST_WORD ? word : null;
    case 'rest':
      return word.length <= LONGEST_REST ? word : null;
    case 'member':
      return (
        /^<@!?([A-Za-z0-9]+)(?:\|[^>]*)?>$/.exec(word)?.[1] ??
        (/^@?\S{1,80}$/.test(word) ? word.replace(/^@/, '') : null)
      );
    case 'integer':
    case 'choice':
    case 'time':
    case 'zone':
    case 'days':
    case 'date':
    case 'channels':
    case 'file':
      return null;
    default:
      return type satisfies never;
  }
}

/** The valid word for an argument that was most likely meant, or null. */
export function nearestValue({ type }: ArgumentShape, word: string): string | null {
  switch (type.kind) {
    case 'choice':
      return nearest(word, [
        ...type.of,
        ...Object.values(type.also ?? {})
          .flat()
          .filter((also) => also.length > 3),
      ]);
    case 'zone':
      return nearestZone(word);
    case 'days':
      return nearestDay(word);
    case 'integer':
    case 'word':
    case 'rest':
    case 'time':
    case 'date':
    case 'member':
    case 'channels':
    case 'file':
      return null;
    default:
      return type satisfies never;
  }
}

/** Words that are valid for an argument, in a language, where there is a list of them. */
export function validWords({ type }: ArgumentShape, language: Language): readonly string[] {
  switch (type.kind) {
    case 'choice':
      return type.of;
    case 'zone':
      return zoneNames();
    case 'days': {
      const groups = language === 'de' ? ['werktags', 'täglich', 'wochenende'] : GROUPS;
      const days = language === 'de' ? GERMAN_DAYS : DAY_NAMES;
      return type.one === true ? days : [...groups, ...days];
    }
    case 'integer':
    case 'word':
    case 'rest':
    case 'time':
    case 'date':
    case 'member':
    case 'channels':
    case 'file':
      return [];
    default:
      return type satisfies never;
  }
}

/** One to ten, as people spell them. */
const NUMBERS: readonly (readonly string[])[] = [
  ['one', 'eine', 'eins'],
  ['two', 'zwei'],
  ['three', 'drei'],
  ['four', 'vier'],
  ['five', 'fünf'],
  ['six', 'sechs'],
  ['seven', 'sieben'],
  ['eight', 'acht'],
  ['nine', 'neun'],
  ['ten', 'zehn'],
];

const GROUPS = ['weekdays', 'daily', 'weekend'];
const GERMAN_DAYS = [
  'montag',
  'dienstag',
  'mittwoch',
  'donnerstag',
  'freitag',
  'samstag',
  'sonntag',
];

function one(name: string, value: Value, typed: string): Meaning {
  return { values: new Map([[name, value]]), typed };
}

function mapped<T>(
  reading: TypedReading<T> | null,
  meaning: (value: T) => Meaning,
): TypedReading<Meaning> | null {
  if (reading === null || reading.kind === 'impossible') return reading;
  const { kind, length } = reading;
  return kind === 'read'
    ? { kind, value: meaning(reading.value), length }
    : { kind, choices: reading.choices.map(meaning), length };
}

/** `Berlin time`, `Wiener Zeit`: the word behind a zone says nothing more. */
function withTimeWord(
  reading: TypedReading<string> | null,
  words: readonly string[],
): TypedReading<string> | null {
  if (reading === null || !/^(?:time|zeit)$/.test(tidyWord(words[reading.length] ?? ''))) {
    return reading;
  }
  const isNext = readTime(words.slice(reading.length + 1)) !== null;
  return isNext ? reading : { ...reading, length: reading.length + 1 };
}

function readInteger(
  { min, max }: { readonly min: number; readonly max: number },
  words: readonly string[],
): TypedReading<number> | null {
  const [first = '', unit = ''] = words.slice(0, 2).map(tidyWord);
  // `#12` is how messages write it.
  const typed = first.replace(/^#(?=\d)/, '');
  const spelled = NUMBERS.findIndex((names) => names.includes(typed)) + 1;
  if (spelled === 0 && !/^[+-]?\d+(?:[.,]\d+)?$/.test(typed)) return null;
  const value = spelled > 0 ? spelled : /^\d{1,6}$/.test(typed) ? Number(typed) : Number.NaN;
  const length = /^(?:questions?|fragen?|mal|times)$/.test(unit) ? 2 : 1;
  return value >= min && value <= max
    ? { kind: 'read', value, length }
    : { kind: 'impossible', length };
}

function readChoice(
  { of, also }: Extract<ArgumentShape['type'], { readonly kind: 'choice' }>,
  word: string,
): string | null {
  const typed = tidyWord(word);
  return of.find((choice) => choice === typed || (also?.[choice] ?? []).includes(typed)) ?? null;
}

/** Several days where one fits are a question, as long as they are few. */
function readOneDay(words: readonly string[]): TypedReading<readonly number[]> | null {
  const reading = readDays(words);
  if (reading?.kind !== 'read' || reading.value.length === 1) return reading;
  return { kind: 'ambiguous', choices: reading.value.map((day) => [day]), length: reading.length };
}

function readDate(
  { name }: ArgumentShape,
  type: Extract<ArgumentShape['type'], { readonly kind: 'date' }>,
  words: readonly string[],
  { today }: ReadingContext,
): ArgumentReading | null {
  const reading = readDates(words, today);
  if (reading === null || reading.kind === 'impossible') return reading;
  const { kind, length } = reading;
  const all = kind === 'read' ? [reading.value] : reading.choices;
  if (type.upcoming === true && all.every(({ to }) => to < today)) return { kind: 'past', length };
  const { last } = type;
  if (last === undefined && all.some(({ from, to }) => from !== to)) {
    return { kind: 'impossible', length };
  }
  return mapped(reading, (range: DateRange) => {
    const values = new Map<string, Value>([[name, range.from]]);
    if (last !== undefined && range.from !== range.to) values.set(last, range.to);
    return { values, typed: writtenDates(range) };
  });
}

function readChannels(words: readonly string[]): TypedReading<string> | null {
  const ids: string[] = [];
  let length = 0;
  for (const word of words) {
    const parts = word.split(',').filter((part) => part !== '');
    const found = parts.map((part) => CHANNEL.exec(part)?.slice(1).find(Boolean) ?? null);
    const known = found.filter((id) => id !== null);
    if (parts.length === 0 || known.length < parts.length) break;
    ids.push(...known);
    length += 1;
  }
  if (length > 0 && ids.length <= MOST_CHANNELS) {
    return { kind: 'read', value: [...new Set(ids)].join(','), length };
  }
  return length > 0 || /^<?#/.test(words[0] ?? '')
    ? { kind: 'impossible', length: Math.max(1, length) }
    : null;
}
