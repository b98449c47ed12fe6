import type { Context } from 'hono';
import type { CookieOptions } from 'hono/utils/cookie';

/**
 * Name and attributes of a cookie of the studio. Browsers do not tell ports apart, so the name does: two Deckhands on one
 * machine stay apart.
 */
export function cookieOf(
  c: Context,
  purpose: 'session' | 'note',
): { readonly name: string; readonly shape: CookieOptions } {
  const port = new URL(c.req.url).port || 'public';
  return {
    name: purpose === 'session' ? `deckhand-studio-${port}` : `deckhand-studio-note-${port}`,
    shape: {
      httpOnly: true,
      sameSite: 'Strict',
      // A form's request carries the origin by which the browser came.
      secure: c.req.header('origin')?.startsWith('https:') === true,
      path: '/studio',
    },
  };
}
