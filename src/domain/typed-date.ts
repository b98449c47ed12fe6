import { Temporal } from 'temporal-polyfill';
import { readNamedDates, type DateRange } from './named-dates.ts';
import { readDays } from './typed-days.ts';
import { tidyWord, type TypedReading } from './typed-reading.ts';

export type { DateRange } from './named-dates.ts';

/** A date as typed; the year may be left to the calendar. */
interface TypedDate {
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
}

/** What the text means from one place on, and where it goes on. */
interface Found {
  readonly from: TypedDate;
  readonly to: TypedDate;
  readonly end: number;
}

/** How `3/4` is read: 3 April, or 4 March as in the United States. */
type Order = 'day-month' | 'month-day';

const MONTHS: readonly (readonly string[])[] = [
  ['january', 'januar', 'jänner', 'jan'],
  ['february', 'februar', 'feber', 'feb'],
  ['march', 'märz', 'maerz', 'marz', 'mar', 'mär', 'mrz'],
  ['april', 'apr'],
  ['may', 'mai'],
  ['june', 'juni', 'jun'],
  ['july', 'juli', 'jul'],
  ['august', 'aug'],
  ['september', 'sept', 'sep'],
  ['october', 'oktober', 'oct', 'okt'],
  ['november', 'nov'],
  ['december', 'dezember', 'dec', 'dez'],
];

const MONTH = `(${MONTHS.flat().join('|')})(?![a-zäöü])\\.?`;
const YEAR = '(\\d{4})(?!\\d)';
const DAY = '(\\d{1,2})(?:st|nd|rd|th|\\.)?';
const COMPACT = /(20\d\d)(\d\d)(\d\d)(?!\d)/y;
const ISO = /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/y;
const DOTTED = /(\d{1,2})\. ?(\d{1,2})(?:\. ?(\d{4}(?!\d)|\d{2}(?![\d.:])))?\.?(?!\d)/y;
const SLASHED = /(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?(?![\d/])/y;
const DASHED = /(\d{1,2})-(\d{1,2})-(\d{4}|\d{2})(?![\d-])/y;
const DAY_MONTH = new RegExp(`${DAY} ?(?:of )?${MONTH}(?:,? ${YEAR})?`, 'y');
const MONTH_DAY = new RegExp(`${MONTH} ?${DAY}(?![\\d.])(?:,? ${YEAR})?`, 'y');
/** `24-27 dec`, `24.-27.12.`: the first day has the month of the last. */
const FIRST_DAY = /(\d{1,2})\.? ?(-|bis|to|und|and|&) ?(?=\d)/y;
const AND = /^(?:und|and|&)$/;
/** `dec 24-27`. */
const LAST_DAY = /(\d{1,2})(?:st|nd|rd|th)?(?![\d./]| ?[a-zäöü])(?:,? (\d{4}))?/y;
const BETWEEN = / ?(?:-|\.{2,3}|…) ?| (?:to|bis zum|bis|until|till|through|thru) /y;
/** What has the shape of a date, possible or not. */
const SHAPE = new RegExp(
  `^(?:\\d{4}-\\d{1,2}(?:-\\d*)?|\\d{1,2}\\.\\d{1,2}\\.\\d*|\\d{1,2}/\\d{1,2}(?:/\\d*)?|${DAY} ?${MONTH}|${MONTH}(?: ?${DAY})?)(?![\\d:])`,
);

const RELATIVE: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ['tonight', 0],
  ['heute', 0],
  ['tomorrow', 1],
  ['tmrw', 1],
  ['morgen', 1],
  ['the day after tomorrow', 2],
  ['day after tomorrow', 2],
  ['übermorgen', 2],
  ['uebermorgen', 2],
  ['yesterday', -1],
  ['gestern', -1],
]);
const NEXT = /^(?:next|nächste[nrs]?|naechste[nrs]?)$/;
const COMING = /^(?:this|coming|diese[nrs]?|kommende[nrs]?)$/;
const TO = /^(?:-|to|bis|until|till|through|thru)$/;
const MOST_WORDS = 9;

/**
 * Reads a date or a range of dates at the start of some words: `2026-12-24`, `24.12.`, `24.12.2026`, `24 Dec`,
 * `Dec 24, 2026`, `24. Dezember`, `24/12`, `tomorrow`, `next monday`, `24 Dec - 2 Jan`, `24.12. bis 2.1.`, `24-27 Dec`.
 * A date without a year is the next one to come; a range without years is the one that ends next. `3/4` has two
 * meanings, and so has `next friday` in the days before a Friday: both are returned.
 * @param today local date of whoever typed, `2026-11-24`
 */
