import type { Exposure } from './exposures.ts';
import { FEWEST_FOR_SPREAD } from './round.ts';
import type { Steps } from './steps.ts';
import {
  correlation,
  correlationInterval,
  isMoreOften,
  shareOf,
  type Interval,
  type Share,
} from './statistics.ts';

/** Answers that a discrimination needs. */
export const FEWEST_FOR_DISCRIMINATION = 30;
/** Answers that the halves of the members need: ten members in each. */
export const FEWEST_FOR_HALVES = 20;
/** Answers from which on a distractor that few choose is called dead. */
export const FEWEST_FOR_DEAD = 40;
/** A distractor below this share is dead. */
export const DEAD_SHARE = 0.05;
/** A discrimination is weak if the upper end of its interval is below this. */
export const WEAK_DISCRIMINATION = 0.25;
/** "Confident but wrong" is a finding if the lower end of its interval is above this. */
export const MANY_SURE_AND_WRONG = 0.2;
/** A member's score needs this many other answers in the deck. */
const FEWEST_OTHERS = 3;

/** How an option does. Shares are between 0 and 1. */
export interface OptionFigures {
  readonly option: string;
  readonly isKey: boolean;
  readonly chosen: number;
  readonly share: number;
  /** The share in the better and in the weaker half of the members; null if there are too few answers. */
  readonly halves: { readonly better: number; readonly weaker: number } | null;
}

/** What an author should look at, most urgent first. */
export type Finding =
  /** The better half prefers this distractor to the key. */
  | { readonly kind: 'wrong-key'; readonly options: readonly string[] }
  | { readonly kind: 'none-right' }
  /** Members who know more are right no more often than others. */
  | { readonly kind: 'weak' }
  | { readonly kind: 'sure-and-wrong' }
  | { readonly kind: 'dead'; readonly options: readonly string[] }
  | { readonly kind: 'all-right' };

export interface ItemFigures {
  readonly question: string;
  /** First exposures; 0 stands for fewer than five too. */
  readonly answered: number;
  /** Null if there are too few answers. */
  readonly right: Share | null;
  /**
   * Point-biserial correlation of being right with the share right of the member's other first answers in the deck
   * (item-rest; Henrysson 1963, "Correction of item-total correlations in item analysis"). Null if there are too few
   * answers or nothing varies.
   */
  readonly discrimination: {
    readonly value: number;
    readonly interval: Interval;
    readonly of: number;
  } | null;
  readonly options: readonly OptionFigures[];
  /** Sure and wrong, of those who said how sure they were; null if fewer than five said it. */
  readonly sureAndWrong: Share | null;
  readonly findings: readonly Finding[];
}

/** First exposures of a question. */
export interface Item {
  readonly question: string;
  /** In the author's order. */
  readonly options: readonly { readonly id: string; readonly isKey: boolean }[];
  /** By round. */
  readonly rounds: readonly (readonly Exposure[])[];
}

/** A member's first answers in the deck. */
export interface Score {
  readonly right: number;
  readonly answered: number;
}

/** Adds a round's first answers to the members' scores. */
export function addScores(scores: Map<string, Score>, exposures: Iterable<Exposure>): void {
  for (const { member, right } of exposures) {
    const { right: before, answered } = scores.get(member) ?? { right: 0, answered: 0 };
    scores.set(member, { right: before + (right ? 1 : 0), answered: answered + 1 });
  }
}

/** The figures of a question. @param scores of all members over the whole deck, this question included */
export function* analyseItem(item: Item, scores: ReadonlyMap<string, Score>): Steps<ItemFigures> {
  const { question } = item;
  const exposures = item.rounds.flat();
  const answered = exposures.length;
  if (answered < FEWEST_FOR_SPREAD) {
    return {
      question,
      answered: 0,
      right: null,
      discrimination: null,
      options: [],
      sureAndWrong: null,
      findings: [],
    };
  }
  const ranked: Ranked[] = [];
  for (const round of item.rounds) {
    for (const one of rankedBy(round, scores)) ranked.push(one);
    yield;
  }
  const discrimination = discriminationOf(ranked);
  yield;
  const options = optionsOf(item, exposures, ranked);
  yield;
  const figures = {
    question,
    answered,
    right: shareOf(exposures.filter(({ right }) => right).length, answered),
    discrimination,
    options,
    sureAndWrong: sureAndWrongOf(exposures),
  };
  return { ...figures, findings: findingsOf(figures, ranked.length / 2) };
}

/** An exposure with the member's score in the deck's other questions. */
interface Ranked extends Pick<Exposure, 'option' | 'right'> {
  readonly rest: number;
}

