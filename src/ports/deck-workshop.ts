import type { Deck } from '../domain/deck.ts';
import type { Localized } from '../domain/language.ts';
import type { DeckSettings, QuestionFields } from '../domain/deck-fields.ts';

/** Something wrong in the YAML of a deck. Lines and columns count from 1. */
export interface DeckMark {
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly level: 'error' | 'warning' | 'info';
  readonly message: Localized;
  readonly fix: Localized | null;
  /** The question that it is about, counted from 0; null for the deck as a whole. */
  readonly question: number | null;
}

/** The YAML of a deck, read and linted. */
export interface CheckedDeck {
  /** Null while something in it makes it unusable. */
  readonly deck: Deck | null;
  readonly marks: readonly DeckMark[];
  /** What its author wrote, as far as it can be told; null if it is no YAML. */
  readonly written: WrittenDeck | null;
}

export interface WrittenDeck {
  readonly settings: DeckSettings;
  readonly questions: readonly WrittenQuestion[];
}

export interface WrittenQuestion {
  readonly fields: QuestionFields;
  /** Its own lines of the YAML, with their indentation taken off. */
  readonly source: string;
  /** Where they begin in the deck, counted from 1. */
  readonly line: number;
}

/** One change to the YAML of a deck; questions are named by their place, counted from 0. */
export type DeckEdit =
  | { readonly kind: 'settings'; readonly settings: DeckSettings }
  /** `at` null: behind the last one. */
  | {
      readonly kind: 'question';
      readonly at: number | null;
      readonly fields: QuestionFields;
      /** A comment above a new question. */
      readonly comment?: string;
    }
  /** All of a new deck. */
  | {
      readonly kind: 'whole';
      readonly settings: DeckSettings;
      readonly questions: readonly QuestionFields[];
    }
  /** Many questions at once, and the settings. */
  | {
      readonly kind: 'update';
      readonly settings: DeckSettings;
      readonly put: readonly { readonly at: number | null; readonly fields: QuestionFields }[];
    }
  | { readonly kind: 'source'; readonly at: number | null; readonly source: string }
  | { readonly kind: 'move'; readonly from: number; readonly to: number }
  | { readonly kind: 'remove'; readonly at: number }
  | { readonly kind: 'retire'; readonly at: number; readonly retired: boolean };

export type MergedDeck =
  | { readonly kind: 'merged'; readonly source: string }
  /** Ids of the questions that both changed; an empty id stands for the deck's settings. */
  | { readonly kind: 'conflict'; readonly about: readonly string[] };

/**
 * Reads, lints and changes the YAML of decks, apart from the event loop.
 * @throws WorkshopError when the YAML takes too long or too much memory, cannot be changed as it is, or would become too large
 */
export interface DeckWorkshop {
  check(source: string): Promise<CheckedDeck>;
  edit(source: string, edit: DeckEdit): Promise<string>;
  /** Joins two versions that were made of the same one. */
  merge(versions: {
    readonly base: string;
    readonly mine: string;
    readonly theirs: string;
  }): Promise<MergedDeck>;
}

/**
 * `broken`: the YAML cannot be read, so it cannot be changed either. `too-hard`: it takes too long. `too-large`: changed so,
 * no deck could hold it.
 */
export class WorkshopError extends Error {
  override readonly name = 'WorkshopError';
  constructor(readonly kind: 'broken' | 'too-hard' | 'too-large') {
    super(WHY[kind]);
  }
}

const WHY = {
  broken: 'the YAML cannot be read',
  'too-hard': 'the deck is too hard to read',
  'too-large': 'the deck would be too large',
} as const;
