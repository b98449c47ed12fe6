import { weekOf } from '../../domain/calendar.ts';
import { channelRun } from '../../domain/text.ts';
import { dayAndTime } from '../../i18n/dates.ts';
import { nextOccurrences, type Occurrence, type Schedule } from '../../domain/schedule.ts';
import type { Work } from '../context.ts';
import { channelNotice, notice } from '../shared/notice-card.ts';
import type { Card } from '../../domain/card.ts';
import type { Words } from '../../i18n/index.ts';
import { hearerOf, queueManagerNotice } from '../shared/notices.ts';
import { scheduleSaid } from './schedule-line.ts';

/** Tells a manager, at most once a day for all schedules, that the server's clock was set back. */
export async function noticeClock(work: Work, schedule: Schedule): Promise<void> {
  const { createdBy, channel } = schedule;
  const member = await hearerOf(work, createdBy);
  const next = nextOccurrences(schedule, work.now, 1)[0];
  const cardIn = (words: Words): Card => {
    const said = (at: number): string => dayAndTime(at, schedule.zone, words.locale, work.now);
    const sentence = words.noticeClock({
      now: said(work.now),
      what: scheduleSaid(words, schedule),
      next: next === undefined ? null : said(next.at),
    });
    return notice(sentence);
  };
  const about = `${member}:${new Date(work.now).toISOString().slice(0, 10)}`;
  await queueManagerNotice(work, { kind: 'clock', about, channel, member, cardIn });
}

/** Tells a manager, at most once a week for each schedule, that its decks have nothing to ask. */
export async function noticeEmpty(
  work: Work,
  schedule: Schedule,
  { day }: Occurrence,
): Promise<void> {
  const { createdBy, channel } = schedule;
  const member = await hearerOf(work, createdBy);
  const cardIn = (words: Words): Card => {
    const said = words.noticeEmpty({ what: scheduleSaid(words, schedule) });
    return channelNotice(channelRun(channel), said);
  };
  const about = `${schedule.id}:${weekOf(day)}`;
  await queueManagerNotice(work, { kind: 'empty', about, channel, member, cardIn });
}
