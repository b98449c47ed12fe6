import { channelRun, type Span } from '../../domain/text.ts';
import { quotedPost } from '../shared/jam.ts';
import { channelNotice } from '../shared/notice-card.ts';
import { leaveChannel } from '../rounds/leave-channel.ts';
import { withdrawRound } from '../rounds/lifecycle.ts';
import { postSaid, roundBehind, roundOfPost } from '../rounds/round-posts.ts';
import { pauseSchedules } from '../scheduling/paused-schedules.ts';
import type { PostRow, SendOutcome } from '../../ports/store.ts';
import type { Work } from '../context.ts';
import { channelNames, formerChannel } from '../shared/channel-names.ts';
import { queueOwnerNotice } from '../shared/notices.ts';
import type { Card } from '../../domain/card.ts';
import type { Words } from '../../i18n/index.ts';
import type { PostError } from '../../ports/errors.ts';

/** Pauses the schedules of a channel that refuses posts. `pausedNotices` tells their makers. */
export async function pauseChannel(work: Work, post: PostRow, refusal: PostError): Promise<void> {
  await pauseSchedules(work, post.channel, {
    because: refusal.gone ? 'gone' : 'refused',
    why: ({ language }) => refusal.advice[language],
  });
  if (refusal.gone) await leaveChannel(work, post.channel, refusal.advice.en);
}

/** Result of an attempt to send a post. */
export interface Ended {
  readonly outcome: SendOutcome;
  /** Null if the channel did not refuse. */
  readonly refusal: PostError | null;
}

/** A question of unknown delivery that members have answered is there. */
export async function inHindsight(
  { tx }: Work,
  { name }: PostRow,
  outcome: SendOutcome,
): Promise<SendOutcome> {
  const round = outcome.kind === 'unknown' ? roundOfPost(name) : null;
  return round !== null && (await tx.answers.count(round)) > 0
    ? { kind: 'sent', message: null }
    : outcome;
}

/**
 * Tells the post's owner that it was refused, or asks them about an unknown delivery. Of one that was given up they are
 * told later, together with others (`tellMissed`).
 */
export async function notifyOwner(
  work: Work,
  post: PostRow,
  { outcome, refusal }: Ended,
): Promise<void> {
  const round = roundOfPost(post.name);
  const isLost = outcome.kind === 'failed' || outcome.kind === 'dropped';
  if (isLost && round !== null) await withdrawRound(work, round);
  if (outcome.kind === 'unknown')
    return tellOf(work, post, outcome.kind, (words) => askAbout(words, post));
  if (outcome.kind !== 'failed' || refusal === null) return;
  // The notice about the paused schedule says it.
  if (await ownsPaused(work, post)) return;
  const channel = await shownChannel(work, post, refusal);
  const { name, card } = post;
  const about = await roundBehind(work, name);
  await tellOf(work, post, outcome.kind, (words) => {
    const what = postSaid(words, { name, gist: card.gist }, about);
    const advice = refusal.advice[words.language];
    return channelNotice(channel, words.noticeRefused({ what, advice }));
  });
}

/** Asks whether a post arrived. */
function askAbout(words: Words, { id, channel, card }: PostRow): Card {
  return channelNotice(channelRun(channel), words.noticeUnknown({ what: quotedPost(card.gist) }), [
    {
      label: words.buttonThere(),
      does: { kind: 'settle', post: id, verdict: 'there' },
      weight: 'primary',
    },
    {
      label: words.buttonAgain(),
      does: { kind: 'settle', post: id, verdict: 'again' },
      weight: 'normal',
    },
  ]);
}

function tellOf(
  work: Work,
  post: PostRow,
  outcome: 'unknown' | 'failed',
  cardIn: (words: Words) => Card,
): Promise<void> {
  const about = `${post.id}:${outcome}:${post.attempts}`;
  return queueOwnerNotice(work, post, { kind: 'notice', about, cardIn });
}

/** Whether the post's owner has a schedule in its channel that the bot paused since the post was queued. */
async function ownsPaused({ tx }: Work, post: PostRow): Promise<boolean> {
  return (await tx.schedules.list()).some(
    ({ channel, createdBy, pausedAt, pausedWhy }) =>
      channel === post.channel &&
      createdBy === post.member &&
      pausedWhy !== null &&
      (pausedAt ?? 0) >= post.createdAt,
  );
}

async function shownChannel({ tx }: Work, { channel }: PostRow, refusal: PostError): Promise<Span> {
  if (!refusal.gone) return channelRun(channel);
  return formerChannel(channel, await channelNames(tx));
}
