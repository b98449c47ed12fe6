import type { Card } from '../../domain/card.ts';
import { languageOf } from '../../domain/language.ts';
import type { Words } from '../../i18n/index.ts';
import type { Work } from '../context.ts';

/** Words for a later notice to a member: in their language, else in the channel's. */
export async function wordsOf({ app, tx }: Work, member: string, channel: string): Promise<Words> {
  const own = languageOf((await tx.members.get(member))?.language ?? null);
  return app.words(own ?? (await tx.channels.channel(channel))?.language ?? null);
}

/** A private message to one member, through the outbox. */
export interface Notice {
  /** Unique in the workspace, so that a notice is queued once. */
  readonly name: string;
  /** The channel of the notice, on platforms that show notices in a channel. */
  readonly channel: string;
  readonly member: string;
  readonly card: Card;
}

export async function queueNotice({ app, tx, now }: Work, notice: Notice): Promise<void> {
  const { name, channel, member, card } = notice;
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
