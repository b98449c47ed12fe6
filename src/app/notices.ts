import { notice } from '../cards/notice.ts';
import type { Card } from '../domain/card.ts';
import type { PostError } from '../ports/chat.ts';
import type { PostRow, Settlement, Tx } from '../ports/store.ts';
import type { App } from './app.ts';

/** A channel that refuses is not asked again until somebody acts: its schedules pause, and their makers hear why. */
export async function pauseChannel(
  app: App,
  tx: Tx,
  post: PostRow,
  refusal: PostError,
  now: number,
): Promise<void> {
  const words = app.words((await tx.places.channel(post.channel))?.language ?? null);
  for (const schedule of await tx.schedules.list()) {
    if (schedule.channel !== post.channel || schedule.pausedAt !== null) continue;
    await tx.schedules.pause(schedule.id, now, refusal.advice);
    const card = notice(words.noticePaused({ what: schedule.id, why: refusal.advice }));
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
  if (refusal.gone) await tx.posts.dropChannel(post.channel, refusal.advice, now);
}

/** Whoever asked for the post hears that it failed, or decides where nobody can know. */
export async function tellOwner(
  app: App,
  tx: Tx,
  post: PostRow,
  outcome: Settlement,
  now: number,
): Promise<void> {
  if (post.member === null || (outcome.kind !== 'unknown' && outcome.kind !== 'failed')) return;
  const words = app.words((await tx.places.channel(post.channel))?.language ?? null);
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
      : notice(words.noticeRefused({ channel: post.channel, advice: outcome.error }));
  const name = `notice:${post.id}:${outcome.kind}:${post.attempts}`;
  await queueNotice(app, tx, name, post.channel, post.member, card, now);
}

/** A private message to one member, through the outbox. */
export async function queueNotice(
  app: App,
  tx: Tx,
  name: string,
  channel: string,
  member: string,
  card: Card,
  now: number,
): Promise<void> {
  await tx.posts.add({
    id: app.chance.id(),
    name,
    channel,
    card,
    dueAt: now,
    now,
    what: { kind: 'tell', member },
  });
}
