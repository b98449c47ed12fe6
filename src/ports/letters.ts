import type { Platform } from './identity.ts';

/** A manager's weekly letter about the questions. */
export interface LetterOrder {
  /** The channel where it was asked for. */
  readonly channel: string;
  /** IANA. */
  readonly zone: string;
  /** Epoch milliseconds. */
  readonly nextAt: number;
}

export interface DueLetter extends LetterOrder {
  readonly workspace: string;
  readonly platform: Platform;
  readonly member: string;
}

export interface LetterRepository {
  of(member: string): Promise<LetterOrder | null>;
  /** One for each member: takes the place of the one before. */
  set(member: string, order: LetterOrder): Promise<void>;
  /** False: there was none. */
  remove(member: string): Promise<boolean>;
}