/** A round's exposures with scores; empty if fewer than five members have one. */
function rankedBy(
  exposures: readonly Exposure[],
  scores: ReadonlyMap<string, Score>,
): readonly Ranked[] {
  const ranked: Ranked[] = [];
  for (const { member, option, right } of exposures) {
    const score = scores.get(member);
    const others = (score?.answered ?? 0) - 1;
    if (score === undefined || others < FEWEST_OTHERS) continue;
    ranked.push({ option, right, rest: (score.right - (right ? 1 : 0)) / others });
  }
  return ranked.length < FEWEST_FOR_SPREAD ? [] : ranked;
}

function discriminationOf(ranked: readonly Ranked[]): ItemFigures['discrimination'] {
  const of = ranked.length;
  if (of < FEWEST_FOR_DISCRIMINATION) return null;
  const value = correlation(ranked.map(({ right, rest }) => [right ? 1 : 0, rest]));
  return value === null ? null : { value, interval: correlationInterval(value, of), of };
}

function optionsOf(
  item: Item,
  exposures: readonly Exposure[],
  ranked: readonly Ranked[],
): readonly OptionFigures[] {
  const half = ranked.length / 2;
  const better = ranked.length < FEWEST_FOR_HALVES ? null : betterHalf(ranked);
  const all = countsOf(exposures);
  const both = countsOf(ranked);
  return item.options.map(({ id, isKey }) => {
    const chosen = all.get(id) ?? 0;
    const inBetter = better?.get(id) ?? 0;
    const inBoth = both.get(id) ?? 0;
    return {
      option: id,
      isKey,
      chosen,
      share: chosen / exposures.length,
      halves:
        better === null ? null : { better: inBetter / half, weaker: (inBoth - inBetter) / half },
    };
  });
}

/** How often each option was chosen. */
function countsOf(exposures: readonly Pick<Exposure, 'option'>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { option } of exposures) counts.set(option, (counts.get(option) ?? 0) + 1);
  return counts;
}

/**
 * How often the better half chose each option. Members who tie at the middle count for both halves by parts, so that
 * the order of equals changes nothing.
 */
function betterHalf(ranked: readonly Ranked[]): ReadonlyMap<string, number> {
  const half = ranked.length / 2;
  const rests = ranked.map(({ rest }) => rest).sort((a, b) => b - a);
  const middle = rests[Math.ceil(half) - 1] ?? 0;
  const above = rests.filter((rest) => rest > middle).length;
  const part = (half - above) / rests.filter((rest) => rest === middle).length;
  const chosen = new Map<string, number>();
  for (const { option, rest } of ranked) {
    const weight = rest > middle ? 1 : rest === middle ? part : 0;
    chosen.set(option, (chosen.get(option) ?? 0) + weight);
  }
  return chosen;
}

function sureAndWrongOf(exposures: readonly Exposure[]): Share | null {
  const said = exposures.filter(({ sure }) => sure !== null);
  if (said.length < FEWEST_FOR_SPREAD) return null;
  return shareOf(said.filter(({ sure, right }) => sure === 'sure' && !right).length, said.length);
}

/** @param half number of members in each half */
function findingsOf(
  figures: Omit<ItemFigures, 'findings' | 'question'>,
  half: number,
): readonly Finding[] {
  const { right, discrimination, options, answered, sureAndWrong } = figures;
  const found: Finding[] = [];
  const suspects = suspectKeys(options, half);
  if (suspects.length > 0) found.push({ kind: 'wrong-key', options: suspects });
  if (right?.value === 0) found.push({ kind: 'none-right' });
  if (discrimination !== null && discrimination.interval.high < WEAK_DISCRIMINATION)
    found.push({ kind: 'weak' });
  if (sureAndWrong !== null && sureAndWrong.interval.low > MANY_SURE_AND_WRONG)
    found.push({ kind: 'sure-and-wrong' });
  const dead = answered < FEWEST_FOR_DEAD ? [] : options.filter(isDead);
  if (dead.length > 0) found.push({ kind: 'dead', options: dead.map(({ option }) => option) });
  if (right?.value === 1) found.push({ kind: 'all-right' });
  return found;
}

function isDead({ isKey, share }: OptionFigures): boolean {
  return !isKey && share < DEAD_SHARE;
}

/**
 * Distractors that the better half prefers to the keys, more often than chance explains, and more than the weaker half
 * does. A hard question's misconception attracts the weaker half.
 */
function suspectKeys(options: readonly OptionFigures[], half: number): readonly string[] {
  const better = options
    .filter(({ isKey }) => isKey)
    .reduce((sum, { halves }) => sum + (halves?.better ?? 0), 0);
  return options
    .filter(
      ({ isKey, halves }) =>
        !isKey &&
        halves !== null &&
        isMoreOften(halves.better * half, better * half) &&
        halves.better > halves.weaker,
    )
    .map(({ option }) => option);
}
