import type { Deck } from '../../src/domain/deck.ts';
import type { Card } from '../../src/domain/card.ts';
import type { Reply } from '../../src/domain/reply.ts';
import type { Decks } from '../../src/ports/decks.ts';
import type { Place } from '../../src/ports/identity.ts';
import { streakOf } from '../../src/app/leaderboard/streak.ts';
import { contentHash } from '../../src/decks/pin.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import { pinOf } from '../stories/decks.ts';
import { codeOf, letterOf, readCard, type Shown } from '../stories/stage.ts';
import { PLACE, type World } from '../stories/world.ts';

// What the stories of weeks share: a clock that jumps, decks that are edited, presses on one certain message.

export const en = wordsIn('en');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Decks whose files are edited while the bot runs. */
export class EditedDecks implements Decks {
  private decks: readonly Deck[];

  constructor(...decks: readonly Deck[]) {
    this.decks = decks;
  }

  edit(change: (decks: readonly Deck[]) => readonly Deck[]): void {
    this.decks = change(this.decks);
  }

  all(): readonly Deck[] {
    return this.decks;
  }

  find(id: string): Deck | null {
    return this.decks.find((deck) => deck.id === id) ?? null;
  }

  problems(): readonly never[] {
    return [];
  }

  pin = pinOf;
  contentHash = contentHash;
}

/** Jumps to a moment and lets the worker do what is due. */
export async function goTo(world: World, iso: string): Promise<void> {
  world.clock.jumpTo(Date.parse(iso));
  await world.worker.tick();
}

/** Jumps ahead and lets the worker do what is due. */
export async function later(world: World, ms: number): Promise<void> {
  world.clock.jumpTo(world.clock.now() + ms);
  await world.worker.tick();
}

/** Time passes with the worker looking in once an hour. */
export async function passes(world: World, ms: number): Promise<void> {
  const end = world.clock.now() + ms;
  while (world.clock.now() < end) await later(world, Math.min(HOUR, end - world.clock.now()));
}

export function named(world: World, start: string, place: Place = PLACE): readonly Shown[] {
  return world.stage.messages.filter(
    ({ name, place: { channel, workspace } }) =>
      name.startsWith(start) && channel === place.channel && workspace === place.workspace,
  );
}

/** The newest message of that name in a channel. */
export function newest(world: World, start: string, place: Place = PLACE): Shown {
  const shown = named(world, start, place).at(-1);
  if (shown === undefined) throw new Error(`nothing in ${place.channel} is called ${start}`);
  return shown;
}

export const roundOf = ({ name }: Shown): string => name.slice(name.indexOf(':') + 1);

/** The code of the option with that word, kept from before the question closed. */
export const optionCode = ({ card }: Shown, word: string): string =>
  codeOf(card, letterOf(card, word));

/** A member chooses in a certain message; the clock moves on a little, as people do. */
export function answers(world: World, member: string, shown: Shown, word: string): Promise<string> {
  world.clock.jumpTo(world.clock.now() + 3_000);
  return world.presses(member, optionCode(shown, word), shown.place);
}

/** What the bot told a member privately of its own accord. */
export const told = (world: World, member: string): readonly string[] =>
  world.stage.told.filter((one) => one.member === member).map(({ card }) => readCard(card));

export function cardOf(reply: Reply): Card {
  if (reply.kind !== 'card' && reply.kind !== 'replace') throw new Error(`no card: ${reply.kind}`);
  return reply.card;
}

/** Presses the button of that label on a card that only this member sees. */
export async function press(
  world: World,
  member: string,
  card: Card,
  label: string,
  place: Place = PLACE,
): Promise<Card> {
  world.clock.jumpTo(world.clock.now() + 3_000);
  const reply = await world.bot.handle({
    place,
    actor: { id: member, name: member, manages: member === 'boss', locale: null, zone: null },
    intent: { kind: 'press', code: codeOf(card, label), message: 'm', own: true },
  });
  await world.worker.flush();
  return cardOf(reply);
}

export function streak(world: World, member: string, place: Place = PLACE): Promise<number> {
  return world.store.tx(place.workspace, (tx) =>
    streakOf(tx, place.channel, member, world.clock.now()),
  );
}

/** A member's points on a board as everybody sees it. */
export async function points(
  world: World,
  member: string,
  {
    period = 'all',
    scope = PLACE.channel,
    reader = null,
    workspace = PLACE.workspace,
  }: {
    readonly period?: string;
    readonly scope?: string;
    readonly reader?: string | null;
    readonly workspace?: string;
  } = {},
): Promise<number | null> {
  const top = await world.store.tx(workspace, (tx) =>
    tx.boards.top({ scope, period, reader }, 100),
  );
  return top.find((row) => row.member === member)?.points ?? null;
}

/** Ids of the questions that a channel was asked, in order. */
export function asked(world: World, place: Place = PLACE): Promise<readonly string[]> {
  return world.store.tx(place.workspace, async (tx) => {
    const rounds = await tx.rounds.recent(place.channel, 1_000);
    return rounds.map(({ pinned }) => pinned.question.id).toReversed();
  });
}
