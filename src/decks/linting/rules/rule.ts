import type { Deck, Option, Question } from '../../../domain/deck.ts';
import type { Localized } from '../../../domain/language.ts';
import type { Overflow } from '../../../fit/index.ts';
import type { Level } from '../../reading/problem.ts';
import type { AsWritten } from '../../reading/read.ts';

/** Something that a rule found, at a path of the deck file. */
export interface Finding {
  readonly path: readonly PropertyKey[];
  readonly message: Localized;
  readonly fix: Localized;
}

/** One rule of question quality. It sees decks that can be asked; what cannot be asked is the reader's. */
export interface Rule {
  readonly id: string;
  readonly level: Level;
  /** `english`: it looks for English words, so it is silent in decks of other languages. */
  readonly language: 'any' | 'english';
  /** Whether what it finds in a question rests on no other question, nor on the deck's tips. */
  readonly byQuestion?: true;
  readonly find: (deck: Deck, context: RuleContext) => Iterable<Finding>;
}

/** What a rule knows beside the deck. */
export interface RuleContext extends LintContext {
  /** Signs of the deck's file that are shown as letters. */
  readonly asWritten: readonly AsWritten[];
}

/** What the linter is given beside decks. */
export interface LintContext {
  /** ISO date, for the age of reviews. */
  readonly today: string;
  /** How far the question's card exceeds the limits of some platform; null if every platform shows it in full. */
  readonly overflowOf: (deck: Deck, question: Question) => QuestionOverflow | null;
}

export interface QuestionOverflow extends Overflow {
  /** Where it is shown: `on Slack`, `in the local chat`. */
  readonly platform: Localized;
}

/** Below this many questions, shares over a whole deck say nothing. */
export const FEWEST_QUESTIONS = 5;

export interface Placed {
  readonly question: Question;
  readonly path: readonly PropertyKey[];
}

/** Questions that are still asked, with their paths. */
export function asked(deck: Deck): readonly Placed[] {
  return deck.questions
    .map((question, index) => ({ question, path: ['questions', index] }))
    .filter(({ question }) => !question.retired);
}

export interface PlacedOption {
  readonly option: Option;
  readonly path: readonly PropertyKey[];
}

export function optionsOf({ question, path }: Placed): readonly PlacedOption[] {
  return question.options.map((option, place) => ({
    option,
    path: [...path, 'options', place],
  }));
}

/** The share of a deck that blind guessing gets right. */
export function chanceOf(questions: readonly Placed[]): number {
  const sum = questions.reduce((total, { question }) => total + 1 / question.options.length, 0);
  return sum / Math.max(1, questions.length);
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
