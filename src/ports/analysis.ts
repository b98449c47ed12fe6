import type { DeckAnalysis } from '../domain/deck-analysis.ts';
import type { AnalysedAnswer, AnalysedRound, KeptSince } from '../domain/exposures.ts';

/** A round without the hash of its question's own content, which the decks make. */
export type AskedRound = Omit<AnalysedRound, 'content'>;

/** An answer with its time, epoch milliseconds. */
export type TimedAnswer = AnalysedAnswer & { readonly at: number };

/** Where an answer stands among others. */
export type PlacedAnswer = Pick<TimedAnswer, 'round' | 'member'>;

/** What a report says of a question that was asked, by the hash of what was asked. */
export interface AskedText {
  readonly hash: string;
  readonly stem: string;
  readonly tags: readonly string[];
  /** Options by their ids. */
  readonly gists: readonly (readonly [id: string, gist: string])[];
}

/** A deck's analysis as it was made from a state of its rounds. */
export interface KeptAnalysis {
  readonly state: string;
  readonly analysis: DeckAnalysis;
  readonly texts: readonly AskedText[];
}

/** What the analysis of the questions rests on. Private sessions are not among it. */
export interface AnalysisRepository {
  /**
   * Each deck that was asked, with a text that changes when its analysis may: rounds that open, close, are voided,
   * restored or get other keys, and answers that are deleted.
   */
  deckStates(): Promise<ReadonlyMap<string, string>>;
  /** All rounds of a deck, withdrawn ones left out. */
  rounds(deck: string): Promise<readonly AskedRound[]>;
  /** The next answers to these rounds, by round and member, behind that one; null: from the first one on. */
  answers(
    rounds: readonly string[],
    page: { readonly behind: PlacedAnswer | null; readonly limit: number },
  ): Promise<readonly TimedAnswer[]>;
  /** Whether these decks together have more answers than that; it counts no further. */
  haveMoreAnswers(decks: readonly string[], than: number): Promise<boolean>;
  keptSince(): Promise<KeptSince>;
  /** The last analysis of each of these decks, of whatever state; decks that were never analysed are missing. */
  kept(decks: readonly string[]): Promise<ReadonlyMap<string, KeptAnalysis>>;
  /** Keeps an analysis in place of the deck's last one. */
  keep(deck: string, analysis: KeptAnalysis): Promise<void>;
  /** Number of members who reported a problem, by `deck/question`. */
  problems(): Promise<ReadonlyMap<string, number>>;
}
