import type { Absence } from '../domain/absence.ts';
import type { OwnStanding, ScheduledDay } from '../domain/standings.ts';
import type { Round } from '../domain/round.ts';
import type { Actor } from './identity.ts';
import type { Member } from './members.ts';
import type { AnswerHistory, NewAnswer } from './rounds.ts';
import type { ChannelSettings } from './channel-settings.ts';

/** A member presses an option of a round. */
export interface OptionPress {
  readonly round: string;
  /** Dealt place of the option, from 0. */
  readonly place: number;
  readonly channel: string;
  readonly actor: Pick<Actor, 'id' | 'name' | 'locale'>;
  readonly now: number;
}

/** What the database knows when a press is judged. */
export interface PressContext {
  readonly round: Round;
  readonly settings: ChannelSettings;
  readonly member: Member;
  readonly history: AnswerHistory;
  /** The member's answer to this round; null: there is none. */
  readonly first: Pick<NewAnswer, 'option' | 'at'> | null;
}

/** What follows from a press. */
export interface PressVerdict<Outcome> {
  /** The answer to record; null: the press records nothing. */
  readonly answer: NewAnswer | null;
  /** Whether the answer enters the standings at once, and not when its round closes. */
  readonly tally: boolean;
  /** Whether the member reads now what is stored of them. */
  readonly tellsPrivacy: boolean;
  readonly outcome: Outcome;
}

/** What the reply to an answer needs besides. */
export interface ReplyAsk {
  readonly member: string;
  readonly channel: string;
  /** Key of the channel's board; null: no standing is shown. */
  readonly period: string | null;
  /** The newest scheduled rounds from which days are read; null: no days are needed. */
  readonly days: { readonly now: number; readonly limit: number } | null;
}

export interface ReplyFacts {
  /** How many counted answers of the member were right, up to 2. */
  readonly right: number;
  readonly standing: OwnStanding | null;
  /** Null if none were asked for, or the member or the channel is not known. */
  readonly days: MemberDays | null;
}

/** The scheduled days of a channel as one member has met them. */
export interface MemberDays {
  /** Newest first, no doubles. */
  readonly days: readonly ScheduledDay[];
  /** Whether there are no older days. */
  readonly complete: boolean;
  readonly joinedAt: number;
  /** The channel's zone. */
  readonly zone: string;
  readonly absences: readonly Absence[];
}

/** Takes presses on options as data: those that arrive together are read, written and committed together. */
export interface Answering {
  /**
   * Resolves with the outcome when what `judge` decided is durable; with null, and nothing is written, if the channel has
   * no such round or the round no such option. Each press is judged as if it came alone, in an order that the store
   * chooses. `judge` may run more than once.
   */
  press<Outcome>(
    workspace: string,
    press: OptionPress,
    judge: (known: PressContext) => PressVerdict<Outcome>,
  ): Promise<Outcome | null>;

  /** Reads what replies need: those that are asked for together are read together. */
  factsFor(workspace: string, ask: ReplyAsk): Promise<ReplyFacts>;
}
