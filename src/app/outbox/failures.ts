import { channelRun, type Span } from '../../domain/text.ts';
import { quotedPost } from '../shared/jam.ts';
import { channelNotice } from '../shared/notice-card.ts';
import { roundOfPost, withdrawRound } from '../rounds/lifecycle.ts';
import { pauseSchedules } from '../scheduling/paused-schedules.ts';
import type { PostRow, SendOutcome } from '../../ports/store.ts';
import type { Work } from '../context.ts';
import { channelNames, formerChannel } from '../shared/channel-names.ts';
import { hearerOf, wordsOf, queueManagerNotice } from '../shared/notices.ts';
import type { PostError } from '../../ports/errors.ts';

/** Pauses the schedules of a channel that refuses posts. `pausedNotices` tells their makers. */
export async function pauseChannel(work: Work, post: PostRow, refusal: PostError): Promise<void> {
  const { tx, now } = work;
  await pauseSchedules(work, post.channel, {
    because: refusal.gone ? 'gone' : 'refused',
    why: ({ language }) => refusal.advice[language],
  });
  if (refusal.gone) await tx.posts.dropChannel(post.channel, refusal.advice.en, now);
}

/** Result of an attempt to send a post. */
export interface Ended {
  readonly outcome: SendOutcome;
  /** Null if the channel did not refuse. */
  readonly refusal: PostError | null;
}

/** Tells the post's owner that it failed, or asks them about an unknown delivery. */
export async function notifyOwner(
  work: Work,
  post: PostRow,
  { outcome, refusal }: Ended,
): Promise<void> {
  const round = roundOfPost(post.name);
  if (outcome.kind === 'failed' && round !== null) await withdrawRound(work, round);
  if (post.member === null || (outcome.kind !== 'unknown' && outcome.kind !== 'failed')) return;
  // The notice about the paused schedule says it.
  if (refusal !== null && (await ownsPaused(work, post))) return;
  const member = await hearerOf(work, post.member);
  const words = await wordsOf(work, member, post.channel);
  const advice = refusal?.advice[words.language] ?? outcome.error;
  const channel = await shownChannel(work, post, refusal);
  const card =
    outcome.kind === 'unknown'
      ? channelNotice(channel, words.noticeUnknown({ what: quotedPost(post.card.gist) }), [
          {
            label: words.buttonThere(),
            does: { kind: 'settle', post: post.id, verdict: 'there' },
            weight: 'primary',
          },
          {
            label: words.buttonAgain(),
            does: { kind: 'settle', post: post.id, verdict: 'again' },
            weight: 'normal',
          },
        ])
      : channelNotice(channel, words.noticeRefused({ advice }));
  await queueManagerNotice(work, {
    kind: 'notice',
    about: `${post.id}:${outcome.kind}:${post.attempts}`,
    channel: post.channel,
    member,
    card,
  });
}

async function ownsPaused({ tx, now }: Work, post: PostRow): Promise<boolean> {
  return (await tx.schedules.list()).some(
    (one) => one.channel === post.channel && one.createdBy === post.member && one.pausedAt === now,
  );
}

async function shownChannel(
  { tx }: Work,
  { channel }: PostRow,
  refusal: PostError | null,
): Promise<Span> {
  if (refusal?.gone !== true) return channelRun(channel);
  return formerChannel(channel, await channelNames(tx));
}
