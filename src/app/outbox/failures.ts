import { notice } from '../shared/notice-card.ts';
import type { PostRow, SendOutcome } from '../../ports/store.ts';
import type { Work } from '../context.ts';
import { wordsOf, queueNotice } from '../shared/notices.ts';
import type { PostError } from '../../ports/errors.ts';

/** A channel that refuses is not asked again until somebody acts: its schedules pause, and their makers hear why. */
export async function pauseChannel(work: Work, post: PostRow, refusal: PostError): Promise<void> {
  const { tx, now } = work;
  for (const schedule of await tx.schedules.list()) {
    if (schedule.channel !== post.channel || schedule.pausedAt !== null) continue;
    const words = await wordsOf(work, schedule.createdBy, schedule.channel);
    const why = refusal.advice[words.language];
    await tx.schedules.pause(schedule.id, now, why);
    const card = notice(words.noticePaused({ what: schedule.id, why }));
    await queueNotice(work, {
      name: `paused:${schedule.id}:${post.id}`,
      channel: post.channel,
      member: schedule.createdBy,
      card,
    });
  }
  if (refusal.gone) await tx.posts.dropChannel(post.channel, refusal.advice.en, now);
}

/** How an attempt to send a post ended. */
export interface Ended {
  readonly outcome: SendOutcome;
  /** Why the channel refuses; null if it does not. */
  readonly refusal: PostError | null;
}

/** Whoever asked for the post hears that it failed, or decides where nobody can know. */
export async function notifyOwner(
  work: Work,
  post: PostRow,
  { outcome, refusal }: Ended,
): Promise<void> {
  if (post.member === null || (outcome.kind !== 'unknown' && outcome.kind !== 'failed')) return;
  const words = await wordsOf(work, post.member, post.channel);
  const advice = refusal?.advice[words.language] ?? outcome.error;
  const card =
    outcome.kind === 'unknown'
      ? notice(words.noticeUnknown({ what: post.card.gist }), [
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
      : notice(words.noticeRefused({ channel: post.channel, advice }));
  const name = `notice:${post.id}:${outcome.kind}:${post.attempts}`;
  await queueNotice(work, { name, channel: post.channel, member: post.member, card });
}