export function readDates(words: readonly string[], today: string): TypedReading<DateRange> | null {
  const typed = words.slice(0, MOST_WORDS).map(tidyWord);
  const relative = readNamedDates(typed, today) ?? readRelative(typed, today);
  if (relative !== null) return upTo(relative, typed, today);
  const text = typed.join(' ').slice(0, 120);
  const readings = (['day-month', 'month-day'] as const).map((order) =>
    readUnder(text, today, order),
  );
  const read = readings.flatMap((one) => (one?.kind === 'read' ? [one] : []));
  const [first, second] = read;
  if (first === undefined) return readings[0] ?? readings[1] ?? shapeOnly(text);
  if (second === undefined || isSame(first.value, second.value)) return first;
  return { kind: 'ambiguous', choices: [first.value, second.value], length: first.length };
}

/** `2026-12-24`, or `2026-12-24..2027-01-02`: one word that the reader understands. */
export function writtenDates({ from, to }: DateRange): string {
  return from === to ? from : `${from}..${to}`;
}

/** Whether a local date is the day after another one. */
export function isDayAfter(first: unknown, second: unknown): boolean {
  if (typeof first !== 'string' || typeof second !== 'string') return false;
  return Temporal.PlainDate.from(first).add({ days: 1 }).toString() === second;
}

type Read = Exclude<TypedReading<DateRange>, { kind: 'ambiguous' }>;

function readUnder(text: string, today: string, order: Order): Read | null {
  for (const found of [rangeAt(text, order), singleAt(text, order)]) {
    if (found === null) continue;
    const length = wordsUntil(text, found.end);
    if (length === null) continue;
    const value = resolve(found, Temporal.PlainDate.from(today));
    return value === null ? { kind: 'impossible', length } : { kind: 'read', value, length };
  }
  return null;
}

function singleAt(text: string, order: Order): Found | null {
  const one = dateAt(text, 0, order);
  return one === null ? null : { from: one.date, to: one.date, end: one.end };
}

function rangeAt(text: string, order: Order): Found | null {
  const short = at(FIRST_DAY, text, 0);
  if (short !== null) {
    const last = dateAt(text, short[0].length, order);
    if (last !== null) {
      const day = Number(short[1]);
      // `24. und 31. Dezember` are two days and no range.
      const isTwo = AND.test(short[2] ?? '') && last.date.day - day !== 1;
      const from = { ...last.date, day: isTwo ? 0 : day };
      return { from, to: last.date, end: last.end };
    }
  }
  const first = dateAt(text, 0, order);
  const gap = first === null ? null : at(BETWEEN, text, first.end);
  if (first === null || gap === null) return null;
  const start = first.end + gap[0].length;
  const last = dateAt(text, start, order);
  if (last !== null) return { from: first.date, to: last.date, end: last.end };
  const day = at(LAST_DAY, text, start);
  if (day === null) return null;
  const year = day[2] === undefined ? first.date.year : Number(day[2]);
  const to = { ...first.date, year, day: Number(day[1]) };
  return { from: { ...first.date, year }, to, end: start + day[0].length };
}

/** One date at a place of a text, in any of the ways that dates are written. */
function dateAt(
  text: string,
  start: number,
  order: Order,
): { readonly date: TypedDate; readonly end: number } | null {
  const iso = at(ISO, text, start);
  if (iso !== null) return found(iso, start, [iso[1], iso[3], iso[4]]);
  const compact = at(COMPACT, text, start);
  if (compact !== null) return found(compact, start, compact.slice(1));
  const slashed = at(SLASHED, text, start) ?? at(DASHED, text, start);
  if (slashed !== null) {
    const [, first, second, year] = slashed;
    const parts = order === 'day-month' ? [year, second, first] : [year, first, second];
    return found(slashed, start, parts);
  }
  const dayMonth = at(DAY_MONTH, text, start);
  if (dayMonth !== null) return found(dayMonth, start, [dayMonth[3], dayMonth[2], dayMonth[1]]);
  const monthDay = at(MONTH_DAY, text, start);
  if (monthDay !== null) return found(monthDay, start, [monthDay[3], monthDay[1], monthDay[2]]);
  const dotted = at(DOTTED, text, start);
  return dotted === null ? null : found(dotted, start, [dotted[3], dotted[2], dotted[1]]);
}

