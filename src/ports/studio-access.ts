import type { Place } from './identity.ts';

/** Who uses the studio, and the place whose settings they see first. */
export interface StudioVisitor extends Place {
  readonly member: string;
}

/** A link as it was given out: its token stands in an address, its code beside it in the message and nowhere else. */
export interface StudioKey {
  readonly token: string;
  readonly code: string;
}

/**
 * Why a link opens nothing: `late` after its time, `tried` after too many wrong codes, `replaced` by a newer one of its
 * member, `unknown` if it was never given out or is long past.
 */
export type ShutLink = 'used' | 'late' | 'tried' | 'replaced' | 'unknown';

/** What became of an attempt to open the studio. */
export type Redeemed =
  | { readonly kind: 'open' }
  | { readonly kind: 'wrong-code'; readonly left: number }
  | { readonly kind: 'shut'; readonly why: ShutLink };

/** A link dies with this many wrong codes. */
export const WRONG_CODES = 5;

/** One-time links into the studio and the sessions that they begin. Tokens and codes are stored as hashes. */
export interface StudioAccess {
  /** Stores a link. The member's earlier ones open nothing any more; those that are long past are dropped. */
  addLink(
    link: StudioKey & { readonly expiresAt: number },
    visitor: StudioVisitor,
    now: number,
  ): Promise<void>;
  /** Why a link opens nothing; null if it still waits for its code. */
  shutLink(token: string, now: number): Promise<ShutLink | null>;
  /** Uses a link up and begins a session, if the code is right. A wrong one is counted. */
  redeem(
    link: StudioKey,
    session: { readonly token: string; readonly expiresAt: number },
    now: number,
  ): Promise<Redeemed>;
  /** Who a session is of; null if it has ended. */
  visitor(token: string, now: number): Promise<StudioVisitor | null>;
  /** Ends a session. */
  leave(token: string): Promise<void>;
}
