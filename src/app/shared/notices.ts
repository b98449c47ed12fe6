import type { Card } from '../../domain/card.ts';
import { languageOf } from '../../domain/language.ts';
import type { Tx } from '../../ports/store.ts';
import type { Words } from '../../i18n/index.ts';
import type { App } from '../context.ts';

/** Words for what is told to a member later: in their own language, else in the channel's. */
export async function wordsOf(app: App, tx: Tx, member: string, channel: string): Promise<Words> {
  const own = languageOf((await tx.members.get(member))?.language ?? null);
  return app.words(own ?? (await tx.channels.channel(channel))?.language ?? null);
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
    id: app.random.id(),
    name,
    channel,
    card,
    dueAt: now,
    now,
    what: { kind: 'tell', member },
  });
}
