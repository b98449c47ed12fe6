import type { Reminder, Schedule } from '../domain/schedule.ts';
import type { Platform } from './identity.ts';
import type { DueLetter } from './letters.ts';

/** Which schedule is due. What it asks is read where it is served. */
export interface DueSchedule extends Pick<
  Schedule,
  'workspace' | 'id' | 'channel' | 'kind' | 'scope'
> {
  readonly platform: Platform;
  /** Epoch milliseconds. */
  readonly nextAt: number;
}

/** A part of what is due now. */
export interface DuePage {
  readonly now: number;
  readonly platforms: readonly Platform[];
  readonly limit: number;
  /** The last one of the page before; null for the first page. */
  readonly after: Pick<DueSchedule, 'nextAt' | 'workspace' | 'id'> | null;
}

export interface DueReminder extends Reminder {
  readonly workspace: string;
  readonly platform: Platform;
  readonly member: string;
}

export interface DueRound {
  readonly workspace: string;
  readonly platform: Platform;
  readonly round: string;
}

/** A workspace with schedules that the bot paused and whose makers are still to be told. */
export interface UntoldPauses {
  readonly workspace: string;
  /** Epoch ms of the newest of these pauses. */
  readonly newestAt: number;
}

/** Which workspaces are owed something about posts that did not go out. */
export interface OwedPosts {
  readonly now: number;
  /** Posts that ended later wait: more may follow. A time ahead of `now` is of a clock that was wrong. */
  readonly postsBefore: number;
  /** Edits and notices that were given up later wait. */
  readonly othersBefore: number;
  readonly platforms: readonly Platform[];
  readonly limit: number;
}

/** What the worker has to do now, in all workspaces that the bot is in. */
export interface DueWork {
  /**
   * Schedules that are due, longest due first; with the first page those that were served by a clock that was ahead.
   */
  schedules(page: DuePage): Promise<readonly DueSchedule[]>;
  /** Reminders that are due, longest due first. */
  reminders(
    now: number,
    platforms: readonly Platform[],
    limit: number,
  ): Promise<readonly DueReminder[]>;
  /** Weekly letters that are due, longest due first. */
  letters(
    now: number,
    platforms: readonly Platform[],
    limit: number,
  ): Promise<readonly DueLetter[]>;
  untoldPauses(platforms: readonly Platform[], limit: number): Promise<readonly UntoldPauses[]>;
  /** Workspaces in which owners are to be told of posts now, or edits and notices that were given up can be tried again. */
  owedPosts(asked: OwedPosts): Promise<readonly { readonly workspace: string }[]>;
  /** Open rounds whose closing time has passed, longest first. */
  rounds(now: number, platforms: readonly Platform[], limit: number): Promise<readonly DueRound[]>;
}
