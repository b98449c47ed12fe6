import { nextOccurrences, type Schedule, type Skip, isSkipped } from '../../domain/schedule.ts';
import type { Spans } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';

export interface Reading {
  readonly skips: readonly Skip[];
  readonly now: number;
}

/** Number of next dates in a sentence. */
const SHOWN = 3;

/** "Next: 24 Nov, 09:00; …"; each date is a moment, shown in the reader's own zone where the platform can. */
export function nextDates(words: Words, schedule: Schedule, { skips, now }: Reading): Spans {
  const next = nextOccurrences(schedule, now, SHOWN, (day) => isSkipped(skips, day));
  if (next.length === 0) return [words.scheduleNoneNext()];
  const dates = next.flatMap(({ at }, index): Spans => [
    ...(index === 0 ? [] : ['; ']),
    { at, show: 'datetime', zone: schedule.zone },
  ]);
  return [words.scheduleNext(), ...dates, '.'];
}