function found(
  match: RegExpExecArray,
  start: number,
  [year, month = '', day = '']: readonly (string | undefined)[],
): { readonly date: TypedDate; readonly end: number } {
  const typed = year === undefined ? null : Number(year);
  const named = MONTHS.findIndex((names) => names.includes(month)) + 1;
  const date = {
    year: typed !== null && typed < 100 ? 2000 + typed : typed,
    month: named > 0 ? named : Number(month),
    day: Number(day),
  };
  return { date, end: start + match[0].length };
}

function at(pattern: RegExp, text: string, start: number): RegExpExecArray | null {
  pattern.lastIndex = start;
  return pattern.exec(text);
}

/** How many words end at a place of the text; null within a word. */
function wordsUntil(text: string, end: number): number | null {
  if (end < text.length && text[end] !== ' ') return null;
  return text.slice(0, end).split(' ').length;
}

/** Fills in the years and checks that the dates exist and are in order; null where they are not. */
function resolve({ from, to }: Found, today: Temporal.PlainDate): DateRange | null {
  if (from.year !== null) {
    const first = dateIn(from, from.year);
    const last =
      first === null ? null : to.year === null ? onward(to, first, 1) : dateIn(to, to.year);
    return rangeOf(first, last);
  }
  const last = to.year === null ? onward(to, today, 1) : dateIn(to, to.year);
  return last === null ? null : rangeOf(onward(from, last, -1), last);
}

function rangeOf(
  first: Temporal.PlainDate | null,
  last: Temporal.PlainDate | null,
): DateRange | null {
  if (first === null || last === null) return null;
  return { from: first.toString(), to: last.toString() };
}

function dateIn({ month, day }: TypedDate, year: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return null;
  }
}

/** The date's nearest year from another date on, forward or back. 29 February may be eight years away. */
function onward(
  date: TypedDate,
  from: Temporal.PlainDate,
  direction: 1 | -1,
): Temporal.PlainDate | null {
  for (let years = 0; years <= 8; years += 1) {
    const one = dateIn(date, from.year + direction * years);
    if (one !== null && Temporal.PlainDate.compare(one, from) * direction >= 0) return one;
  }
  return null;
}

function readRelative(typed: readonly string[], today: string): TypedReading<DateRange> | null {
  const date = Temporal.PlainDate.from(today);
  for (let length = Math.min(4, typed.length); length > 0; length -= 1) {
    const days = RELATIVE.get(typed.slice(0, length).join(' '));
    if (days === undefined) continue;
    return { kind: 'read', value: single(date.add({ days })), length };
  }
  const [lead = ''] = typed;
  const leads = NEXT.test(lead) || COMING.test(lead) ? 1 : 0;
  const read = readDays(typed.slice(leads, leads + 1));
  if (read?.kind !== 'read' || read.value.length !== 1) return null;
  const ahead = ((read.value[0] ?? 1) - date.dayOfWeek + 7) % 7;
  const length = leads + 1;
  if (!NEXT.test(lead)) return { kind: 'read', value: single(date.add({ days: ahead })), length };
  const coming = date.add({ days: ahead === 0 ? 7 : ahead });
  const isThisWeek = date.dayOfWeek + ahead <= 7 && ahead > 0;
  if (!isThisWeek) return { kind: 'read', value: single(coming), length };
  return { kind: 'ambiguous', choices: [coming, coming.add({ days: 7 })].map(single), length };
}

/** `heute bis Freitag`: a range that a word begins. */
function upTo(
  first: TypedReading<DateRange>,
  typed: readonly string[],
  today: string,
): TypedReading<DateRange> {
  const { length } = first;
  if (first.kind !== 'read' || !TO.test(typed[length] ?? '')) return first;
  const last = readDates(typed.slice(length + 1), today);
  if (last?.kind !== 'read' || last.value.to < first.value.from) return first;
  const value = { from: first.value.from, to: last.value.to };
  return { kind: 'read', value, length: length + 1 + last.length };
}

function single(date: Temporal.PlainDate): DateRange {
  return { from: date.toString(), to: date.toString() };
}

function isSame(a: DateRange, b: DateRange): boolean {
  return a.from === b.from && a.to === b.to;
}

function shapeOnly(text: string): TypedReading<DateRange> | null {
  const match = SHAPE.exec(text);
  if (match === null) return null;
  const end = text.indexOf(' ', match[0].length);
  return { kind: 'impossible', length: wordsUntil(text, end === -1 ? text.length : end) ?? 1 };
}
