import { weeksBefore } from './calendar.ts';
import {
  sumOf,
  type DeckAnalysis,
  type AnalysedItem,
  type LearningCounts,
  type Turnout,
} from './deck-analysis.ts';
import { groupBy } from './group-by.ts';
import type { Finding, ItemFigures } from './item-analysis.ts';
import { shareOf, type Share } from './statistics.ts';

/** Weeks of participation that a report shows. */
const WEEKS_SHOWN = 26;
/** A topic is not known if the upper end of its interval is below this, at first sight and later. */
const UNKNOWN_BELOW = 0.6;

/** What a report says of a question in words. */
export interface QuestionText {
  readonly stem: string;
  readonly tags: readonly string[];
  /** An option's gist by its id. */
  readonly gists: ReadonlyMap<string, string>;
}

export interface ReportItem extends QuestionText {
  readonly deck: string;
  readonly question: string;
  readonly figures: ItemFigures;
  readonly learning: Learning | null;
  /** Number of problems that members reported. */
  readonly problems: number;
}

/** The same members, when they saw questions first and later. */
export interface Learning {
  readonly first: Share;
  readonly later: Share;
}

/** A deck or a tag. */
export interface Topic {
  readonly name: string;
  /** Number of its questions that were asked. */
  readonly asked: number;
  /** Share right at first sight; null if there are too few answers. */
  readonly first: Share | null;
  readonly learning: Learning | null;
}

/** How the questions do. It holds no member and nothing about fewer than five. */
export interface Report {
  /** The deck that it is about; null for all. */
  readonly deck: string | null;
  /** Those to look at first, then by deck. */
  readonly items: readonly ReportItem[];
  readonly decks: readonly Topic[];
  readonly tags: readonly Topic[];
  /** Oldest first, weeks without questions included. */
  readonly weeks: readonly Turnout[];
  /** Tags that the members do not know, least known first. */
  readonly unknown: readonly Topic[];
}

export interface ReportSources {
  readonly deck: string | null;
  readonly analyses: readonly DeckAnalysis[];
  readonly textOf: (deck: string, item: AnalysedItem) => QuestionText;
  /** Reported problems by `deck/question`. */
  readonly problems: ReadonlyMap<string, number>;
  /** The Monday of the present week. */
  readonly week: string;
}

export function makeReport({ deck, analyses, textOf, problems, week }: ReportSources): Report {
  const all = analyses.flatMap((analysis) =>
    analysis.items.map((item): Counted => {
      const { question } = item.figures;
      return {
        learningCounts: item.learning,
        item: {
          ...textOf(analysis.deck, item),
          deck: analysis.deck,
          question,
          figures: item.figures,
          learning: learningOf(item.learning),
          problems: problems.get(`${analysis.deck}/${question}`) ?? 0,
        },
      };
    }),
  );
  const tags = topicsOf(all, ({ tags: own }) => own);
  return {
    deck,
    items: all
      .map(({ item }) => ({ item, urgency: urgency(item) }))
      .sort((a, b) => b.urgency - a.urgency)
      .map(({ item }) => item),
    decks: topicsOf(all, (item) => [item.deck]),
    tags,
    weeks: weeksOf(analyses, week),
    unknown: tags
      .filter(isUnknown)
      .toSorted((a, b) => (a.first?.value ?? 0) - (b.first?.value ?? 0)),
  };
}

/** Findings by urgency. */
const URGENCY: Readonly<Record<Finding['kind'], number>> = {
  'wrong-key': 100,
  'none-right': 50,
  weak: 20,
  'sure-and-wrong': 15,
  dead: 4,
  'all-right': 2,
};

/** How much a question needs its author; 0 for a sound one. */
export function urgency({ figures, problems }: ReportItem): number {
  const found = figures.findings.reduce((sum, { kind }) => sum + URGENCY[kind], 0);
  return found + Math.min(problems, 3) * 10;
}

interface Counted {
  readonly item: ReportItem;
  readonly learningCounts: LearningCounts | null;
}

function topicsOf(
  all: readonly Counted[],
  namesOf: (item: ReportItem) => readonly string[],
): readonly Topic[] {
  const named = all.flatMap((one) => namesOf(one.item).map((name) => ({ name, ...one })));
  return [...groupBy(named, ({ name }) => name)]
    .map(([name, ofName]): Topic => {
      const shares = ofName.flatMap(({ item }) => item.figures.right ?? []);
      const of = shares.reduce((sum, share) => sum + share.of, 0);
      const right = shares.reduce((sum, share) => sum + share.count, 0);
      return {
        name,
        asked: ofName.length,
        first: of === 0 ? null : shareOf(right, of),
        learning: learningOf(sumOf(ofName.flatMap(({ learningCounts }) => learningCounts ?? []))),
      };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function learningOf(counts: LearningCounts | null): Learning | null {
  if (counts === null) return null;
  return {
    first: shareOf(counts.firstRight, counts.members),
    later: shareOf(counts.laterRight, counts.members),
  };
}

function isUnknown({ first, learning }: Topic): boolean {
  const isLow = (share: Share): boolean => share.interval.high < UNKNOWN_BELOW;
  return first !== null && isLow(first) && (learning === null || isLow(learning.later));
}

function weeksOf(analyses: readonly DeckAnalysis[], week: string): readonly Turnout[] {
  const byWeek = groupBy(
    analyses.flatMap(({ turnouts }) => turnouts),
    (turnout) => turnout.week,
  );
  const weeks = Array.from({ length: WEEKS_SHOWN }, (_, back) =>
    weeksBefore(week, WEEKS_SHOWN - 1 - back),
  );
  const shown = weeks.map((monday): Turnout => {
    const all = byWeek.get(monday) ?? [];
    const sum = (of: (turnout: Turnout) => number): number =>
      all.reduce((total, turnout) => total + of(turnout), 0);
    return {
      week: monday,
      rounds: sum(({ rounds }) => rounds),
      answers: sum(({ answers }) => answers),
      small: sum(({ small }) => small),
    };
  });
  const begin = shown.findIndex(({ rounds, small }) => rounds + small > 0);
  return begin === -1 ? [] : shown.slice(begin);
}
