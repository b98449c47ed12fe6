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

export function isZone(zone: string): boolean {
  try {
    periodsOf(0, zone);
    return true;
  } catch {
    return false;
  }
}
