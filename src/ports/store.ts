import type { Localized } from '../domain/language.ts';
import type { Schedule, Skip } from '../domain/schedule.ts';
import type { BoardMode, ChannelSettings } from './channel-settings.ts';
import type { AnalysisRepository } from './analysis.ts';
import type { Answering } from './answering.ts';
import type { PostRepository } from './outbox.ts';
import type { DueWork } from './due-work.ts';
import type { Installations } from './installations.ts';
import type { Leases } from './leases.ts';
import type { LetterRepository } from './letters.ts';
import type { OutboxQueue } from './outbox.ts';
import type { DeckRepository } from './workspace-decks.ts';
import type { StudioAccess } from './studio-access.ts';
import type { SuggestionRepository } from './suggestions.ts';
import type { WorkspaceDirectory } from './workspaces.ts';
import type { WebChatStore } from './web-chat.ts';
import type { Platform } from './identity.ts';
import type {
  RoundRepository,
  AnswerRepository,
  BoardRepository,
  CorrectionRepository,
} from './rounds.ts';
import type {
  MemberRepository,
  SessionRepository,
  ReportRepository,
  HabitRepository,
} from './members.ts';

export type * from './channel-settings.ts';
export type * from './outbox.ts';

/**
 * The one truth. Every question inside `tx` is already narrowed to that workspace, and the work receives only
 * `tx`, so no network call can sit in a transaction.
 */
export interface Store {
  /**
   * Runs `work` in one write transaction and resolves when it is durable. A throw inside undoes all of it.
   * Transactions that arrive together may be committed together; each is confirmed only after its commit. `work` may run
   * more than once (on Postgres after a failed commit), so it changes nothing but through `tx`.
   */
  tx<T>(workspace: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Presses on options, which come in crowds. */
  readonly answering: Answering;
  /** What follows reads across workspaces and is for the worker alone. */
  readonly outbox: OutboxQueue;
  readonly leases: Leases;
  readonly dueWork: DueWork;
  readonly workspaces: WorkspaceDirectory;
  readonly studio: StudioAccess;
  readonly installations: Installations;
  /** What the local chat stores: on other platforms the platform does. */
  readonly webChat: WebChatStore;
  /** After an erasure: what was erased is in no file of the store any more, its logs included. */
  dropTraces(): Promise<void>;
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
  readonly analysis: AnalysisRepository;
  readonly sessions: SessionRepository;
  readonly habits: HabitRepository;
  readonly letters: LetterRepository;
  readonly corrections: CorrectionRepository;
  readonly decks: DeckRepository;
  readonly suggestions: SuggestionRepository;
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

export interface KnownChannel extends ChannelSettings {
  readonly id: string;
  /** As the platform gave it; empty if it gave none. */
  readonly name: string;
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
  /** Every channel that the bot was used in, by id. */
  list(): Promise<readonly KnownChannel[]>;
  /** Keeps the name of a channel that is known. */
  rename(channel: string, name: string): Promise<void>;
  setZone(channel: string, zone: string): Promise<void>;
  setLanguage(channel: string, language: string): Promise<void>;
  setBoard(channel: string, mode: BoardMode): Promise<void>;
  setName(name: string): Promise<void>;
  /** The bot was removed (a time) or is back (null). */
  setGone(at: number | null): Promise<void>;
}

/** How an occurrence of a schedule was dealt with. */
export interface ClaimedSlot {
  /** Its id. */
  readonly schedule: string;
  readonly slot: string;
  readonly dueAt: number;
  readonly now: number;
  readonly outcome: 'posted' | 'skipped';
  readonly why: string | null;
}

export interface DoneUntil {
  /** The schedule's id. */
  readonly id: string;
  readonly at: number;
}

/** The question that a manager chose for one date of a schedule. */
export interface PlannedQuestion {
  readonly slot: string;
  readonly deck: string;
  readonly question: string;
}

/** Why the bot itself paused a schedule: its channel is gone, or refused a post. */
export interface PauseCause {
  readonly because: 'gone' | 'refused';
  readonly why: Localized;
}

export interface UntoldPause extends PauseCause {
  readonly schedule: Schedule;
}

export interface ScheduleRepository {
  /**
   * Reads at once what the posts of these schedules into these channels need: their settings, skips and rounds. Later reads
   * in this transaction take it from there, as it is after the transaction's own changes.
   */
  lookAhead(ids: readonly string[], channels: readonly string[]): Promise<void>;
  add(schedule: Omit<Schedule, 'workspace' | 'pausedAt' | 'pausedWhy'>): Promise<void>;
  get(id: string): Promise<Schedule | null>;
  /** Every id ever used, removed ones included: ids are not used again. */
  ids(): Promise<readonly string[]>;
  /** All that are not removed, oldest first. */
  list(): Promise<readonly Schedule[]>;
  /** Stores another time, zone, days and closing time; what was due before `now` is not made up. */
  change(schedule: Schedule, now: number): Promise<void>;
  /** Pauses it for a manager (no cause), or because the bot cannot post: then its maker is still to be told. */
  pause(id: string, at: number, cause: PauseCause | null): Promise<void>;
  /** Those that the bot paused and whose makers were not told yet, oldest first. */
  untoldPauses(): Promise<readonly UntoldPause[]>;
  /** Their makers are told of every pause so far. */
  setPausesTold(): Promise<void>;
  /** Goes on from `now`; what was due while paused is not made up. */
  resume(id: string, now: number): Promise<void>;
  remove(id: string, at: number): Promise<void>;
  addSkip(id: string, skip: Skip): Promise<void>;
  skips(id: string): Promise<readonly Skip[]>;
  /** Takes slots and returns those that were free. */
  claimSlots(...slots: readonly ClaimedSlot[]): Promise<readonly ClaimedSlot[]>;
  /** Everything up to that time is dealt with; a schedule that is done until later stays so. */
  setDoneUntil(...done: readonly DoneUntil[]): Promise<void>;
  /**
   * Undoes what a wrong clock has done: claims of slots due after that time, and that the schedule is done until later.
   * What was posted up to a day early stays claimed, so it is not posted again.
   */
  releaseSlotsAfter(id: string, at: number): Promise<void>;
  removeSkip(id: string, skip: Skip): Promise<boolean>;
  /** Questions that a manager chose for dates of a schedule. */
  planned(id: string): Promise<readonly PlannedQuestion[]>;
  /** Takes the place of what was chosen for that date before. */
  plan(id: string, planned: PlannedQuestion): Promise<void>;
  /** The schedule chooses the question of that slot again. */
  unplan(id: string, slot: string): Promise<void>;
}
