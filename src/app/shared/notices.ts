import type { Card } from '../../domain/card.ts';
import { languageOf, type Language } from '../../domain/language.ts';
import type { Words } from '../../i18n/index.ts';
import type { OtherCards, PostRow } from '../../ports/store.ts';
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

/** Finds who is told about a post: its owner as above, a manager if nobody owns it, null if there is none. */
export async function hearerOfPost(
  work: Pick<Work, 'tx'>,
  owner: string | null,
): Promise<string | null> {
  if (owner !== null) return hearerOf(work, owner);
  return (await managersHere(work))[0] ?? null;
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
  /** The same in other languages, where another member may get it instead. */
  readonly also?: OtherCards;
}

export async function queueNotice({ app, tx, now }: Work, notice: Notice): Promise<void> {
  const { name, channel, member, card, also } = notice;
  await tx.posts.add({
    id: app.random.id(),
    name,
    channel,
    card,
    dueAt: now,
    now,
    what: { kind: 'tell', member, ...(also === undefined ? {} : { also }) },
  });
}

const HOUR_MS = 3_600_000;
/** Notices that are worth less the later they come, by the beginning of their names; others can come days late. */
const TIMELY = [
  ['remind:', 2 * HOUR_MS],
  ['letter:', 24 * HOUR_MS],
] as const;
const OTHERS_WAIT_MS = 7 * 24 * HOUR_MS;

/** How long after it was queued a notice or an edit of that name may still be made, milliseconds. */
export function patienceFor(name: string): number {
  return TIMELY.find(([start]) => name.startsWith(start))?.[1] ?? OTHERS_WAIT_MS;
}

/** Kinds of notices that are for whichever manager can be told, not for one member only. */
const MANAGER_NOTICES = [
  'late',
  'clock',
  'empty',
  'runs-out',
  'paused',
  'jam',
  'suggestions',
  'notice',
] as const;

export interface ManagerNotice extends Pick<Notice, 'channel' | 'member'> {
  readonly kind: (typeof MANAGER_NOTICES)[number];
  /** Unique among the notices of its kind in the workspace, so that a notice is queued once. */
  readonly about: string;
  readonly cardIn: (words: Words) => Card;
}

/**
 * A private message to one manager, in their language. If the platform refuses it to them, `tellAnotherManager` tells the
 * next in theirs.
 * @returns its name
 */
export async function queueManagerNotice(
  work: Work,
  { kind, about, channel, member, cardIn }: ManagerNotice,
): Promise<string> {
  const { language } = await wordsOf(work, member, channel);
  const name = `${kind}:${about}`;
  const cards = localizedCards((one) => cardIn(work.app.words(one)));
  await queueNotice(work, { name, channel, member, ...cardsFor(language, cards) });
  return name;
}

/** A notice about a post to its owner, or to who is told in their place; none if nobody can be told. */
export async function queueOwnerNotice(
  work: Work,
  { channel, member: owner }: Pick<PostRow, 'channel' | 'member'>,
  notice: Pick<ManagerNotice, 'kind' | 'about' | 'cardIn'>,
): Promise<void> {
  const member = await hearerOfPost(work, owner);
  if (member !== null) await queueManagerNotice(work, { ...notice, channel, member });
}

type Cards = Readonly<Record<Language, Card>>;

function localizedCards(make: (language: Language) => Card): Cards {
  return { en: make('en'), de: make('de') };
}

/** The card of a language, and those of the others. */
function cardsFor(language: Language, cards: Cards): Required<Pick<Notice, 'card' | 'also'>> {
  const { [language]: card, ...also } = cards;
  return { card, also };
}

/** Between the name of a notice and the manager who gets it in another's place. */
const INSTEAD = ' instead:';

/** Tells the next manager who is here what one was refused, until one of them can be told. */
export async function tellAnotherManager(work: Work, refused: PostRow): Promise<void> {
  const { tx } = work;
  const { kind, name, channel, card, also } = refused;
  if (kind !== 'tell' || !MANAGER_NOTICES.some((one) => name.startsWith(`${one}:`))) return;
  const [first = name] = name.split(INSTEAD);
  const maker = (await tx.posts.byName(first))?.member;
  for (const member of await managersHere(work)) {
    const theirs = `${first}${INSTEAD}${member}`;
    if (member === maker || (await tx.posts.byName(theirs)) !== null) continue;
    const { language } = await wordsOf(work, member, channel);
    const cards = cardsFor(
      language,
      localizedCards((one) => also?.[one] ?? card),
    );
    await queueNotice(work, { name: theirs, channel, member, ...cards });
    await tx.posts.passOn(name, theirs);
    return;
  }
  await tx.posts.passOn(name, null);
}
