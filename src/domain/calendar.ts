import { Temporal } from 'temporal-polyfill';

/** The local periods an instant falls in. Each instant has exactly one of each. */
export interface Periods {
  /** Local date, `2026-11-24`. */
  readonly day: string;
  /** Local date of the week's Monday (ISO 8601 weeks). */
  readonly week: string;
  /** `2026-11`. */
  readonly month: string;
}

/** Every zone offset since 2020 is a multiple of 15 minutes, so within such a span the local date stays. */
const SPAN_MS = 15 * 60_000;
const REMEMBERED = 2_000;
const remembered = new Map<string, Periods>();

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
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(key, periods);
  return periods;
}

/** The Monday before the given one, or `weeks` of them. */
export function weeksBefore(week: string, weeks: number): string {
  return Temporal.PlainDate.from(week).subtract({ weeks }).toString();
}

/** The instant at which a local date begins in a zone, epoch milliseconds. */
export function startOfDay(day: string, zone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
}

/** Local dates of the first day of a period and of the first day after it. */
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

/** A member's day begins at this hour: what is due on a day is due from then on (docs/rules.md). */
const DAY_BEGINS_HOUR = 4;

/** The local date of a member's day, which lasts from 04:00 to 04:00. */
export function memberDay(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .subtract({ hours: DAY_BEGINS_HOUR })
    .toPlainDate()
    .toString();
}

/** The instant at which a member's day begins. */
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
