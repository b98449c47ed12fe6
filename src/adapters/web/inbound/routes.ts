import { Hono } from 'hono';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { completions } from './completion.ts';
import { openDispatcher } from './dispatcher.ts';
import { eventStream } from './event-stream.ts';
import { joiningRoutes, showJoin, type JoiningParts } from './joining.ts';
import { languageFor, memberOf, requireMember } from './members.ts';
import type { MemberEnv } from './members.ts';
import type { StreamSlots } from './stream-slots.ts';
import type { ChangeFeed } from '../outbound/change-feed.ts';
import { chatPage, earlierPart, suggestionItems } from '../render/page.tsx';
import { fromForm, fromLine, fromPress, readTyped } from './receive.ts';
import { logFailure } from '../../../pages/failed-request.ts';
import { noCache, pageHeaders } from '../../../pages/request-guard.ts';
import type { ChannelPosts } from '../outbound/posts.ts';
import { PAGE, unknownSlash } from '../render/page-text.ts';
import { staticFiles } from '../setup/static-files.ts';
import type { WebMember, WebMessage, WebChatStore } from '../../../ports/web-chat.ts';
import { StoreError } from '../../../ports/errors.ts';
import type { Bot } from '../../../ports/bot.ts';

export interface RouteParts extends JoiningParts {
  readonly bot: Bot;
  readonly posts: ChannelPosts;
  readonly feed: ChangeFeed;
  readonly slots: StreamSlots;
}

type App = Hono<MemberEnv>;

const MAX_BODY = 64 * 1024;
const PAGE_OF_MESSAGES = 100;
const NEWEST = Number.MAX_SAFE_INTEGER;

/** The pages, the presses and the event stream. `request-guard.ts` has refused foreign requests before. */
export function makeRoutes(parts: RouteParts): App {
  const { log, metrics } = parts;
  const app: App = new Hono();
  const files = staticFiles();
  app.use(pageHeaders, noCache);
  app.use(
    bodyLimit({
      maxSize: MAX_BODY,
      onError: (c) => c.text(`${PAGE.tooMuch[languageFor(c)]}\n`, 413),
    }),
  );
  app.onError((error, c) => {
    logFailure(log, c, 'a request to the local chat failed', error);
    if (error instanceof StoreError && error.kind !== 'broken') {
      const { reply } = c.var;
      if (reply !== undefined) return c.text(`${reply}\n`, 503);
      if (c.req.method === 'GET') return c.text(`${PAGE.notShown[languageFor(c)]}\n`, 503);
      metrics.count('not_saved', { kind: error.kind });
      const sentence = error.kind === 'full' ? PAGE.notSavedFull : PAGE.notSaved;
      return c.text(`${sentence[languageFor(c)]}\n`, 503);
    }
    return c.text(`${PAGE.broken[languageFor(c)]}\n`, 500);
  });
  app.get('/static/:name', (c) => {
    const file = files.get(c.req.param('name'));
    return file === undefined
      ? c.notFound()
      : c.body(file.body, 200, { 'content-type': file.type });
  });
  addPages(app, parts);
  addInteractions(app, parts);
  addReading(app, parts);
  return app;
}

/** The chat and the way into it. */
function addPages(app: App, parts: RouteParts): void {
  const { state } = parts;
  app.get('/', async (c) => {
    const member = await memberOf(c, parts);
    const language = languageFor(c);
    if (member === null)
      return c.html(showJoin(parts, c, { refused: null, link: null, already: null }));
    parts.cookie.renew(c);
    // Read before the messages: a change in between is then sent later instead of lost, unless the page has it already.
    const before = await state.place();
    const { messages, more } = await pageOf(state, NEWEST, member);
    const place = Math.max(before, ...messages.map(({ changed }) => changed));
    return c.html(chatPage({ member, messages, more, place, language }));
  });

  app.route('/', joiningRoutes(parts));
}

/** What members do. */
function addInteractions(app: App, parts: RouteParts): void {
  const { bot, posts, state } = parts;
  const memberOnly = requireMember(parts);
  const dispatcher = openDispatcher(parts);

  app.post('/say', memberOnly, async (c) => {
    const { member, actor } = c.var;
    const typed = readTyped((await bodyOf(c)).get('text') ?? '');
    switch (typed.kind) {
      case 'command':
        return dispatcher.dispatch(c, fromLine(actor, typed.line));
      case 'said':
        await posts.say(member, typed.line);
        break;
      case 'too-long':
        await posts.note(member.id, PAGE.tooLong[languageFor(c)]);
        break;
      case 'unknown-slash':
        await posts.note(member.id, unknownSlash(typed.word)[languageFor(c)]);
        break;
      case 'nothing':
        break;
      default:
        typed satisfies never;
    }
    return c.body(null, 204);
  });

  app.post('/press', memberOnly, async (c) => {
    const { member, actor } = c.var;
    const body = await bodyOf(c);
    const message = await visible(state, body.get('message') ?? '', member);
    const press = {
      code: body.get('code') ?? '',
      message: message?.id ?? '',
      isPrivate: message !== null && message.onlyFor === member.id,
    };
    return dispatcher.dispatch(c, fromPress(actor, press));
  });

  app.post('/form', memberOnly, async (c) =>
    dispatcher.dispatch(c, fromForm(c.var.actor, await bodyOf(c))),
  );

  app.get('/complete', memberOnly, async (c) => {
    const found = await completions(bot, c.var.actor, c.req.query('text') ?? '');
    return c.html(suggestionItems(found));
  });
}

/** What members read. */
function addReading(app: App, parts: RouteParts): void {
  const { state } = parts;
  const memberOnly = requireMember(parts);

  app.get('/earlier', memberOnly, async (c) => {
    const asked = Number(c.req.query('before'));
    const before = Number.isSafeInteger(asked) ? asked : 0;
    const { messages, more } = await pageOf(state, before, c.var.member);
    return c.html(earlierPart(messages, more, languageFor(c)));
  });

  app.get('/events', memberOnly, (c) => eventStream(c, parts, c.var.member));

  app.get('/file/:message', memberOnly, async (c) => {
    const { member } = c.var;
    const message = await visible(state, c.req.param('message'), member);
    const file = message?.body.kind === 'card' ? message.body.file : undefined;
    if (file === undefined || message?.onlyFor !== member.id) return c.notFound();
    return c.body(file.text, 200, {
      'content-type': `${file.type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${file.name}"`,
    });
  });
}

async function bodyOf(c: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text());
}

/** A message by id, if this member may see it. */
async function visible(
  state: WebChatStore,
  id: string,
  member: WebMember,
): Promise<WebMessage | null> {
  const message = await state.message(id);
  if (message === null) return null;
  return message.onlyFor === null || message.onlyFor === member.id ? message : null;
}

async function pageOf(
  state: WebChatStore,
  before: number,
  member: WebMember,
): Promise<{ messages: readonly WebMessage[]; more: boolean }> {
  const found = await state.latest(before, member.id, PAGE_OF_MESSAGES + 1);
  const more = found.length > PAGE_OF_MESSAGES;
  return { messages: more ? found.slice(1) : found, more };
}
