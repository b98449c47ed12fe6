import { askedCard, closedQuestionCard, questionCard } from './question-card.ts';
import { revealCard } from './reveal-card.ts';
import { periodsOf } from '../../domain/calendar.ts';
import type { PinnedQuestion } from '../../domain/deck.ts';
import { deal, keysOf, type Round } from '../../domain/round.ts';
import type { Card } from '../../domain/card.ts';
import type { ChannelSettings } from '../../ports/store.ts';
import type { Work } from '../context.ts';

export interface Opening {
  readonly channel: string;
  readonly pinned: PinnedQuestion;
  readonly settings: ChannelSettings;
  /** The schedule and its slot; null: asked by hand. */
  readonly slot: {
    readonly schedule: string;
    readonly slot: string;
    readonly day: string;
    readonly zone: string;
  } | null;
  readonly closesAt: number | null;
  /** Whether the schedule asks how sure members were; a deck may ask for it too. */
  readonly asksSure: boolean;
  /** Who hears when the post fails. */
  readonly owner: string | null;
}

/** The outbox name of a round's question; reveal and edits refer to it. */
export function questionPost(round: string): string {
  return `round:${round}`;
}

/**
 * Opens a round inside a transaction: closes what ends with the next question, deals the options, pins the question
 * and queues the post.
 */
export async function openRound(work: Work, opening: Opening): Promise<Round> {
  const { app, tx, now } = work;
  const { channel, pinned, settings, slot, closesAt } = opening;
  for (const open of await tx.rounds.openIn(channel)) {
    if (open.closesAt === null || open.closesAt <= now) await closeRound(work, open, settings);
  }
  const zone = slot?.zone ?? settings.zone;
  const round: Round = {
    id: app.random.id(),
    channel,
    pinned,
    dealt: deal(pinned.question.options.length, (below) => app.random.below(below)),
    openedAt: now,
    closesAt,
    closedAt: null,
    voidedAt: null,
    keys: keysOf(pinned),
    schedule: slot?.schedule ?? null,
    day: slot?.day ?? periodsOf(now, zone).day,
    zone,
    asksSure: opening.asksSure || (app.decks.find(pinned.deck)?.asksSure ?? false),
  };
  await tx.rounds.add({ ...round, slot: slot?.slot ?? null });
  await tx.posts.add({
    id: app.random.id(),
    name: questionPost(round.id),
    channel,
    card: questionCard(app.words(settings.language), askedCard(round, 0)),
    dueAt: now,
    now,
    // After the reveal of the round that it ends.
    turn: 1,
    what: { kind: 'post', replyTo: null, owner: opening.owner },
  });
  return round;
}

/** Closes a round inside a transaction and queues its reveal and the edit of its question. False: it was closed. */
export async function closeRound(
  work: Work,
  round: Round,
  settings: ChannelSettings,
): Promise<boolean> {
  const { app, tx, now } = work;
  // A round that ran past its time closed at that time, whenever we came by.
  // Nor does a clock that was set back close it before it opened.
  const at = Math.max(round.openedAt, Math.min(now, round.closesAt ?? now));
  if (!(await tx.rounds.close(round.id, at))) return false;
  const closed: Round = { ...round, closedAt: at };
  const words = app.words(settings.language);
  const spread = await tx.answers.spread(round.id);
  const answered = spread.reduce((sum, { count }) => sum + count, 0);
  await queueEdit(work, closed, closedQuestionCard(words, closed, answered));
  // Whoever hears of the question's fate hears of its reveal's.
  const asked = await tx.posts.byName(questionPost(round.id));
  await tx.posts.add({
    id: app.random.id(),
    name: `reveal:${round.id}`,
    channel: round.channel,
    card: revealCard(words, closed, spread),
    dueAt: now,
    now,
    what: { kind: 'post', replyTo: questionPost(round.id), owner: asked?.member ?? null },
  });
  return true;
}

/** Queues a change of a round's question message; a newer one takes the place of an older one. */
export async function queueEdit({ app, tx, now }: Work, round: Round, card: Card): Promise<void> {
  await tx.posts.add({
    id: app.random.id(),
    name: `edit:${round.id}`,
    channel: round.channel,
    card,
    dueAt: now,
    now,
    what: { kind: 'edit', of: questionPost(round.id) },
  });
}
