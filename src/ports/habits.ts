import type { Absence } from '../domain/absence.ts';
import type { Recurrence } from '../domain/schedule.ts';
import type { Platform } from './chat.ts';

/** A private reminder that a member asked for. */
export interface Reminder extends Recurrence {
  /** Where they asked: its open question is what they are reminded of, beside what is due for review. */
  readonly channel: string;
  readonly nextAt: number;
}

/** When a member wants to hear from us, and when not. */
export interface HabitRows {
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

export interface DueReminder extends Reminder {
  readonly workspace: string;
  readonly platform: Platform;
  readonly member: string;
}
