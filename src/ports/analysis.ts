import type { AnalysedAnswer, AnalysedRound, KeptSince } from '../domain/exposures.ts';

/** A round without the hash of its question's own content, which the decks make. */
export type AskedRound = Omit<AnalysedRound, 'content'>;

/** What the analysis of the questions rests on. Private sessions are not among it. */
export interface AnalysisRepository {
  /**
   * Each deck that was asked, with a text that changes when its analysis may: rounds that open, close, are voided,
   * restored or get other keys, and answers that are deleted.
   */
  deckStates(): Promise<ReadonlyMap<string, string>>;
  /** All rounds of a deck, withdrawn ones left out. */
  rounds(deck: string): Promise<readonly AskedRound[]>;
  /** The answers to these rounds, oldest first. */
  answers(rounds: readonly string[]): Promise<readonly AnalysedAnswer[]>;
  keptSince(): Promise<KeptSince>;
  /** Number of members who reported a problem, by `deck/question`. */
  problems(): Promise<ReadonlyMap<string, number>>;
}
