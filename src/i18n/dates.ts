import { boundedCache } from '../domain/bounded-cache.ts';
import { dateFormat } from '../domain/date-format.ts';
import { writtenMoment } from '../domain/text.ts';

/**
 * A date with its weekday: `Tue 24 Nov`, `Di., 24. Nov.`
 * @param day a local date, `2026-11-24`
 * @param locale BCP 47
 */
export function dayName(day: string, locale: string): string {
  const key = `${locale} ${day}`;
  const known = dayNames.get(key);
  if (known !== undefined) return known;
  const name = dateFormat(locale, DAY).format(Date.parse(`${day}T00:00:00Z`));
  dayNames.set(key, name);
  return name;
}

const dayNames = boundedCache<string, string>(1_000);

const DAY = { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' } as const;

/**
 * A day of the week: `Monday`, `Montag`.
 * @param day 1 Monday … 7 Sunday
 */
export function weekdayName(day: number, locale: string): string {
  // 1 January 2024 was a Monday.
  const name = dateFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return name.format(Date.UTC(2024, 0, day));
}

/** A clock time in a zone: `09:03`. */
export function clockTime(at: number, zone: string): string {
  return writtenMoment({ at, zone, show: 'time' });
}

/** `Tue 24 Nov, 09:00` in a zone; with its year where that is not the year of `near`. */
export function dayAndTime(at: number, zone: string, locale: string, near = at): string {
  const yearOf = (moment: number): number => new Date(moment).getUTCFullYear();
  return dateFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(yearOf(at) === yearOf(near) ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(at);
}
