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
export async function hearerOf(work: Pick<Work, 'tx'>, maker: string): Promise<string> {
  if ((await work.tx.members.get(maker))?.left !== true) return maker;
  return (await managersHere(work))[0] ?? maker;
}

/** Managers who are still here: those who were named, then those who acted as managers, last act first. */
export async function managersHere({ tx }: Pick<Work, 'tx'>): Promise<readonly string[]> {
  const named = (await tx.members.managers()).filter(({ left }) => !left).map(({ id }) => id);
  const here = new Set(named);
  const actors = new Set((await tx.audit.recent(ACTS)).map(({ member }) => member));
  for (const actor of actors) {
    if ((await tx.members.get(actor))?.left === false) here.add(actor);
  }
  return [...here];
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
