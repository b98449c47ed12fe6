import { weekdayName } from '../../i18n/dates.ts';
import type { Schedule } from '../../domain/schedule.ts';
import { channelRun, type Span } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';
import { formerChannel, type ChannelNames } from '../shared/channel-names.ts';

/** A schedule in words: "a question on weekdays at 09:00 (Europe/Berlin) from all decks, closes at 17:00". */
export function scheduleSaid(
  words: Words,
  schedule: Pick<
    Schedule,
    'kind' | 'scope' | 'days' | 'time' | 'zone' | 'decks' | 'closes' | 'asksSure'
  >,
): string {
  const { kind, scope, time, zone } = schedule;
  switch (kind) {
    case 'daily':
      return dailySaid(words, schedule);
    case 'weekly':
      return words.scheduleWeekly({ time, zone, days: daysSaid(words, schedule.days), scope });
    default:
      return kind satisfies never;
  }
}

function dailySaid(
  words: Words,
  schedule: Pick<Schedule, 'days' | 'time' | 'zone' | 'decks' | 'closes' | 'asksSure'>,
): string {
  const { time, zone } = schedule;
  const decks = schedule.decks.map(({ deck, weight }) =>
    weight === 1 ? deck : `${deck} (×${weight})`,
  );
  const what = words.scheduleDaily({
    time,
    zone,
    days: daysSaid(words, schedule.days),
    decks: decks.length > 0 ? decks : [words.allDecks()],
  });
  const end =
    schedule.closes === null
      ? words.scheduleClosesNext()
      : words.scheduleCloses({ time: schedule.closes });
  return [what, end, ...(schedule.asksSure ? [words.scheduleAsksSure()] : [])].join(', ');
}

/** Days of the week in words: `on weekdays`, `on Monday and Friday`. */
export function daysSaid(words: Words, days: readonly number[]): string {
  const key = days.join('');
  if (key === '1234567') return words.daysEvery();
  if (key === '12345') return words.daysWeekdays();
  return words.daysSome({ days: days.map((day) => weekdayName(day, words.locale)) });
}

/** The channel of a schedule. One that the bot paused may be deleted, and is called by its name. */
export function scheduleChannel(
  { channel, pausedAt, pausedWhy }: Pick<Schedule, 'channel' | 'pausedAt' | 'pausedWhy'>,
  names: ChannelNames,
): Span {
  const isPausedByBot = pausedAt !== null && pausedWhy !== null;
  return isPausedByBot ? formerChannel(channel, names) : channelRun(channel);
}
