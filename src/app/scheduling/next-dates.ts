import { dayAndTime } from '../../i18n/dates.ts';
import { nextOccurrences, type Schedule, type Skip, isSkipped } from '../../domain/schedule.ts';
import type { Words } from '../../i18n/index.ts';

export interface Reading {
  readonly skips: readonly Skip[];
  readonly now: number;
  /** The reader's zone; null if unknown. */
  readonly reader: string | null;
}

/** How many next dates are said in words. */
const SHOWN = 3;

/** "Next: Tue 24 Nov, 09:00; …", in the schedule's zone and, where it differs, the reader's. */
export function nextDates(
  words: Words,
  schedule: Schedule,
  { skips, now, reader }: Reading,
): readonly string[] {
  const next = nextOccurrences(schedule, now, SHOWN, (day) => isSkipped(skips, day));
  if (next.length === 0) return [words.scheduleNoneNext()];
  const said = (zone: string): string =>
    next.map(({ at }) => dayAndTime(at, zone, words.locale)).join('; ');
  const own = said(schedule.zone);
  const theirs = reader === null ? own : said(reader);
  const parts = [words.scheduleNext(), own, '.'];
  if (reader !== null && theirs !== own) {
    parts.push(` ${words.scheduleNextYours({ zone: reader })}${theirs}.`);
  }
  return parts;
}
