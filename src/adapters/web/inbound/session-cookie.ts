import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import { parse } from 'hono/utils/cookie';

/** The longest that browsers keep a cookie: 400 days. */
const COOKIE_SECONDS = 400 * 24 * 3_600;
/** What it was called before its name had the port. */
const FORMER_NAME = 'deckhand';

/** The cookie by which a browser is a member. */
export interface SessionCookie {
  readonly read: (c: Context) => string | undefined;
  /** The same of a `Cookie` header. */
  readonly readHeader: (header: string | undefined) => string | undefined;
  readonly write: (c: Context, token: string) => void;
  /** Keeps the cookie of a browser that is in use from ending. */
  readonly renew: (c: Context) => void;
}

/**
 * Browsers do not tell ports apart: without it in the name, a second Deckhand logs the first one's members out. Behind a
 * public address it is that one's port, since several processes with ports of their own may stand there.
 */
export function sessionCookie(port: () => number, publicOrigin: string | null): SessionCookie {
  const address = publicOrigin === null ? null : new URL(publicOrigin);
  const ownName = (): string => `deckhand-${port()}`;
  const name = (): string =>
    address === null ? ownName() : `deckhand-${address.port || 'public'}`;
  const publicHost = address?.protocol === 'https:' ? address.host : null;
  const readHeader = (header: string | undefined): string | undefined => {
    const cookies = parse(header ?? '');
    return cookies[name()] ?? cookies[ownName()] ?? cookies[FORMER_NAME];
  };
  const read = (c: Context): string | undefined => readHeader(c.req.header('cookie'));
  const write = (c: Context, token: string): void =>
    setCookie(c, name(), token, {
      httpOnly: true,
      sameSite: 'Strict',
      secure: publicHost !== null && c.req.header('host')?.toLowerCase() === publicHost,
      path: '/',
      maxAge: COOKIE_SECONDS,
    });
  return {
    readHeader,
    read,
    write,
    renew: (c) => {
      const token = read(c);
      if (token !== undefined) write(c, token);
    },
  };
}
