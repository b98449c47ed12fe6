import type { ReportReason, Confidence } from '../domain/action.ts';
import type { PinnedQuestion } from '../domain/deck.ts';
import type { Round } from '../domain/round.ts';
import type { Session } from '../domain/practice-session.ts';
import type { Reminder, Schedule, Skip } from '../domain/schedule.ts';
import type { OwnStanding, ScheduledDay, Standing, Tally } from '../domain/standings.ts';
import type { Absence } from '../domain/absence.ts';
import type { PostRepository } from './outbox.ts';
import type { DueWork } from './due-work.ts';
import type { Leases } from './leases.ts';
import type { OutboxQueue } from './outbox.ts';
import type { WorkspaceDirectory } from './workspaces.ts';
import type { WebChatStore } from './web-chat.ts';
import type { Actor, Platform } from './identity.ts';

export type * from './outbox.ts';

/**
 * The one truth. Every question inside `tx` is already narrowed to that workspace, and the work receives only
 * `tx`, so no network call can sit in a transaction.
 */
export interface Store {
  /**
   * Runs `work` in one write transaction and resolves when it is durable. A throw inside undoes all of it.
   * Transactions that arrive together may be committed together; each is confirmed only after its commit.
   */
  tx<T>(workspace: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** What follows reads across workspaces and is for the worker alone. */
  readonly outbox: OutboxQueue;
  readonly leases: Leases;
  readonly dueWork: DueWork;
  readonly workspaces: WorkspaceDirectory;
  /** What the local chat stores: on other platforms the platform does. */
  readonly webChat: WebChatStore;
  /** What does not hold in the data, one sentence each; empty when all is well. */
  verify(): Promise<readonly string[]>;
  /** A consistent copy into a new file. Rejects with StoreError when the file exists. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}

export interface Tx {
  readonly channels: ChannelRepository;
  readonly members: MemberRepository;
  readonly rounds: RoundRepository;
  readonly answers: AnswerRepository;
  readonly boards: BoardRepository;
  readonly schedules: ScheduleRepository;
  readonly posts: PostRepository;
  readonly reports: ReportRepository;
  readonly sessions: SessionRepository;
  readonly habits: HabitRepository;
  readonly corrections: CorrectionRepository;
  readonly idempotencyKeys: {
    /** Takes a gesture once; false: it was taken before. What follows from it belongs into the same transaction. */
    claim(id: string, now: number): Promise<boolean>;
  };
  readonly audit: {
    add(entry: AuditEntry): Promise<void>;
    /** Newest first. */
    recent(limit: number): Promise<readonly AuditEntry[]>;
  };
}

/** What a manager did. */
export interface AuditEntry {
  readonly id: string;
  readonly at: number;
  readonly member: string;
  readonly what: string;
  readonly about: string;
}

/** What a channel's board shows of open rounds: nothing but the reader's own, or all; `off`: there is no board. */
export type BoardMode = 'after-close' | 'live' | 'off';

export interface ChannelSettings {
  /** IANA zone in which this channel's days and weeks are counted. */
  readonly zone: string;
  readonly language: string;
  readonly board: BoardMode;
}

export interface ChannelRepository {
  /** Makes the workspace and the channel known; keeps what is there. Returns the channel's settings. */
  ensure(
    channel: string,
    platform: Platform,
    defaults: ChannelSettings,
    now: number,
  ): Promise<ChannelSettings>;
  channel(channel: string): Promise<ChannelSettings | null>;
  setZone(channel: string, zone: string): Promise<void>;
  setLanguage(channel: string, language: string): Promise<void>;
  setBoard(channel: string, mode: BoardMode): Promise<void>;
  /** Marks a channel as welcomed; false if it was before. */
  claimWelcome(channel: string, now: number): Promise<boolean>;
  setName(name: string): Promise<void>;
  /** The bot was removed (a time) or is back (null). */
  setGone(at: number | null): Promise<void>;
}

