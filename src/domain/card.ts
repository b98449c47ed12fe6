import type { Action } from './action.ts';
import type { Spans, Text } from './text.ts';

/**
 * A platform-neutral message. Blocks are few and rich; a new feature combines them and adds no kind, so that
 * N features and M platforms cost N + M.
 */
export interface Card {
  /** Notification line, screen-reader label and fallback in one; plain text, required. */
  readonly gist: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  /** `quiet` is for rubric and footer. */
  | { readonly kind: 'text'; readonly text: Text; readonly tone: 'normal' | 'quiet' }
  | { readonly kind: 'choices'; readonly choices: readonly Choice[] }
  | {
      readonly kind: 'rows';
      /** The table's subject, for screen readers. */
      readonly label: string;
      readonly columns: readonly Column[];
      readonly rows: readonly Row[];
    }
  | { readonly kind: 'picture'; readonly picture: Picture; readonly alt: string }
  | { readonly kind: 'line' }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] };

export interface Choice {
  readonly letter: string;
  readonly text: Text;
  /** Shown by sign and in words (`said`), never by colour alone. */
  readonly mark: ChoiceMark | null;
  /** The mark in words. */
  readonly said?: string;
  /** The button's action, whose accessible name begins with the letter; null if the choice cannot be taken. */
  readonly press: Action | null;
}

export type ChoiceMark = 'key' | 'chosen' | 'chosen-key';

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

export interface Row {
  readonly cells: readonly Spans[];
  /** The reader's own row. */
  readonly own: boolean;
}

export interface Button {
  readonly label: string;
  readonly does: Action | { readonly url: string };
  readonly weight: 'normal' | 'primary' | 'danger';
}

/** A chart as data; `src/charts` draws it as PNG, the local chat as HTML. Its block holds the alt text. */
export type Picture =
  | {
      readonly chart: 'spread';
      readonly title: string;
      /** What is counted, for platforms that label axes; left out in cards that were stored before. */
      readonly axis?: string;
      readonly bars: readonly {
        readonly letter: string;
        readonly label: string;
        readonly count: number;
        readonly key: boolean;
      }[];
    }
  | {
      readonly chart: 'board';
      readonly title: string;
      readonly subtitle: string;
      /** Titles of rank, name, points and note, for platforms with tables; left out in cards that were stored before. */
      readonly columns?: readonly string[];
      readonly rows: readonly {
        readonly rank: number;
        readonly name: string;
        readonly points: number;
        readonly note: string;
      }[];
    }
  | {
      readonly chart: 'shares';
      readonly title: string;
      readonly subtitle: string;
      /** Shares with their intervals, between 0 and 1; `said` and `note` are their words. */
      readonly bars: readonly {
        readonly label: string;
        readonly share: number;
        readonly low: number;
        readonly high: number;
        readonly said: string;
        readonly note: string;
      }[];
    }
  | {
      readonly chart: 'me';
      readonly title: string;
      readonly subtitle: string;
      readonly bars: readonly {
        readonly label: string;
        readonly right: number;
        readonly answered: number;
      }[];
    };
