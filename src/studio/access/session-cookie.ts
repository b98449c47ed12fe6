import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

export const SESSION_MS = 12 * 3_600_000;
const PATH = '/studio';

/** Browsers do not tell ports apart, so the cookie's name does: two Deckhands on one machine stay apart. */
function nameOn(c: Context): string {
  return `deckhand-studio-${new URL(c.req.url).port || 'public'}`;
}

export function readSession(c: Context): string | undefined {
  return getCookie(c, nameOn(c));
}

/** @param isSecure whether the browser came by HTTPS */
export function writeSession(c: Context, token: string, isSecure: boolean): void {
  setCookie(c, nameOn(c), token, {
    httpOnly: true,
    sameSite: 'Strict',
    secure: isSecure,
    path: PATH,
    maxAge: SESSION_MS / 1_000,
  });
}

export function dropSession(c: Context): void {
  deleteCookie(c, nameOn(c), { path: PATH });
}
