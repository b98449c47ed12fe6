import { notice } from '../shared/notice-card.ts';
import type { PostRow, SendOutcome, Tx } from '../../ports/store.ts';
import type { App } from '../context.ts';
import { wordsOf, queueNotice } from '../shared/notices.ts';
import type { PostError } from '../../ports/errors.ts';

/** A channel that refuses is not asked again until somebody acts: its schedules pause, and their makers hear why. */
export async function pauseChannel(
  app: App,
  tx: Tx,
  post: PostRow,
  refusal: PostError,
  now: number,
): Promise<void> {
  for (const schedule of await tx.schedules.list()) {
    if (schedule.channel !== post.channel || schedule.pausedAt !== null) continue;
    const words = await wordsOf(app, tx, schedule.createdBy, schedule.channel);
    const why = refusal.advice[words.language];
    await tx.schedules.pause(schedule.id, now, why);
    const card = notice(words.noticePaused({ what: schedule.id, why }));
    await queueNotice(
      app,
      tx,
      `paused:${schedule.id}:${post.id}`,
      post.channel,
      schedule.createdBy,
      card,
      now,
    );
  }
  if (refusal.gone) await tx.posts.dropChannel(post.channel, refusal.advice.en, now);
}

/** Whoever asked for the post hears that it failed, or decides where nobody can know. */
export async function notifyOwner(
  app: App,
  tx: Tx,
  post: PostRow,
  outcome: SendOutcome,
  refusal: PostError | null,
  now: number,
): Promise<void> {
  if (post.member === null || (outcome.kind !== 'unknown' && outcome.kind !== 'failed')) return;
  const words = await wordsOf(app, tx, post.member, post.channel);
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
  await queueNotice(app, tx, name, post.channel, post.member, card, now);
}
