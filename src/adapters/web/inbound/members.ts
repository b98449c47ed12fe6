import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Language } from '../../../domain/language.ts';
import type { Actor } from '../../../ports/identity.ts';
import type { WebChatStore, WebMember } from '../../../ports/web-chat.ts';
import { pageLanguage } from '../../../pages/accept-language.ts';
import { PAGE } from '../render/page-text.ts';
import { actorOf } from './receive.ts';
import type { SessionCookie } from './session-cookie.ts';

/** The member behind a request, set by `requireMember`. */
export interface MemberEnv {
  readonly Variables: {
    readonly member: WebMember;
    readonly actor: Actor;
    /** The bot's reply in one line, once there is one: the bot has counted what it could not save. */
    readonly reply?: string;
  };
}

/** What tells who a request is from. */
export interface MemberParts {
  readonly state: WebChatStore;
  readonly cookie: SessionCookie;
}

/** Lets members through; a window whose member is gone goes to the join page. */
export function requireMember(parts: MemberParts) {
  return createMiddleware<MemberEnv>(async (c, next) => {
    const member = await memberOf(c, parts);
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

export async function memberOf(
  c: Context,
  { state, cookie }: MemberParts,
): Promise<WebMember | null> {
  const token = cookie.read(c);
  return token === undefined ? null : state.memberByToken(token);
}

/** The language in which the page speaks to this browser. */
export function languageFor(c: Context): Language {
  return pageLanguage(c.req.header('accept-language'));
}
