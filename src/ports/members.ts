import type { ReportReason, Confidence } from '../domain/action.ts';
import type { PinnedQuestion } from '../domain/deck.ts';
import type { Session } from '../domain/practice-session.ts';
import type { Reminder } from '../domain/schedule.ts';
import type { Absence } from '../domain/absence.ts';
import type { Actor } from './identity.ts';

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
   * nothing and is in no board. What others have stays as it is. Returns the names of the posts whose messages still show
   * the name: their cards show it no more.
   */
  forget(id: string, anonymousId: string, now: number): Promise<readonly string[]>;
  /** Left the workspace (a time) or is back (null); boards follow. */
  setLeft(id: string, at: number | null): Promise<void>;
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
