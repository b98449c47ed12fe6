import type { Localized } from '../domain/language.ts';
import type { Deck, PinnedQuestion, Question } from '../domain/deck.ts';

/** The decks as they are now: the last good version of each. */
export interface Decks {
  all(): readonly Deck[];
  find(id: string): Deck | null;
  /** What is wrong with files right now, one line each; the last good version stays in use. */
  problems(): readonly { readonly file: string; readonly message: Localized }[];
  pin(deck: Deck, question: Question): PinnedQuestion;
  /** SHA-256 of a question's own content: equal hashes are equal questions, wherever they stand in their deck. */
  contentHash(question: Question): string;
}
