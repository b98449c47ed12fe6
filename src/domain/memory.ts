import { createEmptyCard, fsrs, Rating, State, type Card as FsrsCard, type Grade } from 'ts-fsrs';
import type { Confidence } from './action.ts';

/** A member's memory of one question in FSRS's terms; times are epoch milliseconds. */
export interface Memory {
  readonly dueAt: number;
  readonly lastAt: number | null;
  readonly stability: number;
  readonly difficulty: number;
  readonly reps: number;
  readonly lapses: number;
  readonly state: 'new' | 'learning' | 'review' | 'relearning';
}

/** Days instead of minutes, since a chat bot asks once a day. No fuzz, so that the same answers give the same dates. */
const SETTINGS = { enable_short_term: false, enable_fuzz: false } as const;

const STATES = {
  new: State.New,
  learning: State.Learning,
  review: State.Review,
  relearning: State.Relearning,
} as const;

/**
 * FSRS's grade of an answer: wrong is Again, right and guessed is Hard, right is Good, right and sure is Easy.
 * @param sure null if the member was not asked
 */
export function gradeOf(
  right: boolean,
  sure: Confidence | null,
): 'again' | 'hard' | 'good' | 'easy' {
  if (!right) return 'again';
  if (sure === 'guess') return 'hard';
  return sure === 'sure' ? 'easy' : 'good';
}

const RATINGS: Readonly<Record<ReturnType<typeof gradeOf>, Grade>> = {
  again: Rating.Again,
  hard: Rating.Hard,
  good: Rating.Good,
  easy: Rating.Easy,
};

/** Returns the memory after one more attempt. */
export type Remember = (
  memory: Memory | null,
  at: number,
  grade: ReturnType<typeof gradeOf>,
) => Memory;

/** @param weights of the FSRS model; the library's defaults if left out */
export function rememberWith(weights?: readonly number[]): Remember {
  const scheduler = fsrs(weights === undefined ? SETTINGS : { ...SETTINGS, w: [...weights] });
  return (memory, at, grade) => {
    const card = memory === null ? createEmptyCard(at) : toFsrs(memory);
    return fromFsrs(scheduler.next(card, at, RATINGS[grade]).card);
  };
}

export const remember = rememberWith();

function toFsrs(memory: Memory): FsrsCard {
  return {
    due: new Date(memory.dueAt),
    stability: memory.stability,
    difficulty: memory.difficulty,
    elapsed_days: 0,
    scheduled_days: 0,
    learning_steps: 0,
    reps: memory.reps,
    lapses: memory.lapses,
    state: STATES[memory.state],
    ...(memory.lastAt === null ? {} : { last_review: new Date(memory.lastAt) }),
  };
}

function fromFsrs(card: FsrsCard): Memory {
  const names = { 0: 'new', 1: 'learning', 2: 'review', 3: 'relearning' } as const;
  return {
    dueAt: card.due.getTime(),
    lastAt: card.last_review?.getTime() ?? null,
    stability: card.stability,
    difficulty: card.difficulty,
    reps: card.reps,
    lapses: card.lapses,
    state: names[card.state],
  };
}
