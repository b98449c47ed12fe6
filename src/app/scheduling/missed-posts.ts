import { groupBy } from '../../domain/group-by.ts';
import {
  CLOCK_SKEW_MS,
  isSkipped,
  nextOccurrences,
  type Occurrence,
  type Schedule,
} from '../../domain/schedule.ts';
import { channelRun, text } from '../../domain/text.ts';
import type { Card } from '../../domain/card.ts';
import { dayAndTime } from '../../i18n/dates.ts';
import type { LateBecause } from '../../i18n/en.ts';
import type { Words } from '../../i18n/index.ts';
import type { App, Work } from '../context.ts';
import { DueLooks } from '../shared/due-looks.ts';
import { channelNotice } from '../shared/notice-card.ts';
import { hearerOf, queueManagerNotice } from '../shared/notices.ts';
import { postSaid, roundBehind, roundOfPost } from '../rounds/round-posts.ts';
import { scheduleSaid } from './schedule-line.ts';
import { takeUntold, type HeardPost } from './untold-posts.ts';

/** An occurrence of a schedule that was too late to post. */
export interface SkippedPost {
  readonly schedule: Schedule;
  readonly occurrence: Occurrence;
  readonly because: LateBecause;
}

/** Whatever should have been posted and was not. */
interface MissedPost {
  readonly hearer: string;
  readonly channel: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly zone: string;
  readonly because: LateBecause;
  /** Part of the notice's name. */
  readonly key: string;
  /** The post that did not go out; null if it was never queued. */
  readonly unsent: HeardPost | null;
  /** The notice that tells of it alone. */
  readonly alone: (words: Words) => Card;
}

/** After an outage, posts are given up within this time of each other: one message tells of all. */
const GATHER_MS = 6 * 60_000;
/** After an outage, what was given up follows within this time. */
const TRY_AGAIN_MS = 30 * 60_000;
const PAUSE_MS = 60_000;
/** The most workspaces of one turn. */
const LIMIT = 50;
/** The most channels that one message names. */
const MOST_NAMED = 10;

/**
 * Tells the owners of posts that did not go out: one message for each owner, however many posts. Edits and notices that
 * were given up are tried again.
 */
export function missedNotices(app: App): DueLooks<{ readonly workspace: string }> {
  return new DueLooks(app, {
    pauseMs: PAUSE_MS,
    failed: 'owners of posts that did not go out could not be told; the next look tries again',
    limit: LIMIT,
    find: (now, platforms, limit) =>
      app.store.dueWork.owedPosts({
        postsBefore: now - GATHER_MS,
        othersBefore: now - TRY_AGAIN_MS,
        now: now + CLOCK_SKEW_MS,
        platforms,
        limit,
      }),
    serve: ({ workspace }, now) =>
      app.store.tx(workspace, async (tx) => {
        await tx.posts.tryAgain(now - TRY_AGAIN_MS, now);
        await tellMissed({ app, tx, now }, []);
      }),
  });
}

/**
 * Queues one notice for each manager about all posts that were skipped or did not go out: "40 posts were skipped in 3
 * channels, from … to …".
 */
export async function tellMissed(work: Work, skipped: readonly SkippedPost[]): Promise<void> {
  if (skipped.length > 0) work.app.metrics.count('occurrences_skipped', { why: 'late' });
  const late = await missedOccurrences(work, skipped);
  const untold = await takeUntold(work, new Set(late.map(({ hearer }) => hearer)));
  const unsent: MissedPost[] = [];
  for (const post of untold) unsent.push(await missedPost(work, post));
  const missed = [...unsent, ...late].toSorted(
    (a, b) => a.at - b.at || (a.channel < b.channel ? -1 : 1),
  );
  for (const [member, posts] of groupBy(missed, ({ hearer }) => hearer)) {
    const [first] = posts;
    if (first === undefined) continue;
    const name = await queueManagerNotice(work, {
      kind: 'late',
      about: `${first.key}:${posts.length}:${work.now}`,
      channel: first.channel,
      member,
      cardIn: (words) => (posts.length === 1 ? first.alone(words) : manyMissed(work, words, posts)),
    });
    await work.tx.posts.setNotice(
      posts.flatMap((post) => post.unsent?.id ?? []),
      name,
    );
  }
}

