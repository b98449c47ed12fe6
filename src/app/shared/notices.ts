import type { Card } from '../../domain/card.ts';
import { languageOf } from '../../domain/language.ts';
import type { Words } from '../../i18n/index.ts';
import type { Work } from '../context.ts';

/** Words for a later notice to a member: in their language, else in the channel's. */
export async function wordsOf({ app, tx }: Work, member: string, channel: string): Promise<Words> {
  const own = languageOf((await tx.members.get(member))?.language ?? null);
  return app.words(own ?? (await tx.channels.channel(channel))?.language ?? null);
}

/** Acts of managers among which one who is still here is looked for. */
const ACTS = 100;

/**
 * Who is told about what a manager has set up: that manager. If they have left or erased their data, it is a named
 * manager, or else the member who acted as a manager last and is still here.
 */
export async function hearerOf({ tx }: Pick<Work, 'tx'>, maker: string): Promise<string> {
  if ((await tx.members.get(maker))?.left !== true) return maker;
  const named = (await tx.members.managers()).find(({ left }) => !left);
  if (named !== undefined) return named.id;
  const actors = new Set((await tx.audit.recent(ACTS)).map(({ member }) => member));
  for (const actor of actors) {
    if ((await tx.members.get(actor))?.left === false) return actor;
  }
  return maker;
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
