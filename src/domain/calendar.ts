import { LRUCache } from 'lru-cache';
import { Temporal } from 'temporal-polyfill';

/** The local periods of an instant, exactly one of each. */
export interface Periods {
  /** Local date, `2026-11-24`. */
  readonly day: string;
  /** Local date of the week's Monday (ISO 8601 weeks). */
  readonly week: string;
  /** `2026-11`. */
  readonly month: string;
}

/** Every zone offset since 2020 is a multiple of 15 minutes, so the local date is constant within such a span. */
const SPAN_MS = 15 * 60_000;
const REMEMBERED = 2_000;
const remembered = new LRUCache<string, Periods>({ max: REMEMBERED });

/**
 * @param at epoch milliseconds
 * @param zone IANA zone
 * @throws RangeError for an unknown zone
 */
export function periodsOf(at: number, zone: string): Periods {
  const key = `${Math.floor(at / SPAN_MS)} ${zone}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  const periods = {
    day: date.toString(),
    week: date.subtract({ days: date.dayOfWeek - 1 }).toString(),
    month: date.toPlainYearMonth().toString(),
  };
  remembered.set(key, periods);
  return periods;
}

/** The Monday of a local date's week. */
export function weekOf(day: string): string {
  const date = Temporal.PlainDate.from(day);
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}

/** The Monday `weeks` weeks before the given one. */
export function weeksBefore(week: string, weeks: number): string {
  return Temporal.PlainDate.from(week).subtract({ weeks }).toString();
}

/** Begin of a local date in a zone, epoch milliseconds. */
export function startOfDay(day: string, zone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
}

/** Local dates of a period's first day and of the first day after it. */
export function boundsOf(
  kind: 'week' | 'month',
  { week, month }: Pick<Periods, 'week' | 'month'>,
): { readonly first: string; readonly next: string } {
  if (kind === 'week') {
    return { first: week, next: Temporal.PlainDate.from(week).add({ weeks: 1 }).toString() };
  }
  const first = Temporal.PlainDate.from(`${month}-01`);
  return { first: first.toString(), next: first.add({ months: 1 }).toString() };
}

/** A member's day begins at this hour; reviews of a day are due from then on (docs/rules.md). */
const DAY_BEGINS_HOUR = 4;

/** Local date of a member's day, which lasts from 04:00 to 04:00. */
export function memberDay(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .subtract({ hours: DAY_BEGINS_HOUR })
    .toPlainDate()
    .toString();
}

/** Begin of a member's day, epoch milliseconds. */
export function startOfMemberDay(day: string, zone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime({
    timeZone: zone,
    plainTime: Temporal.PlainTime.from({ hour: DAY_BEGINS_HOUR }),
  }).epochMilliseconds;
}

export function isZone(zone: string): boolean {
  try {
    periodsOf(0, zone);
    return true;
  } catch {
    return false;
  }
}
