import { askedCard, closedQuestionCard, questionCard } from './question-card.ts';
import { revealCard, type Spread } from './reveal-card.ts';
import { periodsOf } from '../../domain/calendar.ts';
import type { Card } from '../../domain/card.ts';
import type { PinnedQuestion } from '../../domain/deck.ts';
import { deal, keysOf, type Round } from '../../domain/round.ts';
import type { Words } from '../../i18n/index.ts';
import type { NewRound } from '../../ports/rounds.ts';
import type { ChannelSettings, NewPost, PostFate } from '../../ports/store.ts';
import { workspaceDecks, type DeckShelf } from '../shared/workspace-decks.ts';
import type { Work } from '../context.ts';
import { questionPost, revealPost } from './round-posts.ts';

export interface Opening {
  readonly channel: string;
  readonly pinned: PinnedQuestion;
  /** Whether a schedule's rotation came back to a question that this channel had been asked before. */
  readonly isRepeat: boolean;
  readonly settings: ChannelSettings;
  /** The schedule and its slot; null if a manager asked. */
  readonly slot: {
    readonly schedule: string;
    readonly slot: string;
    readonly day: string;
    readonly zone: string;
  } | null;
  /** Null if it closes with the schedule's next question, or by hand. */
  readonly closesAt: number | null;
  /** The workspace's decks, where they have been read. */
  readonly decks?: DeckShelf;
  /** Whether the schedule asks how sure members were; a deck may ask for it too. */
  readonly asksSure: boolean;
  /** The member who is told of a failed post. */
  readonly owner: string | null;
}

/**
 * Opens rounds inside a transaction: closes the same schedule's previous question, deals the options, pins the question
 * and queues the post. Other rounds of the channel stay open.
 * @param openings into channels that differ
 */
export async function openRounds(work: Work, ...openings: readonly Opening[]): Promise<void> {
  const { app, tx, now } = work;
  await endRounds(work, await replacedBy(work, openings));
  const rounds: NewRound[] = [];
  const posts: NewPost[] = [];
  for (const opening of openings) {
    const round = await dealRound(work, opening);
    rounds.push({ ...round, slot: opening.slot?.slot ?? null });
    posts.push({
      id: app.random.id(),
      name: questionPost(round.id),
      channel: round.channel,
      card: questionCard(app.words(opening.settings.language), askedCard(round, 0)),
      dueAt: now,
      now,
      turn: round.ordinal,
      what: { kind: 'post', replyTo: null, owner: opening.owner },
    });
  }
  await tx.rounds.add(...rounds);
  await tx.posts.addAll(posts);
}

/** Open rounds of the schedules that ask again. */
async function replacedBy(
  { tx }: Work,
  openings: readonly Opening[],
): Promise<readonly EndingRound[]> {
  const ending: EndingRound[] = [];
  for (const { channel, slot, settings } of openings)
    for (const round of await tx.rounds.openIn(channel))
      if (slot !== null && round.schedule === slot.schedule) ending.push({ round, settings });
  return ending;
}

/** Deals the next round of a channel. */
async function dealRound(work: Work, opening: Opening): Promise<Round> {
  const { app, tx, now } = work;
  const { channel, pinned, settings, slot, closesAt } = opening;
  const zone = slot?.zone ?? settings.zone;
  return {
    id: app.random.id(),
    channel,
    pinned,
    dealt: deal(pinned.question.options.length, (below) => app.random.below(below)),
    openedAt: now,
    closesAt,
    closedAt: null,
    voidedAt: null,
    withdrawnAt: null,
    keys: keysOf(pinned),
    schedule: slot?.schedule ?? null,
    day: slot?.day ?? periodsOf(now, zone).day,
    zone,
    asksSure:
      opening.asksSure ||
      ((opening.decks ?? (await workspaceDecks(work))).find(pinned.deck)?.asksSure ?? false),
    ordinal: await tx.rounds.nextOrdinal(channel),
    isRepeat: opening.isRepeat,
  };
}

/** Why the outbox drops a question. */
export const UNSEEN = 'its round closed before it went out';

/** What became of a round that was to be closed; `before` if it was closed already. */
export type Closing = 'closed' | 'withdrawn' | 'before';

/** A round that is to be closed, and its channel's settings. */
export interface EndingRound {
  readonly round: Round;
  readonly settings: ChannelSettings;
}

/**
 * Closes rounds inside a transaction and queues their reveals and their questions' edits. A question that has waited in
 * the outbox until now is not posted any more, and its round is withdrawn.
 * @returns what became of each, in their order
 */
async function closeRounds(
  work: Work,
  ending: readonly EndingRound[],
): Promise<readonly Closing[]> {
  const { app, tx } = work;
  const all = ending.map(({ round, settings }) => ({ round: closedNow(work, round), settings }));
  const ids = await tx.rounds.closeAll(
    all.map(({ round }) => ({ id: round.id, at: round.closedAt })),
  );
  await tx.answers.tally(...ids);
  const spreads = await tx.answers.spreads(ids);
  const questions = await tx.posts.fates(ids.map(questionPost));
  const closed = new Set(ids);
  const posts: NewPost[] = [];
  const closings: Closing[] = [];
  for (const { round, settings } of all) {
    const spread = spreads.get(round.id) ?? [];
    const question = questions.get(questionPost(round.id)) ?? null;
    if (!closed.has(round.id)) closings.push('before');
    else if (spread.length === 0 && !isOnItsWay(question, work.now)) {
      await tx.posts.drop(questionPost(round.id), UNSEEN, work.now);
      await withdrawRound(work, round.id);
      closings.push('withdrawn');
    } else {
      const result = { round, spread, words: app.words(settings.language) };
      posts.push(closedQuestionEdit(work, result), revealOf(work, result, question));
      // What members have answered is there. Else the reveal waits until a manager has seen the question.
      if (question?.state === 'unknown' && spread.length > 0)
        await tx.posts.resolveUnknown(question.id, 'there', work.now);
      closings.push('closed');
    }
  }
  await tx.posts.addAll(posts);
  return closings;
}

