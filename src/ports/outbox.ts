import type { Card } from '../domain/card.ts';
import type { Language } from '../domain/language.ts';
import type { Platform } from './identity.ts';

/** How a post stands: `unknown` is one of which nobody knows whether it arrived. */
export type PostState = 'pending' | 'sending' | 'sent' | 'unknown' | 'failed' | 'dropped';

/** A notice in other languages than that of its reader. */
export type OtherCards = Readonly<Partial<Record<Language, Card>>>;

export interface NewPost {
  readonly id: string;
  /** Unique in the workspace, made of what the post is about: `round:<id>`. */
  readonly name: string;
  readonly channel: string;
  readonly card: Card;
  readonly dueAt: number;
  readonly now: number;
  /**
   * Order among posts queued at the same moment; 0 where it does not matter. Questions and reveals have their rounds'
   * numbers: what is revealed comes before what is asked next.
   */
  readonly turn?: number;
  readonly what:
    /** `owner` is the member who hears when it fails; null: nobody is known. */
    | { readonly kind: 'post'; readonly replyTo: string | null; readonly owner: string | null }
    /** Changes the message of the post of that name; a newer edit of the same name replaces an unsent one. */
    | { readonly kind: 'edit'; readonly of: string }
    | { readonly kind: 'tell'; readonly member: string; readonly also?: OtherCards };
}

export interface PostRow {
  readonly id: string;
  readonly workspace: string;
  readonly platform: Platform;
  readonly name: string;
  readonly kind: 'post' | 'edit' | 'tell';
  readonly channel: string;
  /** For `tell` the member; for `post` the member who hears when it fails. */
  readonly member: string | null;
  /** For an edit the name of the post it changes, for a post the name of the post it answers. */
  readonly about: string | null;
  /** Native message id of `about`, once sent. */
  readonly aboutMessage: string | null;
  readonly aboutState: PostState | null;
  readonly card: Card;
  /** Null where it is in one language. */
  readonly also: OtherCards | null;
  readonly version: number;
  readonly state: PostState;
  readonly attempts: number;
  readonly firstAttemptAt: number | null;
  readonly createdAt: number;
  readonly message: string | null;
  readonly error: string | null;
}

/** How a post stands and who hears of it. */
export type PostFate = Pick<PostRow, 'id' | 'state' | 'createdAt' | 'member'>;

/** A post that did not go out, and of which its owner may not know it yet. */
export interface UntoldPost extends Pick<
  PostRow,
  'id' | 'name' | 'channel' | 'createdAt' | 'attempts'
> {
  readonly gist: string;
  readonly owner: string | null;
  /** The notice that tells of it; null if none was queued. `state` is null where the notice was deleted with its member. */
  readonly notice: { readonly name: string; readonly state: PostState | null } | null;
}

/** A post of unconfirmed delivery that holds up its channel. */
export interface Jam {
  readonly gist: string;
  readonly channel: string;
  /** Posts and edits of the channel that wait for it. */
  readonly waiting: number;
}

export interface PostRepository {
  /**
   * The oldest post of a channel (null: of the workspace) that was first tried before that time and is not confirmed;
   * null if there is none.
   */
  jam(channel: string | null, triedBefore: number): Promise<Jam | null>;
  /** Queues a post; false when a post of that name exists (an edit then takes the new card). */
  add(post: NewPost): Promise<boolean>;
  /** Queues posts whose names differ, each as `add` does. */
  addAll(posts: readonly NewPost[]): Promise<void>;
  /** What became of posts, by their names. */
  fates(names: readonly string[]): Promise<ReadonlyMap<string, PostFate>>;
  byName(name: string): Promise<PostRow | null>;
  get(id: string): Promise<PostRow | null>;
  /** A manager's word on an unknown post. */
  resolveUnknown(id: string, verdict: 'there' | 'again', now: number): Promise<boolean>;
  /** Ends a claim of `owner`; a card that changed meanwhile is pending again. False when the claim was lost. */
  recordOutcome(post: PostRow, owner: string, outcome: SendOutcome, now: number): Promise<boolean>;
  /** Drops a post of that name that has not been sent; one that was given up is not tried again. */
  drop(name: string, why: string, now: number): Promise<void>;
  /** Unsent posts into a channel are given up, e.g. because the channel is gone. */
  dropChannel(channel: string, why: string, now: number): Promise<void>;
  /** The owner of the post of that name is still to be told that it did not go out; an edit or a notice is still to be made. */
  owe(name: string): Promise<void>;
  /** Posts of which their owners may not know that they did not go out, oldest first. */
  untold(): Promise<readonly UntoldPost[]>;
  /** A notice tells of these posts; null: their owners know. */
  setNotice(ids: readonly string[], notice: string | null): Promise<void>;
  /** Edits and notices that were given up before that time are pending again, for one more attempt. */
  tryAgain(before: number, now: number): Promise<void>;
  /** Lets another notice tell what an undelivered one was to tell; null: nobody can be told. */
  passOn(from: string, to: string | null): Promise<void>;
  /**
   * Deletes edits and reminders that were settled before that time, and the cards of other posts, whose names stay taken;
   * at most `limit` of both. Returns the number of changed rows.
   */
  dropSettledBefore(at: number, limit: number): Promise<number>;
}

export type SendOutcome =
  | { readonly kind: 'sent'; readonly message: string | null }
  | {
      readonly kind: 'retry';
      readonly dueAt: number;
      readonly error: string;
      /** The platform asked for a pause: no other post of the channel goes out before. */
      readonly channelPausedUntil?: number;
    }
  /** It may be there: stays claimed until then, and is reconciled by whoever claims it next. */
  | {
      readonly kind: 'unsure';
      readonly leaseUntil: number;
      readonly error: string;
      readonly channelPausedUntil?: number;
    }
  /** It cannot be known: a manager decides. */
  | { readonly kind: 'unknown'; readonly error: string }
  | { readonly kind: 'failed'; readonly error: string }
  | { readonly kind: 'dropped'; readonly error: string };

export interface Claim {
  readonly now: number;
  readonly leaseUntil: number;
  readonly owner: string;
  readonly platform: Platform;
  readonly limit: number;
  /** Shortest time between two posts into one channel (ms). */
  readonly channelPaceMs: number;
  /** Posts a second of each workspace; null if the platform counts them all together. */
  readonly workspacePerSecond: number | null;
}

/** The outbox across workspaces, for the sender. */
export interface OutboxQueue {
  /**
   * Claims due posts under a lease, at most one for each channel; the workspace that has waited longest comes first. It
   * costs the same however many posts wait. A row comes back in state
   * `sending` when its former lease ran out: it must be reconciled before it is sent again.
   */
  claim(claim: Claim): Promise<readonly PostRow[]>;
  counts(): Promise<Readonly<Record<PostState, number>>>;
  /**
   * Creation time of the oldest post that should be on its way; null for none. One that waits for another post or a
   * manager, or for a workspace whose token is refused, is not: nothing is wrong with the process.
   */
  oldestOpen(): Promise<number | null>;
  /**
   * Ends leases, paces and retries that lie so far ahead that only a wrong clock can have written them. To be called
   * at a start, and when the clock was set back.
   */
  releaseFuture(now: number): Promise<void>;
}
