import type { Confidence } from './action.ts';
import { FEWEST_FOR_SPREAD } from './round.ts';
import type { Steps } from './steps.ts';

/** Answers that are read in one step. */
const ANSWERS_A_STEP = 2_000;

/** A round as the analysis reads it. Times are epoch milliseconds. */
export interface AnalysedRound {
  readonly id: string;
  readonly question: string;
  /** Hash of what was asked, its deck's tips and rubric included. */
  readonly hash: string;
  /** Hash of the question's own content. */
  readonly content: string;
  readonly keys: readonly string[];
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly voidedAt: number | null;
  /** Local date of asking. */
  readonly day: string;
}

export interface AnalysedAnswer {
  readonly round: string;
  readonly member: string;
  readonly option: string;
  readonly sure: Confidence | null;
}

/** A member's first answer to a question. */
export interface Exposure {
  readonly member: string;
  readonly option: string;
  readonly right: boolean;
  readonly sure: Confidence | null;
}

/** Members who answered a question in one round and again in a later one. */
export interface SecondLook {
  readonly question: string;
  readonly members: number;
  readonly firstRight: number;
  readonly laterRight: number;
}

/** The part of a deck's answers that reports rest on. */
export interface Published {
  /** Rounds with their first exposures, oldest first. */
  readonly rounds: readonly {
    readonly round: AnalysedRound;
    readonly exposures: readonly Exposure[];
  }[];
  readonly secondLooks: readonly SecondLook[];
  /** Number of answers of each closed round. */
  readonly turnouts: readonly {
    readonly day: string;
    /** Null if fewer than five members answered. */
    readonly answered: number | null;
  }[];
}

/** Answers of a deck before this month (`2026-11`) may have been deleted. Null if none were. */
export type KeptSince = string | null;

interface Given {
  readonly round: AnalysedRound;
  readonly isRight: boolean;
}

/** Two rounds of a question, and those who answered both. */
interface Pair {
  readonly first: AnalysedRound;
  readonly later: AnalysedRound;
  members: number;
  firstRight: number;
  laterRight: number;
}

/**
 * Decides what a report may rest on (docs/rules.md, "Reports"). The unit is a round: it is in whole or not at all, and
 * only if it is closed, not voided and holds the first exposures of at least five members. So two reports, whatever
 * their decks, tags or times, differ by nobody or by at least five members. Private sessions are not read.
 * @param rounds of one deck, withdrawn ones left out
 * @param answers to these rounds, oldest first
 */
export function* publish(
  rounds: readonly AnalysedRound[],
  answers: readonly AnalysedAnswer[],
  keptSince: KeptSince,
): Steps<Published> {
  const { exposures, answered, pairs } = yield* readAnswers(rounds, answers);
  const gone = forgottenQuestions(rounds, keptSince);
  const closed = rounds
    .filter((round) => isFinal(round) && !gone.has(round.question))
    .toSorted((a, b) => a.openedAt - b.openedAt);
  const published: Published['rounds'][number][] = [];
  for (const round of closed) {
    const ofRound = withoutFewSure(exposures.get(round.id) ?? []);
    if (ofRound.length >= FEWEST_FOR_SPREAD) published.push({ round, exposures: ofRound });
    yield;
  }
  const ids = new Set(published.map(({ round }) => round.id));
  return {
    rounds: published,
    secondLooks: secondLooks(pairs.filter(({ first }) => ids.has(first.id))),
    turnouts: closed.map(({ id, day }) => {
      const count = answered.get(id) ?? 0;
      return { day, answered: count < FEWEST_FOR_SPREAD ? null : count };
    }),
  };
}

/** First exposures and number of answers by round, and who answered a question again. */
function* readAnswers(
  rounds: readonly AnalysedRound[],
  answers: readonly AnalysedAnswer[],
): Steps<{
  readonly exposures: ReadonlyMap<string, readonly Exposure[]>;
  readonly answered: ReadonlyMap<string, number>;
  readonly pairs: readonly Pair[];
}> {
  const byId = new Map(rounds.map((round) => [round.id, round]));
  const firsts = new Map<string, Given>();
  const exposures = new Map<string, Exposure[]>();
  const answered = new Map<string, number>();
  const pairs = new Map<string, Pair>();
  for (const [place, { round: id, member, option, sure }] of answers.entries()) {
    if (place % ANSWERS_A_STEP === ANSWERS_A_STEP - 1) yield;
    const round = byId.get(id);
    if (round === undefined) continue;
    answered.set(id, (answered.get(id) ?? 0) + 1);
    const right = round.keys.includes(option);
    const key = `${round.question}\n${member}`;
    const first = firsts.get(key);
    if (first !== undefined) {
      addToPair(pairs, first, { round, isRight: right });
      continue;
    }
    firsts.set(key, { round, isRight: right });
    const known = exposures.get(id);
    const exposure = { member, option, right, sure };
    if (known === undefined) exposures.set(id, [exposure]);
    else known.push(exposure);
  }
  return { exposures, answered, pairs: [...pairs.values()] };
}

function addToPair(pairs: Map<string, Pair>, first: Given, later: Given): void {
  const key = `${first.round.id}\n${later.round.id}`;
  const known = pairs.get(key);
  const pair = known ?? {
    first: first.round,
    later: later.round,
    members: 0,
    firstRight: 0,
    laterRight: 0,
  };
  pair.members += 1;
  if (first.isRight) pair.firstRight += 1;
  if (later.isRight) pair.laterRight += 1;
  if (known === undefined) pairs.set(key, pair);
}

/** What was published of parts of a deck that share no question. */
export function inOne(parts: readonly Published[]): Published {
  return {
    rounds: parts
      .flatMap(({ rounds }) => rounds)
      .toSorted((a, b) => a.round.openedAt - b.round.openedAt),
    secondLooks: parts.flatMap(({ secondLooks: looks }) => looks),
    turnouts: parts.flatMap(({ turnouts }) => turnouts),
  };
}

/** How sure members were is left out where fewer than five said it. */
function withoutFewSure(exposures: readonly Exposure[]): readonly Exposure[] {
  const said = exposures.filter(({ sure }) => sure !== null).length;
  if (said === 0 || said >= FEWEST_FOR_SPREAD) return exposures;
  return exposures.map((exposure) => ({ ...exposure, sure: null }));
}

function isFinal(round: AnalysedRound): boolean {
  return round.closedAt !== null && round.voidedAt === null;
}

/**
 * The first day from which on no answer was deleted. Answers are deleted by the channel's months, and a round's day may
 * be another zone's.
 */
export function firstSafeDay(keptSince: string): string {
  return `${keptSince}-03`;
}

/** Questions of which deleted answers may have been the first exposures. */
function forgottenQuestions(
  rounds: readonly AnalysedRound[],
  keptSince: KeptSince,
): ReadonlySet<string> {
  if (keptSince === null) return new Set();
  const safe = firstSafeDay(keptSince);
  return new Set(rounds.filter(({ day }) => day < safe).map(({ question }) => question));
}

/** Members who were asked the same twice; a pair of rounds with fewer than five of them is left out. */
function secondLooks(pairs: readonly Pair[]): readonly SecondLook[] {
  return pairs
    .filter(
      ({ first, later, members }) =>
        members >= FEWEST_FOR_SPREAD && isFinal(later) && first.content === later.content,
    )
    .map(({ first, members, firstRight, laterRight }) => ({
      question: first.question,
      members,
      firstRight,
      laterRight,
    }));
}
