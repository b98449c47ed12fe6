import { nearest } from './did-you-mean.ts';
import type { Language } from './language.ts';
import { tidyWord, type TypedReading } from './typed-reading.ts';

/** The days of the week as commands write them, Monday first. */
export const DAY_NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The same as one writes them in German. */
const GERMAN_DAY_NAMES = ['mo', 'di', 'mi', 'do', 'fr', 'sa', 'so'];

/** Weekdays as they are typed in a language: `mon,fri`, `mo,fr`. */
export function typedDays(days: readonly number[], language: Language): string {
  const names = language === 'de' ? GERMAN_DAY_NAMES : DAY_NAMES;
  return days.map((day) => names[day - 1] ?? '').join(',');
}

/** Every word for a day, Monday first: English and German, whole, short and repeated (`mondays`, `montags`). */
const WORDS: readonly (readonly string[])[] = [
  ['mon', 'monday', 'mondays', 'mo', 'montag', 'montags'],
  ['tue', 'tuesday', 'tuesdays', 'tues', 'tu', 'di', 'dienstag', 'dienstags'],
  ['wed', 'wednesday', 'wednesdays', 'weds', 'we', 'mi', 'mittwoch', 'mittwochs'],
  ['thu', 'thursday', 'thursdays', 'thur', 'thurs', 'th', 'do', 'donnerstag', 'donnerstags'],
  ['fri', 'friday', 'fridays', 'fr', 'freitag', 'freitags'],
  ['sat', 'saturday', 'saturdays', 'sa', 'samstag', 'samstags', 'sonnabend', 'sonnabends'],
  ['sun', 'sunday', 'sundays', 'su', 'so', 'sonntag', 'sonntags'],
];

const DAYS: ReadonlyMap<string, number> = new Map(
  WORDS.flatMap((words, index) => words.map((word) => [word, index + 1] as const)),
);

const EVERY = [1, 2, 3, 4, 5, 6, 7];
const WEEKDAYS = [1, 2, 3, 4, 5];
const WEEKEND = [6, 7];

const GROUPS: ReadonlyMap<string, readonly number[]> = new Map([
  ...[
    ['daily', 'every day', 'everyday', 'each day', 'all days', 'all week', 'täglich', 'taeglich'],
    ['jeden tag', 'jeder tag', 'alle tage'],
  ].flatMap((words) => words.map((word) => [word, EVERY] as const)),
  ...[
    [
      'weekdays',
      'weekday',
      'every weekday',
      'workdays',
      'workday',
      'working days',
      'business days',
    ],
    ['werktags', 'werktage', 'werktagen', 'an werktagen', 'wochentags', 'wochentage', 'm-f'],
    [
      'wochentagen',
      'an wochentagen',
      'arbeitstage',
      'arbeitstags',
      'jeden werktag',
      'unter der woche',
    ],
  ].flatMap((words) => words.map((word) => [word, WEEKDAYS] as const)),
  ...[
    ['weekend', 'weekends', 'at the weekend', 'on weekends', 'wochenende', 'wochenenden'],
    ['am wochenende', 'an wochenenden', 'wochenends', 'jedes wochenende'],
  ].flatMap((words) => words.map((word) => [word, WEEKEND] as const)),
]);

const EXCEPT =
  /^(?:(?:except|without|but not|not)(?: on| for)?|(?:außer|ausser|ohne|nicht)(?: am)?)(?= |$)/;
const ALTERNATE =
  /^(?:(?:every|each|jede[nrs]?|alle) (?:other|2nd|second|3rd|third|2|two|3|three|2\.|3\.|zwei|drei|zweite[nrs]?|dritte[nrs]?) \p{L}+|biweekly|fortnightly|zweiwöchentlich|monthly|monatlich)(?= |$)/u;

const RANGE = new Set(['-', '..', '...', '…', 'to', 'bis', 'through', 'thru', 'until', 'till']);
const AND = new Set([',', ';', '&', '+', '/', 'and', 'und', 'u']);
/** Enough for seven days with a word between each two. */
const MOST_WORDS = 20;

/**
 * Reads days of the week at the start of some words: names in English and German in any length (`mon`, `Mo.`,
 * `montags`), lists (`mon, wed, fri`, `Mo und Do`), ranges that may wrap (`fri-mon`), and `daily`, `weekdays`,
 * `weekends` in both languages.
 * @returns days as 1 Monday … 7 Sunday, ascending, none twice
 */
export function readDays(words: readonly string[]): TypedReading<readonly number[]> | null {
  const named = readExcept(words) ?? readNamed(words);
  return named ?? readAlternate(words);
}

function readNamed(words: readonly string[]): TypedReading<readonly number[]> | null {
  const group = readGroup(words);
  const list = readList(words);
  if (list === null || (group !== null && group.length >= list.length)) return group ?? list;
  return list;
}

