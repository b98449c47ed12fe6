import { groupBy } from '../../domain/group-by.ts';
import { dayAndTime } from '../../i18n/dates.ts';
import { nextOccurrences, type Occurrence, type Schedule } from '../../domain/schedule.ts';
import { channelRun, text } from '../../domain/text.ts';
import type { Card } from '../../domain/card.ts';
import type { Work } from '../context.ts';
import { notice } from '../shared/notice-card.ts';
import { hearerOf, queueManagerNotice, wordsOf } from '../shared/notices.ts';
import type { LateBecause } from '../../i18n/en.ts';
import { scheduleSaid } from './schedule-line.ts';

export interface SkippedPost {
  readonly schedule: Schedule;
  readonly occurrence: Occurrence;
  readonly because: LateBecause;
}

/** Queues one notice for each manager about all skipped posts: "40 posts were skipped in 3 channels, from … to …". */
export async function noticeSkipped(work: Work, skipped: readonly SkippedPost[]): Promise<void> {
  if (skipped.length > 0) work.app.metrics.count('occurrences_skipped', { why: 'late' });
  const heard = new Map<string, string>();
  for (const { schedule } of skipped) {
    const { createdBy } = schedule;
    if (!heard.has(createdBy)) heard.set(createdBy, await hearerOf(work, createdBy));
  }
  const managers = groupBy(skipped, ({ schedule }) => heard.get(schedule.createdBy) ?? '');
  for (const [member, posts] of managers) {
    const inOrder = posts.toSorted((a, b) => a.occurrence.at - b.occurrence.at);
    const [first, last] = [inOrder[0], inOrder.at(-1)];
    if (first === undefined || last === undefined) continue;
    const { schedule } = first;
    const words = await wordsOf(work, member, schedule.channel);
    const ends = [first.occurrence.at, last.occurrence.at, work.now];
    const said = ({ occurrence }: SkippedPost): string =>
      dayAndTime(occurrence.at, schedule.zone, words.locale, ...ends);
    const { because } = last;
    const channels = [...new Set(posts.map((one) => one.schedule.channel))];
    const sentence =
      posts.length === 1
        ? words.noticeLate({ what: scheduleSaid(words, schedule), due: said(first), because })
        : words.noticeLateMany({
            count: posts.length,
            channels: channels.length,
            from: said(first),
            to: said(last),
            because,
          });
    await queueManagerNotice(work, {
      kind: 'late',
      about: `${member}:${schedule.id}:${first.occurrence.slot}:${posts.length}`,
      channel: schedule.channel,
      member,
      card: inChannels(sentence, channels),
    });
  }
}

/** The sentence with its channels. */
function inChannels(sentence: string, channels: readonly string[]): Card {
  const spans = channels
    .slice(0, 10)
    .flatMap((channel, index) => [...(index === 0 ? [] : [', ']), channelRun(channel)]);
  return {
    gist: sentence,
    blocks: [{ kind: 'text', text: text(sentence, ' (', ...spans, ')'), tone: 'normal' }],
  };
}

/** Tells a manager, at most once a day for all schedules, that the server's clock was set back. */
export async function noticeClock(work: Work, schedule: Schedule): Promise<void> {
  const { createdBy, channel } = schedule;
  const member = await hearerOf(work, createdBy);
  const words = await wordsOf(work, member, channel);
  const next = nextOccurrences(schedule, work.now, 1)[0];
  const said = (at: number): string => dayAndTime(at, schedule.zone, words.locale, work.now);
  const sentence = words.noticeClock({
    now: said(work.now),
    what: scheduleSaid(words, schedule),
    next: next === undefined ? null : said(next.at),
  });
  const about = `${member}:${new Date(work.now).toISOString().slice(0, 10)}`;
  const card = notice(sentence);
  await queueManagerNotice(work, { kind: 'clock', about, channel, member, card });
}

export async function noticeEmpty(
  work: Work,
  schedule: Schedule,
  { slot }: Occurrence,
): Promise<void> {
  const { createdBy, channel } = schedule;
  const member = await hearerOf(work, createdBy);
  const words = await wordsOf(work, member, channel);
  const card = notice(words.noticeEmpty({ what: scheduleSaid(words, schedule) }));
  const about = `${schedule.id}:${slot}`;
  await queueManagerNotice(work, { kind: 'empty', about, channel, member, card });
}
