import { Temporal } from 'temporal-polyfill';
import type { TypedReading } from './typed-reading.ts';

/** Local dates, `2026-12-24`, the first and the last; a single date is both. */
export interface DateRange {
  readonly from: string;
  readonly to: string;
}

/**
 * Reads dates that are called by a name or counted from today, at the start of some tidied words: `Christmas Eve`,
 * `Silvester`, `in 3 days`, `nächste Woche`, `the 24th`.
 */
export function readNamedDates(
  typed: readonly string[],
  today: string,
): TypedReading<DateRange> | null {
  return readFeast(typed, today) ?? readAhead(typed, today);
}

/** Days that have a name, as month and day; the last of several. */
const FEASTS: ReadonlyMap<string, readonly [first: string, last: string]> = new Map(
  (
    [
      ['12-24', '12-24', ['christmas eve', 'heiligabend', 'heiliger abend']],
      ['12-25', '12-25', ['christmas day', 'xmas day']],
      ['12-24', '12-26', ['christmas', 'xmas', 'weihnachten']],
      ['12-26', '12-26', ['boxing day']],
      ['12-31', '12-31', ["new year's eve", 'new years eve', 'silvester', 'sylvester']],
      ['01-01', '01-01', ["new year's day", 'new years day', "new year's", 'neujahr']],
    ] as const
  ).flatMap(([first, last, names]) => names.map((name) => [name, [first, last]] as const)),
);

function readFeast(typed: readonly string[], today: string): TypedReading<DateRange> | null {
  for (let length = Math.min(3, typed.length); length > 0; length -= 1) {
    const feast = FEASTS.get(typed.slice(0, length).join(' '));
    if (feast === undefined) continue;
    const [first, last] = feast;
    const thisYear = Number(today.slice(0, 4));
    const year = `${thisYear}-${last}` < today ? thisYear + 1 : thisYear;
    return { kind: 'read', value: { from: `${year}-${first}`, to: `${year}-${last}` }, length };
  }
  return null;
}

const NEXT = /^(?:next|nächste[nrs]?|naechste[nrs]?)$/;
const THIS = /^(?:this|diese[nrs]?)$/;
const COUNTS: readonly (readonly string[])[] = [
  ['1', 'a', 'an', 'one', 'einem', 'einer', 'ein', 'eine'],
  ['2', 'two', 'zwei'],
  ['3', 'three', 'drei'],
  ['4', 'four', 'vier'],
  ['5', 'five', 'fünf'],
  ['6', 'six', 'sechs'],
];
const DAYS_AHEAD = /^(?:days?|tage?n?)$/;
const WEEKS_AHEAD = /^(?:weeks?|wochen?)$/;

/** `in 3 days`, `für zwei Wochen`: that day; `next week`: Monday to Sunday; `the 24th`: the next one. */
function readAhead(typed: readonly string[], today: string): TypedReading<DateRange> | null {
  const date = Temporal.PlainDate.from(today);
  const [lead = '', second = '', unit = ''] = typed;
  const nth = /^(\d{1,2})(?:st|nd|rd|th)$/.exec(second)?.[1];
  if (lead === 'the' && nth !== undefined && !/^\p{L}/u.test(unit)) {
    return nextDay(Number(nth), date);
  }
  if (WEEKS_AHEAD.test(second) && (NEXT.test(lead) || THIS.test(lead))) {
    const monday = date.subtract({ days: date.dayOfWeek - 1 });
    const isNext = NEXT.test(lead);
    const from = isNext ? monday.add({ days: 7 }) : date;
    const to = monday.add({ days: isNext ? 13 : 6 });
    return { kind: 'read', value: { from: from.toString(), to: to.toString() }, length: 2 };
  }
  const count = COUNTS.findIndex((words) => words.includes(second)) + 1;
  if (!/^(?:in|for|für|fuer)$/.test(lead) || count === 0) return null;
  if (DAYS_AHEAD.test(unit)) {
    return { kind: 'read', value: single(date.add({ days: count })), length: 3 };
  }
  if (!WEEKS_AHEAD.test(unit)) return null;
  return { kind: 'read', value: single(date.add({ days: 7 * count })), length: 3 };
}

/** The next day of a month with that number. */
function nextDay(day: number, from: Temporal.PlainDate): TypedReading<DateRange> {
  for (let months = 0; months <= 2; months += 1) {
    const month = from.with({ day: 1 }).add({ months });
    if (day < 1 || day > month.daysInMonth) continue;
    const one = month.with({ day });
    if (Temporal.PlainDate.compare(one, from) < 0) continue;
    return { kind: 'read', value: single(one), length: 2 };
  }
  return { kind: 'impossible', length: 2 };
}

function single(date: Temporal.PlainDate): DateRange {
  return { from: date.toString(), to: date.toString() };
}
