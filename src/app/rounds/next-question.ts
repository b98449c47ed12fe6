import { nameOf, type Deck, type PinnedQuestion } from '../../domain/deck.ts';
import { pick, type Candidate } from '../../domain/question-picker.ts';
import type { Work } from '../context.ts';
import { CorrectedQuestions } from '../shared/corrections.ts';

/** Decks to draw from, each with its weight, 1 or more. */
export type Pool = readonly { readonly deck: Deck; readonly weight: number }[];

export interface NextQuestion {
  readonly pinned: PinnedQuestion;
  /** Whether this channel has been asked it before. */
  readonly isRepeat: boolean;
  /** How many questions of the pool the channel has not been asked, this one left out. */
  readonly unseen: number;
}

/** How the next question is chosen where several fit. */
export interface Choice {
  readonly questions?: CorrectedQuestions;
  readonly draw: (below: number) => number;
  /** What a manager chose; it is asked if it still may be. */
  readonly planned: { readonly deck: string; readonly question: string } | null;
}

/** The channel's next question from these decks; null if they hold none. */
export async function nextQuestion(
  work: Work,
  channel: string,
  pool: Pool,
  choice?: Choice,
): Promise<NextQuestion | null> {
  const { app, now } = work;
  const questions = choice?.questions ?? (await CorrectedQuestions.load(work));
  const candidates = await candidatesOf(work, channel, pool, questions);
  const { planned = null, draw = (below: number) => app.random.below(below) } = choice ?? {};
  const chosen =
    planned === null ? undefined : candidates.find((one) => nameOf(one) === nameOf(planned));
  const picked = chosen ?? pick(candidates, now, draw);
  const deck = pool.find((one) => one.deck.id === picked?.deck)?.deck;
  const question = deck?.questions.find((one) => one.id === picked?.question);
  if (picked === null || deck === undefined || question === undefined) return null;
  const isRepeat = picked.lastAskedAt !== null;
  const unseen = candidates.filter(({ lastAskedAt }) => lastAskedAt === null).length;
  return {
    pinned: questions.pin(deck, question),
    isRepeat,
    unseen: isRepeat ? unseen : unseen - 1,
  };
}

/** The pool's questions that may be asked, with the channel's history of each. */
export async function candidatesOf(
  work: Work,
  channel: string,
  pool: Pool,
  questions: CorrectedQuestions,
): Promise<readonly Candidate[]> {
  const asked = new Map(
    (await work.tx.rounds.askedIn(channel)).map((one) => [`${one.deck}/${one.question}`, one]),
  );
  return pool.flatMap(({ deck, weight }) =>
    deck.questions.flatMap((question, place): Candidate[] => {
      if (!questions.isAsked(deck, question)) return [];
      // A new channel has been asked nothing.
      const known = asked.size === 0 ? undefined : asked.get(`${deck.id}/${question.id}`);
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
}
