import type { Place } from './identity.ts';

/** Who uses the studio, and the place whose settings they see first. */
export interface StudioVisitor extends Place {
  readonly member: string;
}

/** One-time links into the studio and the sessions that they begin. Tokens are stored as hashes. */
export interface StudioAccess {
  /** Stores a link, and drops those that are too old. */
  addLink(token: string, visitor: StudioVisitor, expiresAt: number, now: number): Promise<void>;
  /** Whether a link can still be used. */
  hasLink(token: string, now: number): Promise<boolean>;
  /** Uses a link up and begins a session. False: it was used, is too old, or never was one. */
  redeem(
    link: string,
    session: { readonly token: string; readonly expiresAt: number },
    now: number,
  ): Promise<boolean>;
  /** Who a session is of; null if it has ended. */
  visitor(token: string, now: number): Promise<StudioVisitor | null>;
  /** Ends a session. */
  leave(token: string): Promise<void>;
}
