import type { CommandShape, Values } from '../domain/command-shape.ts';
import type { Reply } from '../domain/reply.ts';
import type { Chat } from '../ports/chat.ts';
import type { Decks } from '../ports/decks.ts';
import type { Store, Tx } from '../ports/store.ts';
import type { Random, Clock, Log, Metrics } from '../ports/system.ts';
import type { Words } from '../i18n/index.ts';
import type { Interaction } from '../ports/bot.ts';
import type { Platform } from '../ports/identity.ts';

/** Everything that the app stands on. */
export interface App {
  readonly store: Store;
  readonly decks: Decks;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
  /** The platforms that are connected. */
  readonly chats: ReadonlyMap<Platform, Chat>;
  readonly words: (language: string | null) => Words;
  readonly defaults: {
    readonly zone: string;
    readonly language: string;
    /** Reviews of one day for one member; more would be a chore. */
    readonly reviewsADay: number;
    /** Answers are forgotten after so many days, in whole months; null: never. */
    readonly answersKeptDays: number | null;
  };
  /** Says that something is queued: the worker need not wait for its next turn. */
  readonly wake: () => void;
  /** Rounds whose public counter is out of date; the worker edits them when it comes by. */
  readonly counters: Counters;
}

export interface Counters {
  touch(workspace: string, platform: Platform, round: string): void;
}

/** What a function inside a transaction gets. */
export interface Work {
  readonly app: App;
  readonly tx: Tx;
  /** Epoch milliseconds, read once for the interaction or the tick. */
  readonly now: number;
}

/** One interaction of one member: what every handler gets. */
export interface Request {
  readonly app: App;
  readonly interaction: Interaction;
  readonly words: Words;
  /** Epoch milliseconds, read once. */
  readonly now: number;
  readonly commands: readonly Command[];
}

/** A command of the table: how it looks, and what it does. */
export interface Command extends CommandShape {
  readonly run: (request: Request, values: Values) => Promise<Reply>;
}
