import { readSpelledTime } from './spelled-time.ts';
import { tidyWord, type TypedReading } from './typed-reading.ts';

/** `9`, `9:30`, `09.00`, `0900`, `17h30`, `9 uhr 30`, each with `am`, `pm`, `h`, `uhr` or `o'clock` behind it. */
const CLOCK =
  /^(\d{1,2})(?:(?::|\.| ?h ?| ?uhr ?|)(\d{2}))?(?::00)? ?(?:h|uhr|o'?clock)?(?: ?([ap])\.? ?m?\.?)?$/;
/** What has the shape of a time, possible or not. */
const SHAPE =
  /^\d{1,2}(?::\d\d)?-\d{1,2}(?::\d\d)?$|^:?\d+(?:[:.h]\d*)*\.? ?(?:[ap]\.? ?m\.?|h|uhr|o'?clock)?$/;
/** `24.12.` and `24.12.2026` are dates. */
const DATE = /^\d{1,2}\.\d{1,2}\.(?:\d{2,4})?$/;
const WORD = /^(?:am|pm|a\.m\.|p\.m\.|uhr|o'?clock)$/;

const NAMED: Readonly<Record<string, string>> = {
  noon: '12:00',
  '12 noon': '12:00',
  midday: '12:00',
  mittag: '12:00',
  mittags: '12:00',
  '12 uhr mittags': '12:00',
  midnight: '00:00',
  '12 midnight': '00:00',
  mitternacht: '00:00',
  mitternachts: '00:00',
};

const LONGEST = 3;

/** Words behind a time that say which half of the day is meant. */
const PARTS: readonly (readonly [RegExp, 'a' | 'p' | 'night'])[] = [
  [/^(?:in the morning|am (?:morgen|vormittag)|früh|morgens|vormittags)$/, 'a'],
  [/^(?:in the (?:afternoon|evening)|am (?:nachmittag|abend)|(?:nach)?mittags|abends)$/, 'p'],
  [/^(?:at night|nachts|in der nacht)$/, 'night'],
];
const LONGEST_PART = 3;
/** No spelled time has more words, with `in the evening` behind it. */
const MOST_WORDS = 9;

/**
 * Reads a time of day at the start of some words: 24 hours (`9`, `09:00`, `0900`, `17h30`, `9 Uhr`), 12 hours (`9am`,
 * `9:00 PM`, where 12 am is midnight and 12 pm is noon), spelled (`half past nine`, `halb neun`, `nine pm`), with
 * `in the evening`, `abends` and the like, or `noon` and `midnight` in English and German.
 * @returns the time as `HH:MM`, 00:00 to 23:59
 */
export function readTime(words: readonly string[]): TypedReading<string> | null {
  const typed = words.slice(0, MOST_WORDS).map(tidyWord);
  const digits = readDigits(words);
  const spelled = readSpelledTime(typed);
  if (spelled === null) return digits?.kind === 'read' ? partOfDay(digits, typed) : digits;
  const value = written(spelled.minutes);
  return partOfDay({ kind: 'read', value, length: spelled.length }, typed);
}

type Read = Extract<TypedReading<string>, { readonly kind: 'read' }>;

/** The time with what follows it, `pm` or `abends`; 12 hours and less are meant by it. */
function partOfDay(reading: Read, typed: readonly string[]): Read {
  const { value, length } = reading;
  const rest = typed.slice(length);
  const half = /^([ap])\.? ?m\.?$/.exec(rest[0] ?? '')?.[1];
  if (half !== undefined && !(rest[0] === 'am' && rest.length > 1) && !/\d/.test(typed[0] ?? '')) {
    return { kind: 'read', value: inHalf(value, half), length: length + 1 };
  }
  for (let words = Math.min(LONGEST_PART, rest.length); words > 0; words -= 1) {
    const phrase = rest.slice(0, words).join(' ');
    const part = PARTS.find(([pattern]) => pattern.test(phrase));
    if (part === undefined) continue;
    return { kind: 'read', value: inHalf(value, part[1]), length: length + words };
  }
  return reading;
}

function inHalf(value: string, part: string): string {
  const hour = Number(value.slice(0, 2));
  if (hour > 12) return value;
  const isLate = hour > 5 && hour < 12;
  const half = part === 'night' ? (isLate ? 'p' : 'a') : part;
  return `${String((hour % 12) + (half === 'p' ? 12 : 0)).padStart(2, '0')}${value.slice(2)}`;
}

function written(minutes: number): string {
  const part = (count: number): string => String(count).padStart(2, '0');
  return `${part(Math.floor(minutes / 60) % 24)}:${part(minutes % 60)}`;
}

function readDigits(words: readonly string[]): TypedReading<string> | null {
  let impossible = 0;
  for (let length = Math.min(LONGEST, words.length); length > 0; length -= 1) {
    const phrase = words.slice(0, length).map(tidyWord).join(' ');
    if (phrase.length > 20 || DATE.test(phrase)) continue;
    const value = valueOf(phrase);
    if (value !== null) {
      // `13 pm` names no time, but `17 am Montag` is German for "17:00 on Monday".
      const cut = impossible > length && !isGermanOn(words, length);
      return cut ? { kind: 'impossible', length: impossible } : { kind: 'read', value, length };
    }
    if (impossible === 0 && (SHAPE.test(phrase) || WORD.test(phrase))) impossible = length;
  }
  return impossible === 0 ? null : { kind: 'impossible', length: impossible };
}

function isGermanOn(words: readonly string[], place: number): boolean {
  return words[place]?.toLowerCase() === 'am' && words.length > place + 1;
}

function valueOf(phrase: string): string | null {
  if (Object.hasOwn(NAMED, phrase)) return NAMED[phrase] ?? null;
  // `9.` ends a sentence, and `930` leaves one digit for the hour.
  const match = CLOCK.exec(
    phrase.replace(/^(\d{1,2})\.$/, '$1').replace(/^(\d)(\d\d)(?!\d)/, '$1:$2'),
  );
  if (match === null) return null;
  const [, typed = '', minute = '00', half] = match;
  const hour = half === undefined ? Number(typed) : hourOf(Number(typed), half);
  if (hour === null || hour > 23 || Number(minute) > 59) return null;
  return `${String(hour).padStart(2, '0')}:${minute}`;
}

/** The hour of a 12-hour clock; `17 pm` and `0 am` are taken as meant, `17 am` names no hour. */
function hourOf(typed: number, half: string): number | null {
  if (half === 'a') return typed > 12 ? null : typed % 12;
  if (typed === 0) return null;
  return typed > 12 ? typed : (typed % 12) + 12;
}
