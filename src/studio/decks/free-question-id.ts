import { freeId } from '../../domain/free-id.ts';
import { slugOf } from '../../decks/importing/slug.ts';
import type { WrittenDeck } from '../../ports/deck-workshop.ts';

/** An id made of the stem that no other question of the deck has. */
export function freeQuestionId(ask: string, deck: WrittenDeck | null): string {
  const taken = new Set(deck?.questions.map(({ fields }) => fields.id));
  return freeId(slugOf(ask, 40) || 'question', taken);
}