export interface Member {
  readonly id: string;
  readonly name: string;
  /** Named a manager with `/quiz managers add`. */
  readonly manager: boolean;
  /** Whether boards show them. */
  readonly listed: boolean;
  readonly left: boolean;
  readonly toldPrivacy: boolean;
  readonly joinedAt: number;
  /** BCP 47, as the platform last said. */
  readonly language: string | null;
}

export interface StoredCounts {
  readonly answers: number;
  readonly sessions: number;
  readonly reports: number;
}

export interface MemberRepository {
  /** Makes the member known or brings their name and language up to date. */
  upsert(actor: Pick<Actor, 'id' | 'name' | 'locale'>, now: number): Promise<Member>;
  get(id: string): Promise<Member | null>;
  /** Members of that display name who have not left: there may be several. */
  named(name: string): Promise<readonly Member[]>;
  managers(): Promise<readonly Member[]>;
  setManager(id: string, manager: boolean): Promise<void>;
  setToldPrivacy(id: string): Promise<void>;
  /** Into or out of every board; standings and tallies follow. */
  setListed(id: string, listed: boolean): Promise<void>;
  /** Every row that is kept of a member, by table, times as ISO 8601. */
  exported(id: string): Promise<Readonly<Record<string, readonly object[]>>>;
  /** What is kept of a member, counted. */
  storedCounts(id: string): Promise<StoredCounts>;
  /**
   * Erases a member: their name and id are gone from every row, their answers hang on `stranger`, a new id that says
   * nothing and is in no board. What others have stays as it is.
   */
  forget(id: string, anonymousId: string, now: number): Promise<void>;
  /** Left the workspace (a time) or is back (null); boards follow. */
  setLeft(id: string, at: number | null): Promise<void>;
}

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

