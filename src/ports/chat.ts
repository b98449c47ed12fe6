import type { Card } from '../domain/card.ts';
import type { Localized } from '../domain/language.ts';
import type { Limits } from './limits.ts';
import type { Bot, SentFile } from './bot.ts';
import type { Platform, Place } from './identity.ts';

export interface PostOptions {
  /** Native id of the message to answer: a thread in Slack, a reply in Discord, a quote in the local chat. */
  readonly replyTo: string | null;
}

/** What `find` knows of a post: its native message id, that it is surely not there, or that it cannot be known. */
export type Found =
  | { readonly kind: 'there'; readonly message: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'cannot-tell'; readonly why: string };

/** How a member stands on the platform right now. */
export interface Presence {
  /** No longer in the workspace. */
  readonly left: boolean;
  /** Display name; null if unknown. */
  readonly name: string | null;
}

/** A platform. Writable in an afternoon; what a platform cannot do is data in `limits`. */
export interface Chat {
  readonly platform: Platform;
  readonly limits: Limits;
  /** Connects; resolves when it can post and hear. Rejects with StartError. */
  start(bot: Bot): Promise<void>;
  /**
   * Posts into a channel, once: no retries inside. `name` is the post's unique name, for the platform's own
   * deduplication and for `find`. Resolves with the native message id. Rejects with PostError.
   */
  post(place: Place, card: Card, name: string, options: PostOptions): Promise<string>;
  /** Changes a posted message. Idempotent, so the worker may repeat it. Rejects with PostError. */
  edit(place: Place, message: string, card: Card, name: string): Promise<void>;
  /** A private message to one member: a hint, never truth. Rejects with PostError. */
  tell(place: Place, member: string, card: Card): Promise<void>;
  /**
   * Looks for a post of that name, not older than `since` (epoch ms). `options` are those it was posted with: Slack
   * lists the answers in a thread apart. Rejects with PostError.
   */
  find(place: Place, name: string, since: number, options?: PostOptions): Promise<Found>;
  /** Null when we may post there; else a sentence that says what is missing and how to give it. */
  mayPost(place: Place): Promise<Localized | null>;
  /** Whether the platform counts that member as managing the workspace; null if that cannot be looked up now. */
  manages(place: Place, member: string): Promise<boolean | null>;
  /** Forgets what this adapter itself keeps of a member; most keep nothing. Idempotent. */
  forget(place: Place, member: string): Promise<void>;
  /**
   * Looks members up before others see them; those whom the platform cannot tell of right now are missing. Left out
   * where the store is the platform. Never rejects.
   */
  present?(place: Place, members: readonly string[]): Promise<ReadonlyMap<string, Presence>>;
  /**
   * Reads a file that a member sent, of at most so many bytes. Left out where members cannot send files. Rejects with
   * FileError.
   */
  download?(place: Place, file: SentFile, most: number): Promise<Uint8Array>;
  /** Null while the platform is connected; else one line for the operator. Left out where nothing can be away. */
  health?(): string | null;
  stop(): Promise<void>;
}
