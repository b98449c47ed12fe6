import type { Deck, PinnedQuestion } from '../../domain/deck.ts';
import { pick, type Candidate } from '../../domain/question-picker.ts';
import type { Work } from '../context.ts';

/** The question that is next for a channel from these decks; null when they hold none. */
export async function nextQuestion(
  { app, tx, now }: Work,
  channel: string,
  decks: readonly { readonly deck: Deck; readonly weight: number }[],
): Promise<PinnedQuestion | null> {
  const asked = new Map(
    (await tx.rounds.askedIn(channel)).map((one) => [`${one.deck}/${one.question}`, one]),
  );
  const candidates = decks.flatMap(({ deck, weight }) =>
    deck.questions.flatMap((question, place): Candidate[] => {
      if (question.retired) return [];
      const known = asked.get(`${deck.id}/${question.id}`);
      return [
        {
          deck: deck.id,
          question: question.id,
          place,
          weight,
          fixedOrder: deck.order === 'fixed',
          lastAskedAt: known?.lastAskedAt ?? null,
          answered: known?.answered ?? 0,
          right: known?.right ?? 0,
        },
      ];
    }),
  );
  const picked = pick(candidates, now, (below) => app.random.below(below));
  const deck = decks.find((one) => one.deck.id === picked?.deck)?.deck;
  const question = deck?.questions.find((one) => one.id === picked?.question);
  return deck === undefined || question === undefined ? null : app.decks.pin(deck, question);
}
