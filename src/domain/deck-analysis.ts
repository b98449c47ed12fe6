import { weekOf } from './calendar.ts';
import type { AnalysedRound, Published } from './exposures.ts';
import { groupBy } from './group-by.ts';
import { addScores, analyseItem, type ItemFigures, type Score } from './item-analysis.ts';
import type { Steps } from './steps.ts';

/** Goes up when the same answers give another analysis, so that no analysis of an older program is shown. */
export const ANALYSIS_VERSION = 1;

/** First and later sight of a question, by the same members. */
export interface LearningCounts {
  readonly members: number;
  readonly firstRight: number;
  readonly laterRight: number;
}

/** A question of a deck that was asked at least once. */
export interface AnalysedItem {
  readonly figures: ItemFigures;
  /** Hash of the newest content that was asked; the figures are about it. */
  readonly hash: string;
  /** Null if no five members saw the question twice. */
  readonly learning: LearningCounts | null;
}

/** Questions asked in a week, and how many answered them. */
export interface Turnout {
  /** The week's Monday. */
  readonly week: string;
  /** Closed rounds that at least five members answered, and their answers. */
  readonly rounds: number;
  readonly answers: number;
  /** Closed rounds that fewer than five members answered. */
  readonly small: number;
}

/** What the answers say of a deck. It holds no member and nothing about fewer than five. */
export interface DeckAnalysis {
  readonly deck: string;
  readonly items: readonly AnalysedItem[];
  readonly turnouts: readonly Turnout[];
}

export interface AskedDeck {
  readonly deck: string;
  readonly rounds: readonly AnalysedRound[];
  readonly published: Published;
  /** Ids of a question's options in the author's order, by a round's hash. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

/**
 * Analyses a deck. A question's figures are about the content that was asked last; what was asked before is another
 * question. Members' scores rest on everything that is published of the deck.
 */
export function* analyseDeck({ deck, rounds, published, options }: AskedDeck): Steps<DeckAnalysis> {
  const scores = new Map<string, Score>();
  for (const { exposures } of published.rounds) {
    addScores(scores, exposures);
    yield;
  }
  const exposuresOf = groupBy(published.rounds, ({ round }) => round.question);
  const looksOf = groupBy(published.secondLooks, ({ question }) => question);
  const items: AnalysedItem[] = [];
  for (const [question, asked] of groupBy(rounds, (round) => round.question)) {
    const newest = asked.reduce((a, b) => (b.openedAt >= a.openedAt ? b : a));
    const same = (exposuresOf.get(question) ?? []).filter(
      ({ round }) => round.content === newest.content,
    );
    const figures = yield* analyseItem(
      {
        question,
        options: (options.get(newest.hash) ?? []).map((id) => ({
          id,
          isKey: newest.keys.includes(id),
        })),
        rounds: same.map(({ exposures }) => exposures),
      },
      scores,
    );
    items.push({ figures, hash: newest.hash, learning: sumOf(looksOf.get(question) ?? []) });
    yield;
  }
  return { deck, items, turnouts: turnoutsOf(published) };
}

/** Null for none. */
export function sumOf(counts: readonly LearningCounts[]): LearningCounts | null {
  if (counts.length === 0) return null;
  const sum = (of: (one: LearningCounts) => number): number =>
    counts.reduce((total, one) => total + of(one), 0);
  return {
    members: sum(({ members }) => members),
    firstRight: sum(({ firstRight }) => firstRight),
    laterRight: sum(({ laterRight }) => laterRight),
  };
}

function turnoutsOf({ turnouts }: Published): readonly Turnout[] {
  return [...groupBy(turnouts, ({ day }) => weekOf(day))].map(([week, rounds]) => {
    const counts = rounds.flatMap(({ answered }) => (answered === null ? [] : [answered]));
    return {
      week,
      rounds: counts.length,
      answers: counts.reduce((sum, count) => sum + count, 0),
      small: rounds.length - counts.length,
    };
  });
}