/** `mon-fri except wed`, `täglich außer Sonntag`; without days before it, those that are asked on otherwise. */
function readExcept(words: readonly string[]): TypedReading<readonly number[]> | null {
  const [first = ''] = words;
  const all = EXCEPT.test(tidyWord(first)) ? null : readNamed(words);
  if (all !== null && all.kind !== 'read') return null;
  const at = all?.length ?? 0;
  const lead = EXCEPT.exec(
    words
      .slice(at, at + 2)
      .map(tidyWord)
      .join(' '),
  )?.[0].split(' ').length;
  if (lead === undefined) return null;
  const without = readNamed(words.slice(at + lead));
  if (without?.kind !== 'read') return null;
  const isWeekend = without.value.some((day) => day > 5);
  const days = (all?.value ?? (isWeekend ? EVERY : WEEKDAYS)).filter(
    (day) => !without.value.includes(day),
  );
  const length = at + lead + without.length;
  return days.length > 0 ? { kind: 'read', value: days, length } : { kind: 'impossible', length };
}

/** `every second friday`, `alle zwei Wochen`: a schedule has no such days, and these words belong together. */
function readAlternate(words: readonly string[]): TypedReading<readonly number[]> | null {
  const phrase = words.slice(0, 3).map(tidyWord).join(' ');
  const match = ALTERNATE.exec(phrase);
  return match === null ? null : { kind: 'impossible', length: match[0].split(' ').length };
}

/** The word for a day or days that was most likely meant, or null. */
export function nearestDay(word: string): string | null {
  const typed = tidyWord(word).replace(/\.$/, '');
  if (typed.length < 5 || typed.length > 14) return null;
  const long = (name: string): boolean => name.length >= 5 && !name.includes(' ');
  return nearest(typed, [...DAYS.keys(), ...GROUPS.keys()].filter(long));
}

/** The days as one word that the reader understands: `daily`, `weekdays`, `mon,wed`. */
export function writtenDays(days: readonly number[]): string {
  const key = days.join('');
  if (key === EVERY.join('')) return 'daily';
  if (key === WEEKDAYS.join('')) return 'weekdays';
  return typedDays(days, 'en');
}

function readGroup(words: readonly string[]): TypedReading<readonly number[]> | null {
  for (let length = Math.min(3, words.length); length > 0; length -= 1) {
    const value = GROUPS.get(words.slice(0, length).map(tidyWord).join(' '));
    if (value !== undefined) return { kind: 'read', value, length };
  }
  return null;
}

interface Token {
  readonly text: string;
  /** How many words are used up when this token is the last one taken; null within a word. */
  readonly length: number | null;
}

function readList(words: readonly string[]): TypedReading<readonly number[]> | null {
  const tokens = words.slice(0, MOST_WORDS).flatMap(tokensOf);
  const days = new Set<number>();
  let best: TypedReading<readonly number[]> | null = null;
  let place = 0;
  while (place < tokens.length) {
    const from = daysOf(tokens[place]);
    if (from === null) break;
    const to = RANGE.has(tokens[place + 1]?.text ?? '') ? daysOf(tokens[place + 2]) : null;
    const isRange = to?.length === 1 && from.length === 1;
    for (const day of isRange ? between(from[0] ?? 1, to[0] ?? 1) : from) days.add(day);
    place += isRange ? 3 : 1;
    const length = tokens[place - 1]?.length ?? null;
    if (length !== null) best = { kind: 'read', value: [...days].sort((a, b) => a - b), length };
    while (AND.has(tokens[place]?.text ?? '')) place += 1;
  }
  return best ?? unfinished(words[0] ?? '');
}

/** `mon-foo`: half of a word's parts are days, so days were meant. */
function unfinished(word: string): TypedReading<readonly number[]> | null {
  const tokens = tokensOf(word, 0).filter(({ text }) => !AND.has(text) && !RANGE.has(text));
  const days = tokens.filter((token) => daysOf(token) !== null).length;
  return days > 0 && 2 * days >= tokens.length ? { kind: 'impossible', length: 1 } : null;
}

function tokensOf(word: string, index: number): readonly Token[] {
  // The comma at the end, which `tidyWord` drops.
  const tail = /[,;]+$/.test(word) ? [','] : [];
  const parts = [
    ...tidyWord(word)
      .split(/(\.{2,}|…|[,;&+/-])/)
      .filter((part) => part !== ''),
    ...tail,
  ];
  const last = tail.length > 0 ? parts.length - 2 : parts.length - 1;
  return parts.map((text, place) => ({ text, length: place >= last ? index + 1 : null }));
}

function daysOf(token: Token | undefined): readonly number[] | null {
  if (token === undefined) return null;
  const day = DAYS.get(token.text.replace(/\.$/, ''));
  return day === undefined ? (GROUPS.get(token.text) ?? null) : [day];
}

/** `fri-mon` goes over the end of the week. */
function between(from: number, to: number): readonly number[] {
  return Array.from(
    { length: ((to - from + 7) % 7) + 1 },
    (_, step) => ((from - 1 + step) % 7) + 1,
  );
}
