import { createHash } from 'node:crypto';
import type { Deck, PinnedQuestion, Question } from '../domain/deck.ts';
import { remembering } from '../domain/remembering.ts';

/** Pinned questions by deck. A deck that is read again is a new object, so nothing old is found for it. */
const pinnedOf = remembering((deck: Deck) =>
  remembering((question: Question) => pinAnew(deck, question)),
);

/**
 * A question with what of its deck its cards show, under the hash of all that. Editing the deck never changes it. The same
 * object for the same question of a deck, since many channels are asked it at once.
 */
export function pin(deck: Deck, question: Question): PinnedQuestion {
  return pinnedOf(deck)(question);
}

function pinAnew(deck: Deck, question: Question): PinnedQuestion {
  const asked = deck.questions.filter((one) => !one.retired || one.id === question.id);
  const content: Omit<PinnedQuestion, 'hash'> = {
    deck: deck.id,
    deckTitle: deck.title,
    style: deck.style,
    rubric: deck.rubric,
    tips: deck.tips,
    number: asked.findIndex((one) => one.id === question.id) + 1,
    of: asked.length,
    question,
  };
  return { hash: hashOf(content), ...content };
}

/** A hash of the question alone: it stays when other questions of the deck change. */
export function contentHash(question: Question): string {
  return hashOf(question);
}

function hashOf(content: object): string {
  return createHash('sha256').update(canonical(content)).digest('hex');
}

/** JSON with sorted keys: equal content gives equal letters, in whatever order the code built it. */
function canonical(content: object): string {
  return JSON.stringify(content, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
