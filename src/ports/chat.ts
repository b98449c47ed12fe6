import type { Card, Reply } from '../domain/card.ts';
import type { CommandShape } from '../domain/command-parser.ts';
import type { Said } from '../domain/language.ts';
import type { Limits } from './limits.ts';

export type Platform = 'slack' | 'discord' | 'web';

/**
 * Where something happened or shall happen. Always from the verified envelope, never from a button.
 * `workspace` is `<platform>:<native id>` and is the tenant of every row; `channel` is the native id.
 */
export interface Place {
  readonly platform: Platform;
  readonly workspace: string;
  readonly channel: string;
}

/** Who did something, from the verified envelope. */
export interface Actor {
  /** Native id, unique within the workspace. */
  readonly id: string;
  /** Display name as the platform gives it; hostile text until a renderer has escaped it. */
  readonly name: string;
  /** Whether the platform counts them as managing the workspace; null: ask `Chat.manages`. */
  readonly manages: boolean | null;
  /** BCP 47, where the platform says. */
  readonly locale: string | null;
  /** IANA, where the platform says. */
  readonly zone: string | null;
}

export type Deed =
  /** A typed line after `/quiz`. */
  | { readonly kind: 'line'; readonly line: string }
  /** A command whose platform parsed it: values by argument name, not yet validated. */
  | {
      readonly kind: 'command';
      readonly name: string;
      readonly values: Readonly<Record<string, string>>;
    }
  /**
   * A press on a button. `message` is the pressed message's id; `own` is true when it was private to this member,
   * so that the reply may replace it.
   */
  | {
      readonly kind: 'press';
      readonly code: string;
      readonly message: string;
      readonly own: boolean;
    }
  /** A submitted form; several choices are joined by commas. */
  | {
      readonly kind: 'form';
      readonly code: string;
      readonly values: Readonly<Record<string, string>>;
    }
  /** The member opened their home page with us (Slack's App Home). */
  | { readonly kind: 'home' };

export interface Input {
  readonly place: Place;
  readonly actor: Actor;
  readonly deed: Deed;
  /** The same at every delivery of one gesture; left out where a platform never delivers one again. */
  readonly gesture?: string;
}

/** What happens to a workspace or channel itself. */
export type Happening =
  | { readonly kind: 'workspace-gone'; readonly workspace: string }
  | { readonly kind: 'workspace-here'; readonly workspace: string; readonly name: string }
  | { readonly kind: 'channel-gone'; readonly place: Place }
  | { readonly kind: 'member-left'; readonly workspace: string; readonly member: string };

export interface Suggestion {
  readonly label: string;
  readonly value: string;
}

/** Makes the reply to what has been committed. Never throws. */
export type Making = () => Promise<Reply>;

/** The one way in. `handle` never throws: what goes wrong inside comes back as a polite card. */
export interface Bot {
  readonly commands: readonly CommandShape[];
  handle(input: Input): Promise<Reply>;
  /**
   * The same in two steps, for an adapter that acknowledges apart: resolves when what the member did is committed, and
   * the reply is made when it is asked for. Never throws.
   */
  begin(input: Input): Promise<Making>;
  /** Suggestions for an argument being typed, best first, at most 25. Never throws. */
  complete(
    input: Omit<Input, 'deed'>,
    command: string,
    argument: string,
    typed: string,
  ): Promise<readonly Suggestion[]>;
  happened(happening: Happening): Promise<void>;
}

export interface PostOptions {
  /** Native id of the message to answer: a thread in Slack, a reply in Discord, a quote in the local chat. */
  readonly replyTo: string | null;
}

/** What `find` knows of a post: its native message id, that it is surely not there, or that it cannot be known. */
export type Found =
  | { readonly kind: 'there'; readonly message: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'cannot-tell'; readonly why: string };

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
  mayPost(place: Place): Promise<Said | null>;
  /** Whether the platform counts that member as managing the workspace. */
  manages(place: Place, member: string): Promise<boolean>;
  /** Forgets what this adapter itself keeps of a member; most keep nothing. Idempotent. */
  forget(place: Place, member: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * How a post failed. `not-sent`: surely not there, may be repeated after `retryAfterMs`. `refused`: surely not
 * there and repeating will not help until somebody acts. `unknown`: the request left and no answer came back.
 */
export type PostFailure = 'not-sent' | 'refused' | 'unknown';

export class PostError extends Error {
  override readonly name = 'PostError';
  /**
   * @param code the platform's own word, e.g. `channel_not_found`; never holds a secret
   * @param advice one sentence for the person who can fix it
   * @param retryAfterMs for `not-sent`: not before that many milliseconds; null: the worker's own backoff
   * @param gone the channel or workspace is lost: its schedules pause
   */
  constructor(
    readonly failure: PostFailure,
    readonly code: string,
    readonly advice: Said,
    readonly retryAfterMs: number | null = null,
    readonly gone = false,
    options?: ErrorOptions,
  ) {
    super(`${failure}: ${code}: ${advice.en}`, options);
  }
}

/** A start that cannot go on: one line that names the thing, the place and the fix. */
export class StartError extends Error {
  override readonly name = 'StartError';
  /** @param exitCode 78 for a wrong setting (sysexits EX_CONFIG), else 1 */
  constructor(
    message: string,
    readonly exitCode: 1 | 78 = 1,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
