import { slugOf } from '../../decks/importing/slug.ts';
import type { WrittenDeck } from '../../ports/deck-workshop.ts';

/** An id made of the stem that no other question of the deck has. */
export function freeQuestionId(ask: string, deck: WrittenDeck | null): string {
  const taken = new Set(deck?.questions.map(({ fields }) => fields.id));
  const id = slugOf(ask, 40) || 'question';
  let number = 1;
  while (taken.has(number === 1 ? id : `${id}-${number}`)) number += 1;
  return number === 1 ? id : `${id}-${number}`;
}
