import type { Question } from '../../domain/deck.ts';
import { remembering } from '../../domain/remembering.ts';
import { plain, type Text } from '../../domain/text.ts';

/**
 * Remembers what was made of a text for as long as the text exists. The reader returns the same object for the same
 * letters, so while an author edits a deck, only the changed text is computed again.
 */
export function byText<T>(make: (text: Text) => T): (text: Text) => T {
  return remembering(make);
}

/** The same for questions. */
export function byQuestion<T>(make: (question: Question) => T): (question: Question) => T {
  return remembering(make);
}

/** A text's letters, without its styles. */
export const lettersOf = byText(plain);
