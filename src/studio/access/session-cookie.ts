import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { cookieOf } from '../view/cookies.ts';

export const SESSION_MS = 12 * 3_600_000;

export function readSession(c: Context): string | undefined {
  return getCookie(c, cookieOf(c, 'session').name);
}

export function writeSession(c: Context, token: string): void {
  const { name, shape } = cookieOf(c, 'session');
  setCookie(c, name, token, { ...shape, maxAge: SESSION_MS / 1_000 });
}

export function dropSession(c: Context): void {
  const { name, shape } = cookieOf(c, 'session');
  deleteCookie(c, name, shape);
}
