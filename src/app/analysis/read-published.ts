import {
  inOne,
  publish,
  type AnalysedRound,
  type KeptSince,
  type Published,
} from '../../domain/exposures.ts';
import { groupBy } from '../../domain/group-by.ts';
import { mergeSorted } from '../../domain/merge-sorted.ts';
import type { TimedAnswer } from '../../ports/analysis.ts';
import type { Store } from '../../ports/store.ts';
import { inTurns } from '../shared/in-turns.ts';

/** Answers that one transaction should read, so that others get their turn soon. */
const ANSWERS_A_READ = 4_000;
/** Rounds of the first read, which shows how many answers a round has. */
const FIRST_ROUNDS = 4;
const MOST_ROUNDS = 30;

/** Where answers are read. */
export interface Reading {
  readonly store: Store;
  readonly workspace: string;
}

/** How many rounds are read in one transaction. */
interface Pace {
  rounds: number;
}

/**
 * Reads the answers to a deck's rounds, piece by piece, and decides what may be published of them. What is published of
 * a question rests on its own answers alone, so whole questions are taken together.
 */
export async function readPublished(
  reading: Reading,
  rounds: readonly AnalysedRound[],
  keptSince: KeptSince,
): Promise<Published> {
  const pace: Pace = { rounds: FIRST_ROUNDS };
  const parts: Published[] = [];
  let some: AnalysedRound[] = [];
  const finish = async (): Promise<void> => {
    const answers = await readAnswers(reading, pace, some);
    parts.push(await inTurns(publish(some, answers, keptSince)));
    some = [];
  };
  for (const ofQuestion of groupBy(rounds, ({ question }) => question).values()) {
    if (some.length > 0 && some.length + ofQuestion.length > pace.rounds) await finish();
    some.push(...ofQuestion);
  }
  await finish();
  return inOne(parts);
}

/** The answers to these rounds, oldest first, in transactions of about the same size. */
async function readAnswers(
  reading: Reading,
  pace: Pace,
  rounds: readonly AnalysedRound[],
): Promise<readonly TimedAnswer[]> {
  const pages: (readonly TimedAnswer[])[] = [];
  let at = 0;
  while (at < rounds.length) {
    const ids = rounds.slice(at, at + pace.rounds).map(({ id }) => id);
    const found = await readPages(reading, ids);
    for (const page of found) pages.push(page);
    at += ids.length;
    const count = found.reduce((sum, page) => sum + page.length, 0);
    const fitting = Math.floor((ids.length * ANSWERS_A_READ) / Math.max(1, count));
    pace.rounds = Math.max(1, Math.min(MOST_ROUNDS, fitting));
  }
  return inTurns(mergeSorted(pages, byTime));
}

/** The answers to some rounds, in pages of which each is sorted by time: a round of a large team has many. */
async function readPages(
  { store, workspace }: Reading,
  rounds: readonly string[],
): Promise<readonly (readonly TimedAnswer[])[]> {
  const pages: (readonly TimedAnswer[])[] = [];
  let last: TimedAnswer | undefined;
  do {
    const page = { behind: last ?? null, limit: ANSWERS_A_READ };
    const answers = await store.tx(workspace, (tx) => tx.analysis.answers(rounds, page));
    pages.push(answers.toSorted(byTime));
    last = answers.length < ANSWERS_A_READ ? undefined : answers.at(-1);
  } while (last !== undefined);
  return pages;
}

function byTime(a: TimedAnswer, b: TimedAnswer): number {
  if (a.at !== b.at) return a.at - b.at;
  return a.round < b.round ? -1 : a.round > b.round ? 1 : 0;
}
