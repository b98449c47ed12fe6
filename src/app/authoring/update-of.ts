import { deckUpdate, settingsAfter, type DeckUpdate } from '../../domain/deck-update.ts';
import type { DeckEdit, WrittenDeck } from '../../ports/deck-workshop.ts';

/** What questions that come from elsewhere do to a deck, and the edit that does it; null: nothing is to be written. */
export function updateOf(
  deck: WrittenDeck,
  brought: readonly WrittenDeck[],
): { readonly update: DeckUpdate; readonly edit: DeckEdit | null } {
  const fieldsOf = ({ questions }: WrittenDeck) => questions.map(({ fields }) => fields);
  const update = deckUpdate(fieldsOf(deck), brought.flatMap(fieldsOf));
  const { put } = update;
  const settings = settingsAfter(deck.settings, update);
  return { update, edit: put.length === 0 ? null : { kind: 'update', settings, put } };
}
