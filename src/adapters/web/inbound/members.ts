import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import type { Language } from '../../../domain/language.ts';
import type { Actor } from '../../../ports/identity.ts';
import type { WebChatStore, WebMember } from '../../../ports/web-chat.ts';
import { PAGE, pageLanguage } from '../render/page-text.ts';
import { actorOf } from './receive.ts';

/** The member behind a request, set by `requireMember`. */
export interface MemberEnv {
  readonly Variables: { readonly member: WebMember; readonly actor: Actor };
}

const COOKIE = 'deckhand';
/** The longest time for which browsers keep a cookie: 400 days. */
const COOKIE_SECONDS = 400 * 24 * 3_600;

/** Lets members through; a window whose member is gone goes to the join page. */
export function requireMember(state: WebChatStore) {
  return createMiddleware<MemberEnv>(async (c, next) => {
    const member = await memberOf(c, state);
    if (member === null) {
      return c.text(`${PAGE.joinFirst[languageFor(c)]}\n`, 401, { 'HX-Redirect': '/' });
    }
    const preferences = {
      language: c.req.header('accept-language'),
      zone: c.req.header('x-zone'),
    };
    c.set('member', member);
    c.set('actor', actorOf(member, preferences));
    return next();
  });
}

export async function memberOf(c: Context, state: WebChatStore): Promise<WebMember | null> {
  const token = getCookie(c, COOKIE);
  return token === undefined ? null : state.memberByToken(token);
}

export function remember(c: Context, token: string): void {
  setCookie(c, COOKIE, token, {
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
    maxAge: COOKIE_SECONDS,
  });
}

/** The language in which the page speaks to this browser. */
export function languageFor(c: Context): Language {
  return pageLanguage(c.req.header('accept-language'));
}
