import { nameOf, type Deck, type PinnedQuestion } from '../../domain/deck.ts';
import { pick, type Candidate } from '../../domain/question-picker.ts';
import { remembering } from '../../domain/remembering.ts';
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
  const asked = await work.tx.rounds.askedIn(channel);
  const unasked = unaskedOf(questions)(pool);
  if (asked.length === 0) return unasked;
  const known = new Map(asked.map((one) => [nameOf(one), one]));
  return unasked.map((candidate) => {
    const found = known.get(nameOf(candidate));
    if (found === undefined) return candidate;
    const { lastAskedAt, answered, right } = found;
    return { ...candidate, lastAskedAt, answered, right };
  });
}

/** A pool's questions that may be asked, as a channel has them that was asked none; many channels draw from one pool. */
const unaskedOf = remembering((questions: CorrectedQuestions) =>
  remembering((pool: Pool): readonly Candidate[] =>
    pool.flatMap(({ deck, weight }) =>
      deck.questions.flatMap((question, place): Candidate[] =>
        questions.isAsked(deck, question)
          ? [
              {
                deck: deck.id,
                question: question.id,
                place,
                weight,
                fixedOrder: deck.order === 'fixed',
                lastAskedAt: null,
                answered: 0,
                right: 0,
              },
            ]
          : [],
      ),
    ),
  ),
);
