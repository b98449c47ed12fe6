import type { Localized } from './language.ts';
import { Temporal } from 'temporal-polyfill';

/** When something is due: a local time on some days of the week in a zone. */
export interface Recurrence {
  /** `HH:MM`. */
  readonly time: string;
  /** 1 Monday … 7 Sunday, ascending, at least one. */
  readonly days: readonly number[];
  /** IANA. */
  readonly zone: string;
}

/** A standing order of a channel: a daily question or a weekly leaderboard. */
export interface Schedule extends Recurrence {
  readonly id: string;
  readonly workspace: string;
  readonly channel: string;
  readonly kind: 'daily' | 'weekly';
  /** Whose leaderboard a weekly one is; a daily question is always its channel's. */
  readonly scope: 'channel' | 'workspace';
  readonly decks: readonly { readonly deck: string; readonly weight: number }[];
  /** `HH:MM` in the zone; null if questions close with the next one. */
  readonly closes: string | null;
  /** Whether members are asked how sure they were. */
  readonly asksSure: boolean;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly doneUntil: number;
  readonly pausedAt: number | null;
  /** Why the bot paused it; null if a manager did. */
  readonly pausedWhy: Localized | null;
}

export interface Skip {
  readonly firstDay: string;
  readonly lastDay: string;
}

/** Clocks of two processes may differ by this much; a schedule served further ahead was served by a wrong clock. */
export const CLOCK_SKEW_MS = 60_000;

/** One due moment. `slot` is its scheduled local date and time, `2026-11-24T09:00`: a key that is claimed once. */
export interface Occurrence {
  readonly slot: string;
  /** Local date. */
  readonly day: string;
  /** Epoch milliseconds. A skipped local time is shifted forward; of a repeated one this is the first. */
  readonly at: number;
}

/** Null if the date is not due. Of two local dates on one instant (Pacific/Apia, 30 December 2011) one drops out. */
function occurrenceOn(recurrence: Recurrence, date: Temporal.PlainDate): Occurrence | null {
  if (!recurrence.days.includes(date.dayOfWeek)) return null;
  const local = date.toPlainDateTime(Temporal.PlainTime.from(recurrence.time));
  const zoned = local.toZonedDateTime(recurrence.zone, { disambiguation: 'compatible' });
  const skippedDay = !zoned.toPlainDate().equals(date) && recurrence.days.length === 7;
  if (skippedDay && zoned.toPlainTime().equals(local.toPlainTime())) return null;
  return {
    slot: local.toString({ smallestUnit: 'minute' }),
    day: date.toString(),
    at: zoned.epochMilliseconds,
  };
}

function localDate(at: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
}

/**
 * Occurrences due in (after, until], oldest first; only the newest `limit` of them.
 * @param after epoch ms, exclusive
 * @param until epoch ms, inclusive
 */
export function dueBetween(
  recurrence: Recurrence,
  after: number,
  until: number,
  limit = 31,
): readonly Occurrence[] {
  const due: Occurrence[] = [];
  // One more day on both sides, since a shifted time can land on the next local date.
  const first = localDate(after, recurrence.zone).subtract({ days: 1 });
  for (
    let date = localDate(until, recurrence.zone).add({ days: 1 });
    due.length < limit && Temporal.PlainDate.compare(date, first) >= 0;
    date = date.subtract({ days: 1 })
  ) {
    const occurrence = occurrenceOn(recurrence, date);
    if (occurrence !== null && occurrence.at > after && occurrence.at <= until)
      due.push(occurrence);
  }
  return due.reverse();
}

/**
 * The next occurrences after an instant, oldest first.
 * @param skip local dates (`2026-12-24`) that are left out
 */
export function nextOccurrences(
  recurrence: Recurrence,
  after: number,
  count: number,
  skip: (day: string) => boolean = () => false,
): readonly Occurrence[] {
  const next: Occurrence[] = [];
  let date = localDate(after, recurrence.zone).subtract({ days: 1 });
  // 800 days hold a weekly schedule's next dates even if two years of them are skipped.
  for (let step = 0; step < 800 && next.length < count; step += 1) {
    const occurrence = occurrenceOn(recurrence, date);
    if (occurrence !== null && occurrence.at > after && !skip(occurrence.day))
      next.push(occurrence);
    date = date.add({ days: 1 });
  }
  return next;
}

/**
 * Closing time of a round opened at `openedAt`: the next moment at which its zone's clock shows `closes`.
 * @param closes `HH:MM`
 */
export function closingTime(openedAt: number, closes: string, zone: string): number {
  const daily = { time: closes, days: [1, 2, 3, 4, 5, 6, 7], zone };
  return nextOccurrences(daily, openedAt, 1)[0]?.at ?? openedAt + 24 * 3_600_000;
}

/** A member's private reminder. */
export interface Reminder extends Recurrence {
  /** The channel where it was set; its open questions count besides due reviews. */
  readonly channel: string;
  readonly nextAt: number;
  /** When the member was reminded last; null if never. */
  readonly remindedAt: number | null;
  /** Reminders in a row after which the member answered nothing. */
  readonly unanswered: number;
}

export function isSkipped(skips: readonly Skip[], day: string): boolean {
  return skips.some((skip) => skip.firstDay <= day && day <= skip.lastDay);
}
