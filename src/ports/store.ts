import type { ReportReason, Confidence } from '../domain/action.ts';
import type { PinnedQuestion } from '../domain/deck.ts';
import type { Round } from '../domain/round.ts';
import type { Session } from '../domain/practice-session.ts';
import type { Reminder, Schedule, Skip } from '../domain/schedule.ts';
import type { OwnStanding, Standing, Tally } from '../domain/standings.ts';
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
  readonly idempotencyKeys: {
    /** Takes a gesture once; false: it was taken before. What follows from it belongs into the same transaction. */
    claim(id: string, now: number): Promise<boolean>;
  };
  readonly audit: {
    add(entry: AuditEntry): Promise<void>;
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

export interface ChannelSettings {
  /** IANA zone in which this channel's days and weeks are counted. */
  readonly zone: string;
  readonly language: string;
  /** Whether the channel has a leaderboard. */
  readonly board: boolean;
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
  byName(name: string): Promise<Member | null>;
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

export interface NewRound extends Omit<Round, 'closedAt' | 'voidedAt'> {
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
  /** False when it was closed before. */
  close(id: string, at: number): Promise<boolean>;
  setVoid(id: string, at: number): Promise<void>;
  setKeys(id: string, keys: readonly string[]): Promise<void>;
  askedIn(channel: string): Promise<readonly AskedQuestion[]>;
  /** Scheduled days of a channel, newest first, no doubles, without voided rounds; at most `most`. */
  scheduledDays(
    channel: string,
    member: string,
    now: number,
    limit: number,
  ): Promise<readonly { day: string; answered: boolean; open: boolean }[]>;
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
  /** Records the first answer of a member in a round, with the standings that follow from it. False: there was one. */
  record(answer: NewAnswer, listed: boolean): Promise<boolean>;
  of(round: string, member: string): Promise<NewAnswer | null>;
  /** When this member last gave a counted answer to that question in this workspace; null: never. */
  lastCounted(member: string, deck: string, question: string): Promise<number | null>;
  /** Says how sure a member was, once. False: there is no answer, or it was said before. */
  setSure(round: string, member: string, sure: Confidence): Promise<boolean>;
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
  /** After a void or a changed key: judges a round's answers anew; boards follow. */
  rejudge(round: string, keys: readonly string[], counts: boolean): Promise<void>;
}

export interface BoardRepository {
  /** Listed members, best first, ranks with ties. */
  top(scope: string, period: string, limit: number): Promise<readonly Standing[]>;
  own(scope: string, period: string, member: string): Promise<OwnStanding | null>;
  /** All members' standings together, hidden ones included. */
  totals(scope: string, period: string): Promise<Tally & { members: number }>;
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
  addAttempt(session: string, step: number, member: string, sight: Attempt): Promise<void>;
  /** Every look of a member at any question, rounds and sessions together, oldest first. */
  attempts(member: string): Promise<readonly Attempt[]>;
  /** Questions that the member could still answer in an open round here: a session must not give them away. */
  openFor(
    member: string,
    now: number,
  ): Promise<readonly { readonly deck: string; readonly question: string }[]>;
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