/** Closes rounds whose time is over. `tellMissed` later tells the owners of those that were never posted. */
export async function endRounds(work: Work, ending: readonly EndingRound[]): Promise<void> {
  const closings = await closeRounds(work, ending);
  for (const [index, { round }] of ending.entries())
    if (closings[index] === 'withdrawn') await work.tx.posts.owe(questionPost(round.id));
}

/** Closes one round as `closeRounds` does, for a manager. */
export async function closeRound(
  work: Work,
  round: Round,
  settings: ChannelSettings,
): Promise<Closing> {
  const [closing] = await closeRounds(work, [{ round, settings }]);
  return closing ?? 'before';
}

/**
 * A round that ran past its time closed at that time, however late the worker is. A clock that was set back does not
 * close it before it opened.
 */
function closedNow({ now }: Work, round: Round): Round & { readonly closedAt: number } {
  const closedAt = Math.max(round.openedAt, Math.min(now, round.closesAt ?? now));
  return { ...round, closedAt };
}

/** A post that waits no longer than this is on its way. */
const ON_ITS_WAY_MS = 60_000;

/** Whether members can see a round's question, or will within moments: false while its post is held up in the outbox. */
export async function isPosted(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  round: string,
): Promise<boolean> {
  const name = questionPost(round);
  return isOnItsWay((await tx.posts.fates([name])).get(name) ?? null, now);
}

function isOnItsWay(question: PostFate | null, now: number): boolean {
  if (question?.state === 'dropped' || question?.state === 'failed') return false;
  return question?.state !== 'pending' || now - question.createdAt < ON_ITS_WAY_MS;
}

/** What the cards of a closed round show. */
export interface RoundResult {
  readonly round: Round;
  readonly spread: readonly Spread[];
  readonly words: Words;
}

export async function resultOf(
  { app, tx }: Work,
  round: Round,
  { language }: ChannelSettings,
): Promise<RoundResult> {
  return { round, spread: await tx.answers.spread(round.id), words: app.words(language) };
}

/** Gets a closed round whose question has no answer, so that perhaps nobody saw it; null for any other. */
export async function unseenClosed(
  { tx }: Pick<Work, 'tx'>,
  id: string | null,
): Promise<Round | null> {
  const round = id === null ? null : await tx.rounds.get(id);
  if (round === null || round.closedAt === null) return null;
  return (await tx.answers.count(round.id)) === 0 ? round : null;
}

/** Queues the reveal of a round, once. */
export async function queueReveal(work: Work, result: RoundResult): Promise<void> {
  const name = questionPost(result.round.id);
  const question = (await work.tx.posts.fates([name])).get(name) ?? null;
  await work.tx.posts.add(revealOf(work, result, question));
}

/** The reveal of a round, whose failures go to the owner of the question's post. */
function revealOf(
  { app, now }: Work,
  { round, spread, words }: RoundResult,
  question: PostFate | null,
): NewPost {
  return {
    id: app.random.id(),
    name: revealPost(round.id),
    channel: round.channel,
    card: revealCard(words, round, spread),
    dueAt: now,
    now,
    turn: round.ordinal,
    what: { kind: 'post', replyTo: questionPost(round.id), owner: question?.member ?? null },
  };
}

/** Queues the edit that turns the question message into its result. */
export async function queueClosedQuestion(work: Work, result: RoundResult): Promise<void> {
  await work.tx.posts.add(closedQuestionEdit(work, result));
}

function closedQuestionEdit(work: Work, { round, spread, words }: RoundResult): NewPost {
  return questionEdit(work, round, closedQuestionCard(words, round, spread));
}

/** Queues an edit of a round's question message; a newer edit replaces an older one. */
export async function queueEdit(work: Work, round: Round, card: Card): Promise<void> {
  await work.tx.posts.add(questionEdit(work, round, card));
}

function questionEdit(work: Work, round: Round, card: Card): NewPost {
  return editOf(work, { name: `edit:${round.id}`, of: questionPost(round.id) }, round, card);
}

/** Queues an edit of a round's reveal, if there is one. */
export async function queueRevealEdit(
  work: Work,
  { round, spread, words }: RoundResult,
): Promise<void> {
  const of = revealPost(round.id);
  if ((await work.tx.posts.byName(of)) === null) return;
  const card = revealCard(words, round, spread);
  await work.tx.posts.add(editOf(work, { name: `edit-reveal:${round.id}`, of }, round, card));
}

function editOf(
  { app, now }: Work,
  { name, of }: { readonly name: string; readonly of: string },
  round: Round,
  card: Card,
): NewPost {
  return {
    id: app.random.id(),
    name,
    channel: round.channel,
    card,
    dueAt: now,
    now,
    what: { kind: 'edit', of },
  };
}

/** Withdraws a round whose question could not be posted: no reveal, no scheduled day, and it may be asked again. */
export async function withdrawRound({ tx, now }: Work, id: string): Promise<void> {
  await tx.rounds.withdraw(id, now);
  for (const name of [revealPost(id), `edit:${id}`]) {
    await tx.posts.drop(name, 'its question was not posted', now);
  }
}
