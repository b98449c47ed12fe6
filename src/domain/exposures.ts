import type { Confidence } from './action.ts';
import { groupBy } from './group-by.ts';
import { FEWEST_FOR_SPREAD } from './round.ts';

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
  readonly answer: AnalysedAnswer;
}

/**
 * Decides what a report may rest on (docs/rules.md, "Reports"). The unit is a round: it is in whole or not at all, and
 * only if it is closed, not voided and holds the first exposures of at least five members. So two reports, whatever
 * their decks, tags or times, differ by nobody or by at least five members. Private sessions are not read.
 * @param rounds of one deck, withdrawn ones left out
 * @param answers to these rounds, oldest first
 */
export function publish(
  rounds: readonly AnalysedRound[],
  answers: readonly AnalysedAnswer[],
  keptSince: KeptSince,
): Published {
  const byId = new Map(rounds.map((round) => [round.id, round]));
  const firsts = new Map<string, Given>();
  const exposures = new Map<string, Exposure[]>();
  const repeats: { readonly first: Given; readonly later: Given }[] = [];
  const answered = new Map<string, number>();
  for (const answer of answers) {
    const round = byId.get(answer.round);
    if (round === undefined) continue;
    answered.set(round.id, (answered.get(round.id) ?? 0) + 1);
    const key = `${round.question}\n${answer.member}`;
    const first = firsts.get(key);
    if (first !== undefined) {
      repeats.push({ first, later: { round, answer } });
      continue;
    }
    firsts.set(key, { round, answer });
    const { member, option, sure } = answer;
    const known = exposures.get(round.id);
    const exposure = { member, option, right: round.keys.includes(option), sure };
    if (known === undefined) exposures.set(round.id, [exposure]);
    else known.push(exposure);
  }
  const gone = forgottenQuestions(rounds, keptSince);
  const closed = rounds
    .filter((round) => isFinal(round) && !gone.has(round.question))
    .toSorted((a, b) => a.openedAt - b.openedAt);
  const published = closed
    .map((round) => ({ round, exposures: withoutFewSure(exposures.get(round.id) ?? []) }))
    .filter((one) => one.exposures.length >= FEWEST_FOR_SPREAD);
  const ids = new Set(published.map(({ round }) => round.id));
  return {
    rounds: published,
    secondLooks: secondLooks(
      repeats.filter(
        ({ first, later }) =>
          ids.has(first.round.id) &&
          isFinal(later.round) &&
          first.round.content === later.round.content,
      ),
    ),
    turnouts: closed.map(({ id, day }) => {
      const count = answered.get(id) ?? 0;
      return { day, answered: count < FEWEST_FOR_SPREAD ? null : count };
    }),
  };
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

/** Members who were asked twice, by both rounds; a pair of rounds with fewer than five of them is left out. */
function secondLooks(
  repeats: readonly { readonly first: Given; readonly later: Given }[],
): readonly SecondLook[] {
  const pairs = groupBy(repeats, ({ first, later }) => `${first.round.id}\n${later.round.id}`);
  return [...pairs.values()].flatMap((pair) => {
    const question = pair[0]?.first.round.question;
    if (question === undefined || pair.length < FEWEST_FOR_SPREAD) return [];
    return [
      {
        question,
        members: pair.length,
        firstRight: pair.filter(({ first }) => isRight(first)).length,
        laterRight: pair.filter(({ later }) => isRight(later)).length,
      },
    ];
  });
}

function isRight({ round, answer }: Given): boolean {
  return round.keys.includes(answer.option);
}
