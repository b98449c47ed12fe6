import { expect, it } from 'vitest';
import { analyseDeck } from '../../src/domain/deck-analysis.ts';
import { publish, type AnalysedAnswer, type AnalysedRound } from '../../src/domain/exposures.ts';
import type { Steps } from '../../src/domain/steps.ts';
import { atOnce } from './at-once.ts';

const QUESTIONS = 100;
const MEMBERS = 400;
const ANSWERS = QUESTIONS * MEMBERS;
/** Others wait for one step at most: this part of all the work. */
const LONGEST_STEP = 1 / 15;

const rounds = Array.from({ length: QUESTIONS }, (_, at): AnalysedRound => ({
  id: `r${at}`,
  question: `q${at}`,
  hash: `h${at}`,
  content: `c${at}`,
  keys: ['a'],
  openedAt: at,
  closedAt: at + 1,
  voidedAt: null,
  day: '2026-11-24',
}));

let reads = 0;

/** The same answer; `reads` counts how often it is looked at. */
function counted<One extends object>(one: One, member: keyof One): One {
  const value = one[member];
  Object.defineProperty(one, member, {
    get: () => {
      reads += 1;
      return value;
    },
    enumerable: true,
  });
  return one;
}

/** The most answers that one step looked at, and all together. */
function work<Result>(steps: Steps<Result>): { readonly longest: number; readonly all: number } {
  let longest = 0;
  reads = 0;
  for (let before = 0, step = steps.next(); step.done !== true; step = steps.next()) {
    longest = Math.max(longest, reads - before);
    before = reads;
  }
  return { longest, all: reads };
}

function answers(): readonly AnalysedAnswer[] {
  return rounds.flatMap(({ id }, at) =>
    Array.from({ length: MEMBERS }, (_, member): AnalysedAnswer => ({
      round: id,
      member: `m${member}`,
      option: 'abcd'[(member * 7 + at * 3) % 4] ?? 'a',
      sure: null,
    })),
  );
}

it('publishes many answers in steps of which none is long', () => {
  const steps = publish(
    rounds,
    answers().map((one) => counted(one, 'option')),
    null,
  );
  const { longest, all } = work(steps);
  expect(all).toBeGreaterThanOrEqual(ANSWERS);
  expect(longest / all).toBeLessThan(LONGEST_STEP);
});

it('analyses many answers in steps of which none is long', () => {
  const published = atOnce(publish(rounds, answers(), null));
  for (const { exposures } of published.rounds)
    for (const exposure of exposures) counted(exposure, 'right');
  const options = new Map(rounds.map(({ hash }) => [hash, ['a', 'b', 'c', 'd']]));
  const { longest, all } = work(analyseDeck({ deck: 'd', rounds, published, options }));
  expect(all).toBeGreaterThanOrEqual(3 * ANSWERS);
  expect(longest / all).toBeLessThan(LONGEST_STEP);
});
