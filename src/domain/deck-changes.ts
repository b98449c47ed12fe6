import type { Deck } from './deck.ts';

/** What a version of a deck did to the one before it, by ids of questions. */
export interface DeckChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Whether title, tips or anything else beside the questions changed. */
  readonly settings: boolean;
  /** Whether questions that stayed stand in another order. */
  readonly order: boolean;
}

/** @param before null for a deck's first version */
export function deckChanges(before: Deck | null, after: Deck): DeckChanges {
  const old = new Map((before?.questions ?? []).map((one) => [one.id, JSON.stringify(one)]));
  const now = new Map(after.questions.map((one) => [one.id, JSON.stringify(one)]));
  const stayed = (deck: Deck): string =>
    deck.questions
      .map(({ id }) => id)
      .filter((id) => old.has(id) && now.has(id))
      .join(' ');
  return {
    added: [...now.keys()].filter((id) => !old.has(id)),
    changed: [...now].filter(([id, one]) => old.has(id) && old.get(id) !== one).map(([id]) => id),
    removed: [...old.keys()].filter((id) => !now.has(id)),
    settings: before !== null && settingsOf(before) !== settingsOf(after),
    order: before !== null && stayed(before) !== stayed(after),
  };
}

function settingsOf(deck: Deck): string {
  return JSON.stringify({ ...deck, questions: [] });
}
