import { dayName } from '../../i18n/dates.ts';
import { isSkipped, nextOccurrences, type Schedule } from '../../domain/schedule.ts';
import type { App, Work } from '../context.ts';
import { candidatesOf, type Pool } from '../rounds/next-question.ts';
import { notice } from '../shared/notice-card.ts';
import { queueNotice, wordsOf } from '../shared/notices.ts';
import type { DueSchedule } from '../../ports/due-work.ts';

/** A manager is warned at this many unseen questions of a pool, or fewer. */
const WARN_AT_POSTS = 5;

/** A schedule's decks; all decks if it names none. */
export function poolOf({ decks }: App, schedule: Pick<Schedule, 'decks'>): Pool {
  if (schedule.decks.length === 0) return decks.all().map((deck) => ({ deck, weight: 1 }));
  return schedule.decks.flatMap(({ deck: id, weight }) => {
    const deck = decks.find(id);
    return deck === null ? [] : [{ deck, weight }];
  });
}

/**

 * Warns the manager once that unseen questions run out, with the date of the last one, and again at the last one. A
 * pool with another number of questions is warned of anew.
 */
export async function warnRunsOut(work: Work, schedule: DueSchedule, pool: Pool): Promise<void> {
  const { channel, createdBy: member } = schedule;
  const candidates = await candidatesOf(work, channel, pool);
  const unseen = candidates.filter(({ lastAskedAt }) => lastAskedAt === null).length;
  if (unseen > WARN_AT_POSTS) return;
  const words = await wordsOf(work, member, channel);
  const decks = pool.map((one) => one.deck.title).join(', ');
  const at = unseen === 0 ? null : await lastUnseenAt(work, schedule, unseen);
  const sentence =
    at === null
      ? words.noticeRanOut({ decks })
      : words.noticeRunsOut({ decks, count: unseen, day: dayName(at.day, words.locale) });
  // Schedules of one channel that share a pool say it once; what is retired or removed later is no news.
  const ids = pool.map(({ deck }) => deck.id).toSorted();
  const ever = (await work.tx.rounds.askedIn(channel)).filter(({ deck }) => ids.includes(deck));
  const of = ever.length + unseen;
  const step = at === null ? 'last' : 'soon';
  await queueNotice(work, {
    name: `runs-out:${channel}:${member}:${ids.join(',')}:${of}:${step}`,
    channel,
    member,
    card: notice(sentence),
  });
}

/** The post that takes the last unseen question, over all daily schedules of this channel. */
async function lastUnseenAt(
  { app, tx, now }: Work,
  schedule: Schedule,
  unseen: number,
): Promise<{ readonly at: number; readonly day: string } | null> {
  const mine = new Set(poolOf(app, schedule).map(({ deck }) => deck.id));
  const dates: { readonly at: number; readonly day: string }[] = [];
  for (const one of await tx.schedules.list()) {
    if (one.kind !== 'daily' || one.channel !== schedule.channel || one.pausedAt !== null) continue;
    if (!poolOf(app, one).some(({ deck }) => mine.has(deck.id))) continue;
    const skips = await tx.schedules.skips(one.id);
    dates.push(...nextOccurrences(one, now, unseen, (day) => isSkipped(skips, day)));
  }
  return dates.toSorted((a, b) => a.at - b.at)[unseen - 1] ?? null;
}
