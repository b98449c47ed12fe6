import type { Reminder, Schedule } from '../domain/schedule.ts';
import type { Platform } from './identity.ts';

export type DueSchedule = Schedule & { readonly platform: Platform };

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

/** What the worker has to do now, in all workspaces that the bot is in. */
export interface DueWork {
  /** Schedules that are neither paused nor removed. */
  schedules(): Promise<readonly DueSchedule[]>;
  /** Reminders that are due, longest due first. */
  reminders(
    now: number,
    platforms: readonly Platform[],
    limit: number,
  ): Promise<readonly DueReminder[]>;
  /** Open rounds whose closing time has passed. */
  rounds(now: number): Promise<readonly DueRound[]>;
}
