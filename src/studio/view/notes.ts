import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { cutLine } from '../../app/shared/cut-line.ts';
import { cookieOf } from './cookies.ts';

/** UTF-16 units of a sentence: a cookie holds 4 KB. */
const LONGEST = 800;
const KEPT_SECONDS = 60;

/** What became of a request. */
export interface Note {
  readonly sentence: string;
  readonly isBad: boolean;
}

/**
 * Leads the browser to a page that says once what became of the request, so that loading the page again repeats neither.
 * The sentence travels in a cookie: an address that carries one could put words into the studio's mouth.
 */
export function leadTo(c: Context, path: string, note: Note): Response {
  const said = `${note.isBad ? '-' : '+'}${cutLine(note.sentence, LONGEST)}`;
  const { name, shape } = cookieOf(c, 'note');
  setCookie(c, name, Buffer.from(said).toString('base64url'), { ...shape, maxAge: KEPT_SECONDS });
  return c.redirect(path, 303);
}

/** What became of the request that led to this page; null if it was said already. */
export function takeNote(c: Context): Note | null {
  const { name, shape } = cookieOf(c, 'note');
  const kept = getCookie(c, name);
  if (kept === undefined) return null;
  deleteCookie(c, name, shape);
  const said = Buffer.from(kept, 'base64url').toString();
  return said.length < 2 ? null : { sentence: said.slice(1), isBad: said.startsWith('-') };
}

/** Whether a page with that note refuses the request itself, and not one that led to it. */
export function isRefusal(c: Context, note: Note | null): boolean {
  return c.req.method === 'POST' && note?.isBad === true;
}

export function good(sentence: string): Note {
  return { sentence, isBad: false };
}

export function bad(sentence: string): Note {
  return { sentence, isBad: true };
}
