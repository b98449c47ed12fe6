import type { Card } from '../domain/card.ts';
import type { TextFile } from '../domain/reply.ts';

export interface WebMember {
  readonly id: string;
  readonly name: string;
  readonly manager: boolean;
}

export type WebBody =
  /** `file` may be taken by the one member who sees the message. */
  | { readonly kind: 'card'; readonly card: Card; readonly file?: TextFile }
  /** Plain chat text of a member. */
  | { readonly kind: 'line'; readonly line: string };

export interface WebMessage {
  readonly id: string;
  /** Null: the bot. */
  readonly author: { readonly id: string; readonly name: string } | null;
  /** The one member who sees it; null: everybody. */
  readonly onlyFor: string | null;
  /** The message it answers, with what that one says in a line. */
  readonly quoted: { readonly id: string; readonly gist: string } | null;
  readonly body: WebBody;
  /** Places in the sequence of all changes. */
  readonly created: number;
  readonly changed: number;
  /** Epoch milliseconds. */
  readonly sentAt: number;
}

export interface NewMessage {
  readonly id: string;
  /** The post's unique name; null for replies and chat lines. */
  readonly name: string | null;
  readonly author: WebMember | null;
  readonly onlyFor: string | null;
  readonly replyTo: string | null;
  readonly body: WebBody;
  readonly sentAt: number;
}

/** What a window knows: every message created up to one place, every change of those up to the other. */
export interface Known {
  readonly created: number;
  readonly changed: number;
}

/** One thing a window does not know yet, and what it knows afterwards. */
export interface News {
  readonly message: WebMessage;
  /** False: an edit of a message that the window has. */
  readonly isNew: boolean;
  readonly known: Known;
}

export interface NewMember {
  readonly id: string;
  readonly name: string;
  /** What the member's browser shows from now on. */
  readonly token: string;
  /** The token of a one-time link that makes a manager. */
  readonly link?: string;
}

/** A one-time link into the local chat. */
export interface WebLink {
  readonly token: string;
  /** Whose place it gives; null: whoever opens it joins as a manager. */
  readonly member: string | null;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** What the local chat remembers. Every write is durable when it resolves. */
export interface WebChatStore {
  /**
   * A new member, the first of all as manager, and so is whoever has a link for it. Null when somebody has that name or
   * one that looks the same. The token is kept hashed.
   */
  join(member: NewMember, at: number): Promise<WebMember | null>;
  members(): Promise<readonly WebMember[]>;
  setManager(id: string, manager: boolean): Promise<void>;
  /** Stores a one-time link; its token is kept hashed. */
  addLink(link: WebLink): Promise<void>;
  /** Where a link leads; null when there is none of that token, or it is too old. */
  link(token: string, now: number): Promise<{ readonly member: WebMember | null } | null>;
  /** Takes a member's place with a link and uses it up; null when that cannot be. */
  redeemLink(link: string, token: string, now: number): Promise<WebMember | null>;
  memberByToken(token: string): Promise<WebMember | null>;
  member(id: string): Promise<WebMember | null>;
  /** Adds a message, or returns the first one of that name: a post repeated is still one post. */
  append(message: NewMessage): Promise<WebMessage>;
  /** Changes what a message says; null when there is no such message. */
  edit(id: string, body: WebBody, at: number): Promise<WebMessage | null>;
  message(id: string): Promise<WebMessage | null>;
  find(name: string): Promise<WebMessage | null>;
  /**
   * What a window does not know, for that member; at most `most`: changes of what it has, then new messages in their
   * order. Going on from any piece's `known` misses nothing; at worst an edit comes twice.
   */
  since(known: Known, member: string, limit: number): Promise<readonly News[]>;
  /** The newest messages created before that place, for that member, oldest first. */
  latest(before: number, member: string, limit: number): Promise<readonly WebMessage[]>;
  /** The place of the newest change; 0 when there is none. */
  place(): Promise<number>;
  /** Forgets private messages sent before that time. */
  prune(before: number): Promise<void>;
  /** Forgets a member: their name, their private messages, what they said. */
  forget(member: string): Promise<void>;
}