export interface RoundRepository {
  add(round: NewRound): Promise<void>;
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
  /** Takes back a round whose question could not be posted. */
  withdraw(id: string, at: number): Promise<void>;
  /** Opens a closed round again: its close is undone. */
  reopen(id: string): Promise<void>;
  /** Whether another round of that question was revealed at that time or later. */
  revealedSince(round: Round, since: number): Promise<boolean>;
  /** False when it was closed before. */
  close(id: string, at: number): Promise<boolean>;
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

export interface AnswerRepository {
  /**
   * Records the first answer of a member in a round; false if there was one.
   * @param tally whether it enters the standings at once, and not when its round closes
   */
  record(
    answer: NewAnswer,
    { listed, tally }: { readonly listed: boolean; readonly tally: boolean },
  ): Promise<boolean>;
  /** Brings a round's answers into the standings, because it closes or its week's board is posted. */
  tally(round: string): Promise<void>;
  of(round: string, member: string): Promise<NewAnswer | null>;
  /** The newest counted answer of this member to that question in this workspace; null if there is none. */
  lastCounted(
    member: string,
    deck: string,
    question: string,
  ): Promise<{ readonly at: number; readonly channel: string } | null>;
  /** Whether a forgotten member has answered this round: nothing else is known of that answer. */
  wasForgotten(round: string, member: string): Promise<boolean>;
  /** Moves a channel's answers since that time into the weeks and months of a zone; boards follow. */
  changeZone(channel: string, zone: string, since: number): Promise<void>;
  /** Says how sure a member was, once. False: there is no answer, or it was said before. */
  setSure(round: string, member: string, sure: Confidence): Promise<boolean>;
  /** How many counted answers of a member were right, up to 2. */
  rightOf(member: string): Promise<number>;
  /** How the answers of a round spread over option ids. */
  spread(round: string): Promise<readonly { option: string; count: number }[]>;
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

/** How an occurrence of a schedule was dealt with. */
export interface ClaimedSlot {
  readonly slot: string;
  readonly dueAt: number;
  readonly now: number;
  readonly outcome: 'posted' | 'skipped';
  readonly why: string | null;
}

export interface ScheduleRepository {
  add(schedule: Omit<Schedule, 'workspace' | 'pausedAt' | 'pausedWhy'>): Promise<void>;
  get(id: string): Promise<Schedule | null>;
  /** Every id ever used, removed ones included: ids are not used again. */
  ids(): Promise<readonly string[]>;
  /** All that are not removed, oldest first. */
  list(): Promise<readonly Schedule[]>;
  pause(id: string, at: number, why: string | null): Promise<void>;
  /** Goes on from `now`; what was due while paused is not made up. */
  resume(id: string, now: number): Promise<void>;
  remove(id: string, at: number): Promise<void>;
  addSkip(id: string, skip: Skip): Promise<void>;
  skips(id: string): Promise<readonly Skip[]>;
  /** Takes a slot; false: somebody had it. */
  claimSlot(id: string, slot: ClaimedSlot): Promise<boolean>;
  setDoneUntil(id: string, at: number): Promise<void>;
  /** Undoes claims of slots due after that time, which a wrong clock has made. */
  releaseSlotsAfter(id: string, at: number): Promise<void>;
  removeSkip(id: string, skip: Skip): Promise<boolean>;
}

/** One look at a question and how it went, from a round or a private session. */
export interface Attempt {
  readonly deck: string;
  readonly question: string;
  readonly at: number;
  readonly right: boolean;
  readonly sure: Confidence | null;
}

export interface SessionRepository {
  /** Starts a session with its pinned questions; an open one of the member ends. */
  start(session: Session, pinned: readonly PinnedQuestion[]): Promise<void>;
  /** The member's own session of that id; somebody else's is as good as none. */
  get(id: string, member: string): Promise<Session | null>;
  open(member: string): Promise<Session | null>;
  save(session: Session): Promise<void>;
  pinned(hash: string): Promise<PinnedQuestion | null>;
  /** Whether the member has answered that question since then, in a session or in another round. */
  sawSince(member: string, round: Round, since: number): Promise<boolean>;
  addAttempt(session: string, step: number, member: string, sight: Attempt): Promise<void>;
  /** Every look of a member at any question, rounds and sessions together, oldest first. */
  attempts(member: string): Promise<readonly Attempt[]>;
  /** Questions that the member could still answer in an open round here: a session must not give them away. */
  openFor(
    member: string,
    now: number,
  ): Promise<readonly { readonly deck: string; readonly question: string }[]>;
  /** Judges what was answered in sessions to a question by other keys, where `applies` says so. */
  rejudge(
    question: { readonly deck: string; readonly question: string },
    keys: readonly string[],
    applies: (pinned: PinnedQuestion) => boolean,
  ): Promise<void>;
  /** Not asked any more in practice and review. */
  suspend(member: string, deck: string, question: string, at: number): Promise<void>;
  /** Asked again; `deck` and `question` null: all of them. Returns how many there were. */
  unsuspend(member: string, one: { deck: string; question: string } | null): Promise<number>;
  /** Steps of review sessions answered since. */
  reviewedSince(member: string, at: number): Promise<number>;
  suspended(
    member: string,
  ): Promise<readonly { readonly deck: string; readonly question: string }[]>;
}

export interface Report {
  readonly deck: string;
  readonly question: string;
  readonly member: string;
  readonly reason: ReportReason;
  /** In the member's own words; empty for none. */
  readonly note: string;
  readonly at: number;
}

export interface ReportRepository {
  /** One for each member and question; a second one takes the place of the first. */
  add(report: Report): Promise<void>;
  /** Newest first. */
  list(): Promise<readonly Report[]>;
  /** Reports of a question that have been dealt with. Returns how many there were. */
  remove(deck: string, question: string): Promise<number>;
}

/** When a member wants to hear from us, and when not. */
export interface HabitRepository {
  /** Oldest first. */
  absences(member: string): Promise<readonly Absence[]>;
  /** Takes the place of an absence that is not over. */
  leave(member: string, absence: Absence): Promise<void>;
  /** Ends what is not over, so that `today` is no day away. False: they were not away. */
  comeBack(member: string, today: string): Promise<boolean>;
  reminder(member: string): Promise<Reminder | null>;
  /** One for each member: takes the place of the one before. */
  setReminder(member: string, reminder: Reminder): Promise<void>;
  /** False: there was none. */
  removeReminder(member: string): Promise<boolean>;
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
