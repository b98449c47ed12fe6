import type { CommandShape, Values } from '../domain/command-shape.ts';
import type { Reply } from '../domain/reply.ts';
import type { Chat } from '../ports/chat.ts';
import type { Decks } from '../ports/decks.ts';
import type { DeckImporter } from '../ports/deck-importer.ts';
import type { DeckWorkshop } from '../ports/deck-workshop.ts';
import type { Store, Tx } from '../ports/store.ts';
import type { Random, Clock, Log, Metrics } from '../ports/system.ts';
import type { Words } from '../i18n/index.ts';
import type { Interaction } from '../ports/bot.ts';
import type { Platform } from '../ports/identity.ts';

/** The ports that the app works with, and the operator's defaults. */
export interface App {
  readonly store: Store;
  /** Of the folder; `workspaceDecks` has those of a workspace too. */
  readonly decks: Decks;
  readonly workshop: DeckWorkshop;
  readonly importer: DeckImporter;
  /** Where members of a platform reach the studio, as in `https://quiz.example.com`; null if they cannot. */
  readonly studioOrigin: (platform: Platform) => string | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
  /** The connected platforms. */
  readonly chats: ReadonlyMap<Platform, Chat>;
  readonly words: (language: string | null) => Words;
  readonly defaults: {
    readonly zone: string;
    readonly language: string;
    /** The most reviews of one member on one day. */
    readonly reviewsADay: number;
    /** Answers older than this many days are deleted, in whole months; null if they are kept. */
    readonly answersKeptDays: number | null;
  };
  /** Makes the worker flush the outbox at once. */
  readonly wake: () => void;
  /** Brings a workspace's analyses up to date at once, because a reader is waiting for its report. */
  readonly wantReport: (workspace: string) => void;
  /** Rounds with an outdated public counter; the worker edits them. */
  readonly counters: Counters;
}

export interface Counters {
  touch(workspace: string, platform: Platform, round: string): void;
}

/** The parameters of a function inside a transaction. */
export interface Work {
  readonly app: App;
  readonly tx: Tx;
  /** Epoch milliseconds, read once for the interaction or the tick. */
  readonly now: number;
}

/** One interaction of one member; every handler gets it. */
export interface Request {
  readonly app: App;
  readonly interaction: Interaction;
  readonly words: Words;
  /** Epoch milliseconds, read once for the interaction. */
  readonly now: number;
  readonly commands: readonly Command[];
}

/** A row of the command table: its shape and its handler. */
export interface Command extends CommandShape {
  readonly run: (request: Request, values: Values) => Promise<Reply>;
}
