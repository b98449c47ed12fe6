import { createEmptyCard, fsrs, Rating, State, type Card as FsrsCard, type Grade } from 'ts-fsrs';
import type { Confidence } from './action.ts';

/** What a member remembers of one question, as FSRS counts it; times are epoch milliseconds. */
export interface Memory {
  readonly dueAt: number;
  readonly lastAt: number | null;
  readonly stability: number;
  readonly difficulty: number;
  readonly reps: number;
  readonly lapses: number;
  readonly state: 'new' | 'learning' | 'review' | 'relearning';
}

/** Days, not minutes: a chat bot asks once a day (packages.md §5). No fuzz: the same answers give the same dates. */
const SETTINGS = { enable_short_term: false, enable_fuzz: false } as const;

const STATES = {
  new: State.New,
  learning: State.Learning,
  review: State.Review,
  relearning: State.Relearning,
} as const;

/**
 * How an answer grades the memory (learning.md, decision 9): wrong is Again, right and guessed is Hard, right is Good,
 * right and sure is Easy.
 * @param sure null: not asked, as in channels
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

/** The memory after one more sight. */
export type Remember = (
  memory: Memory | null,
  at: number,
  grade: ReturnType<typeof gradeOf>,
) => Memory;

/** @param weights of the FSRS model; left out: those that the library recommends for everybody */
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