async function missedOccurrences(
  work: Work,
  skipped: readonly SkippedPost[],
): Promise<readonly MissedPost[]> {
  const hearers = new Map<string, string>();
  for (const { schedule } of skipped) {
    const { createdBy } = schedule;
    if (!hearers.has(createdBy)) hearers.set(createdBy, await hearerOf(work, createdBy));
  }
  return skipped.map(({ schedule, occurrence: { at, slot }, because }) => {
    const { channel, createdBy, id, zone } = schedule;
    return {
      hearer: hearers.get(createdBy) ?? createdBy,
      channel,
      at,
      zone,
      because,
      key: `${id}:${slot}`,
      unsent: null,
      alone: (words) => {
        const what = scheduleSaid(words, schedule);
        const due = dayAndTime(at, zone, words.locale, work.now);
        return channelNotice(channelRun(channel), words.noticeLate({ what, due, because }));
      },
    };
  });
}

async function missedPost(work: Work, post: HeardPost): Promise<MissedPost> {
  const { app, tx, now } = work;
  const { hearer, channel, createdAt } = post;
  const round = await roundBehind(work, post.name);
  const settings = await tx.channels.channel(channel);
  const zone = round?.zone ?? settings?.zone ?? app.defaults.zone;
  const next = round === null ? null : await nextOf(work, round.schedule);
  const because = post.attempts > 0 ? 'not reached' : 'not served';
  return {
    hearer,
    channel,
    at: createdAt,
    zone,
    because,
    key: post.id,
    unsent: post,
    alone: (words) => {
      const due = dayAndTime(createdAt, zone, words.locale, now);
      const said = [words.noticeUnsent({ what: postSaid(words, post, round), due, because })];
      if (round !== null && roundOfPost(post.name) !== null) {
        if (next !== null)
          said.push(words.noticeUnsentNext({ next: dayAndTime(next, zone, words.locale, now) }));
        const line = `/quiz ask ${round.pinned.deck} ${round.pinned.question.id}`;
        said.push(words.noticeUnsentAsk({ line }));
      }
      return channelNotice(channelRun(channel), said.join(' '));
    },
  };
}

/** When the schedule asks again, epoch milliseconds; null if it does not. */
async function nextOf({ tx, now }: Work, id: string | null): Promise<number | null> {
  const schedule = id === null ? null : await tx.schedules.get(id);
  if (schedule === null || schedule.pausedAt !== null) return null;
  const skips = await tx.schedules.skips(schedule.id);
  return nextOccurrences(schedule, now, 1, (day) => isSkipped(skips, day))[0]?.at ?? null;
}

/** How many posts, where, from when to when, and why the last one was missed. */
function manyMissed({ now }: Work, words: Words, missed: readonly MissedPost[]): Card {
  const [first, last] = [missed[0], missed.at(-1)];
  if (first === undefined || last === undefined) return inChannels('', []);
  const said = ({ at }: MissedPost): string =>
    dayAndTime(at, first.zone, words.locale, first.at, last.at, now);
  const channels = [...new Set(missed.map(({ channel }) => channel))];
  const sentence = words.noticeLateMany({
    count: missed.length,
    channels: channels.length,
    from: said(first),
    to: said(last),
    because: last.because,
  });
  const [only] = channels;
  return only !== undefined && channels.length === 1
    ? channelNotice(channelRun(only), sentence)
    : inChannels(sentence, channels);
}

/** The sentence with its channels. */
function inChannels(sentence: string, channels: readonly string[]): Card {
  const spans = channels
    .slice(0, MOST_NAMED)
    .flatMap((channel, index) => [...(index === 0 ? [] : [', ']), channelRun(channel)]);
  const more = channels.length > MOST_NAMED ? ', …' : '';
  return {
    gist: sentence,
    blocks: [{ kind: 'text', text: text(sentence, ' (', ...spans, `${more})`), tone: 'normal' }],
  };
}
