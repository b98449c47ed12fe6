import type { Confidence } from '../domain/action.ts';
import type { Round } from '../domain/round.ts';
import type { OwnStanding, ScheduledDay, Standing, Tally } from '../domain/standings.ts';

export interface NewRound extends Omit<Round, 'closedAt' | 'voidedAt' | 'withdrawnAt'> {
  readonly slot: string | null;
}

export interface AskedQuestion {
  readonly deck: string;
  readonly question: string;
  readonly lastAskedAt: number;
  readonly answered: number;
  readonly right: number;
}

export interface RoundClosing {
  /** The round's id. */
  readonly id: string;
  readonly at: number;
}

/** How many members chose an option. */
export interface OptionCount {
  readonly option: string;
  readonly count: number;
}

export interface RoundRepository {
  add(...rounds: readonly NewRound[]): Promise<void>;
  get(id: string): Promise<Round | null>;
  /** Rounds of a channel that are not closed in the books, newest first. */
  openIn(channel: string): Promise<readonly Round[]>;
  newestIn(channel: string): Promise<Round | null>;
  /** The newest rounds of a channel, newest first. */
  recent(channel: string, limit: number): Promise<readonly Round[]>;
  /** The round that a channel calls #`ordinal`. */
  byOrdinal(channel: string, ordinal: number): Promise<Round | null>;
  /** Closed rounds since that time, in channels where the member has answered, that they have not answered. */
  missedBy(
    member: string,
    since: number,
  ): Promise<
    readonly {
      readonly deck: string;
      readonly question: string;
      readonly day: string;
      readonly zone: string;
    }[]
  >;
  /** The number that the next round of a channel gets. */
  nextOrdinal(channel: string): Promise<number>;
  /** All rounds of the workspace with that question, withdrawn ones left out. */
  ofQuestion(deck: string, question: string): Promise<readonly Round[]>;
  /** Ids of a deck's questions that a channel of the workspace has asked and closed; voided rounds do not count. */
  closedQuestions(deck: string): Promise<readonly string[]>;
  /** Takes back a round whose question could not be posted. */
  withdraw(id: string, at: number): Promise<void>;
  /** Opens a closed round again: its close is undone. */
  reopen(id: string): Promise<void>;
  /** False when it was closed before. */
  close(id: string, at: number): Promise<boolean>;
  /** Closes rounds; returns the ids of those that were not closed before. */
  closeAll(closings: readonly RoundClosing[]): Promise<readonly string[]>;
  /** Voids a round, or undoes that (null). */
  setVoid(id: string, at: number | null): Promise<void>;
  setKeys(id: string, keys: readonly string[]): Promise<void>;
  askedIn(channel: string): Promise<readonly AskedQuestion[]>;
  /**
   * Scheduled days of a channel, newest first, no doubles, from its newest `limit` scheduled rounds. A voided day is in
   * the list only if the member answered it.
   */
  scheduledDays(
    channel: string,
    member: string,
    now: number,
    limit: number,
  ): Promise<{ readonly days: readonly ScheduledDay[]; readonly complete: boolean }>;
  /** Rounds of a channel (null: of all) opened in [from, until), oldest first, voided ones left out. */
  between(channel: string | null, from: number, until: number): Promise<readonly Round[]>;
}

export interface NewAnswer {
  readonly round: string;
  readonly member: string;
  readonly option: string;
  readonly right: boolean;
  readonly counts: boolean;
  readonly channel: string;
  readonly deck: string;
  readonly question: string;
  readonly week: string;
  readonly month: string;
  readonly at: number;
  /** How sure they were; null: not asked, or not said. */
  readonly sure: Confidence | null;
}

export interface AnswerToRecord {
  readonly answer: NewAnswer;
  /** Whether boards show the member. */
  readonly listed: boolean;
  /** Whether it enters the standings at once, and not when its round closes. */
  readonly tally: boolean;
}

/** What decides whether an answer counts (docs/rules.md). */
export interface AnswerHistory {
  /** Whether the member answered this round and was forgotten: nothing else is known of that answer. */
  readonly wasForgotten: boolean;
  /** The member's newest counted answer to that question in the workspace; null if there is none. */
  readonly lastCounted: { readonly at: number; readonly channel: string } | null;
  /**
   * Whether its reasons were shown since the round opened: by another round's reveal, or to the member in a session or
   * another round.
   */
  readonly knowsReasons: boolean;
}

export interface AnswerRepository {
  /** Records first answers of members in rounds, at most 64; returns those that were recorded, each round and member once. */
  record(answers: readonly AnswerToRecord[]): Promise<readonly NewAnswer[]>;
  /** Brings rounds' answers into the standings, because they close or their week's board is posted. */
  tally(...rounds: readonly string[]): Promise<void>;
  of(round: string, member: string): Promise<NewAnswer | null>;
  /** What is known of a member and a round's question before they answer it. */
  historyOf(round: Round, member: string): Promise<AnswerHistory>;
  /** Moves a channel's answers since that time into the weeks and months of a zone; boards follow. */
  changeZone(channel: string, zone: string, since: number): Promise<void>;
  /** Says how sure a member was, once. False: there is no answer, or it was said before. */
  setSure(round: string, member: string, sure: Confidence): Promise<boolean>;
  /** How the answers of a round spread over option ids. */
  spread(round: string): Promise<readonly OptionCount[]>;
  /** The same of rounds, by their ids; of one without answers there is nothing. */
  spreads(rounds: readonly string[]): Promise<ReadonlyMap<string, readonly OptionCount[]>>;
  count(round: string): Promise<number>;
  /** All of a round's answers, e.g. to tell members of a changed key. */
  inRound(round: string): Promise<readonly NewAnswer[]>;
  /**
   * Forgets answers, public and private, from before a month (`2026-11`); boards of all time keep what they were
   * worth. Returns how many answers of rounds there were.
   */
  dropAnswersBefore(month: string): Promise<number>;
  /** Judges a round's answers by these keys. They count if they did when given and `counts` is true; boards follow. */
  rejudge(round: string, keys: readonly string[], counts: boolean): Promise<void>;
}

/** Which board, and for whom. */
export interface BoardRead {
  readonly scope: string;
  readonly period: string;
  /** Who reads: their own answers in open rounds are counted too. Null for a board that anybody may see. */
  readonly reader: string | null;
}

/** Answers in open rounds are in a board only where it is live, but for the reader's own. */
export interface BoardRepository {
  /** Listed members, best first, ranks with ties. */
  top(board: BoardRead, limit: number): Promise<readonly Standing[]>;
  /** The reader's own standing; null for a board that anybody may see, and for a reader without answers there. */
  own(board: BoardRead): Promise<OwnStanding | null>;
  /** The standings of all members together, hidden ones included. */
  totals(board: Omit<BoardRead, 'reader'>): Promise<Tally & { members: number }>;
}

/** What managers said of a question. It holds while the deck's question has that content. */
export interface Correction {
  readonly deck: string;
  readonly question: string;
  /** Hash of the question's content in the deck. */
  readonly hash: string;
  /** Ids of the options that are right; null if the deck's own keys stand. */
  readonly keys: readonly string[] | null;
  readonly retired: boolean;
}

export interface CorrectionRepository {
  all(): Promise<readonly Correction[]>;
  of(deck: string, question: string): Promise<Correction | null>;
  set(correction: Correction, now: number): Promise<void>;
  remove(deck: string, question: string): Promise<void>;
}
