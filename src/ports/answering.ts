import type { Round } from '../domain/round.ts';
import type { Actor, Platform } from './identity.ts';
import type { Member } from './members.ts';
import type { AnswerHistory, NewAnswer } from './rounds.ts';
import type { ChannelSettings } from './store.ts';

/** A member presses an option of a round. */
export interface OptionPress {
  readonly round: string;
  /** Dealt place of the option, from 0. */
  readonly place: number;
  readonly channel: string;
  readonly platform: Platform;
  readonly actor: Pick<Actor, 'id' | 'name' | 'locale'>;
  /** Settings of a channel that is new. */
  readonly defaults: ChannelSettings;
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
}
