import { Hono } from 'hono';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Language } from '../../../domain/language.ts';
import type { Log, Painter } from '../../../ports/system.ts';
import { completions } from './completion.ts';
import { dispatch } from './dispatcher.ts';
import type { Forms } from './dispatcher.ts';
import { eventStream } from './event-stream.ts';
import type { ChangeFeed } from '../outbound/change-feed.ts';
import { joiningRoutes, showJoin, type JoiningParts } from './joining.ts';
import type { StreamSlots } from './stream-slots.ts';
import { chatPage, earlierPart, suggestionItems } from '../render/page.tsx';
import { actorOf, fromForm, fromLine, fromPress, readTyped } from './receive.ts';
import type { ChannelPosts } from '../outbound/posts.ts';
import { PAGE, pageLanguage, unknownSlash } from '../render/page-text.ts';
import { staticFiles } from '../render/static.ts';
import type { WebMember, WebMessage, WebChatStore } from '../../../ports/web-chat.ts';
import { StoreError } from '../../../ports/errors.ts';
import type { Bot, Interaction } from '../../../ports/bot.ts';
import type { Actor } from '../../../ports/identity.ts';

export interface RouteParts extends JoiningParts {
  readonly bot: Bot;
  readonly room: ChannelPosts;
  readonly live: ChangeFeed;
  readonly slots: StreamSlots;
  readonly log: Log;
  readonly painter: Painter;
}

const LARGEST_BODY = 64 * 1024;
const PAGE_OF_MESSAGES = 100;
const NEWEST = Number.MAX_SAFE_INTEGER;

/** Who is inside when a route runs. */
interface Inside {
  readonly member: WebMember;
  readonly actor: Actor;
}

/** The pages, the presses and the event stream. What is foreign was turned away before (`guard.ts`). */
export function makeRoutes(parts: RouteParts): Hono {
  const { bot, room, state, log } = parts;
  const app = new Hono();
  const files = staticFiles();
  const forms: Forms = new Map();

  app.use(
    bodyLimit({
      maxSize: LARGEST_BODY,
      onError: (c) => c.text(`${PAGE.tooMuch[spoken(c)]}\n`, 413),
    }),
  );
  app.onError((error, c) => {
    log.error('a request to the local chat failed', { path: c.req.path, error: error.message });
    if (error instanceof StoreError && error.kind !== 'broken')
      return c.text(`${PAGE.notSaved[spoken(c)]}\n`, 503);
    return c.text(`${PAGE.broken[spoken(c)]}\n`, 500);
  });

  app.get('/static/:name', (c) => {
    const file = files.get(c.req.param('name'));
    return file === undefined
      ? c.notFound()
      : c.body(file.body, 200, { 'content-type': file.type });
  });

  app.get('/', async (c) => {
    const inside = await insideOf(c, parts);
    if (inside === null) return c.html(showJoin(parts, c, { refused: null, link: null }));
    const { member } = inside;
    // Read before the messages: what comes between is sent again rather than never.
    const place = await state.place();
    const { messages, more } = await pageOf(state, NEWEST, member);
    return c.html(chatPage({ member, messages, more, place, language: spoken(c) }));
  });

  app.route('/', joiningRoutes(parts));

  /** Runs for members only; a window whose member is gone goes to the join page. */
  const inside =
    (run: (c: Context, inside: Inside) => Promise<Response>) =>
    async (c: Context): Promise<Response> => {
      const who = await insideOf(c, parts);
      return who === null
        ? c.text(`${PAGE.joinFirst[spoken(c)]}\n`, 401, { 'HX-Redirect': '/' })
        : run(c, who);
    };
  const act = (c: Context, { member }: Inside, interaction: Interaction): Promise<Response> =>
    dispatch(parts, forms, c, member, interaction);

  app.post(
    '/say',
    inside(async (c, who) => {
      const typed = readTyped((await bodyOf(c)).get('text') ?? '');
      switch (typed.kind) {
        case 'command':
          return act(c, who, fromLine(who.actor, typed.line));
        case 'said':
          await room.say(who.member, typed.line);
          break;
        case 'too-long':
          await room.note(who.member.id, PAGE.tooLong[spoken(c)]);
          break;
        case 'unknown-slash':
          await room.note(who.member.id, unknownSlash(typed.word)[spoken(c)]);
          break;
        case 'nothing':
          break;
        default:
          typed satisfies never;
      }
      return c.body(null, 204);
    }),
  );

  app.post(
    '/press',
    inside(async (c, who) => {
      const body = await bodyOf(c);
      const message = await visible(state, body.get('message') ?? '', who.member);
      const own = message !== null && message.onlyFor === who.member.id;
      const code = body.get('code') ?? '';
      return act(c, who, fromPress(who.actor, code, message?.id ?? '', own));
    }),
  );

  app.post(
    '/form',
    inside(async (c, who) => {
      const body = await bodyOf(c);
      const response = await act(c, who, fromForm(who.actor, body));
      // A form that was refused stands there again under its id.
      if (response.status === 204) forms.delete(body.get('form') ?? '');
      return response;
    }),
  );

  app.get(
    '/complete',
    inside(async (c, { actor }) => {
      const found = await completions(bot, actor, c.req.query('text') ?? '');
      return c.html(suggestionItems(found));
    }),
  );

  app.get(
    '/earlier',
    inside(async (c, { member }) => {
      const before = Number(c.req.query('before'));
      const { messages, more } = await pageOf(
        state,
        Number.isSafeInteger(before) ? before : 0,
        member,
      );
      return c.html(earlierPart(messages, more, spoken(c)));
    }),
  );

  app.get(
    '/events',
    inside(async (c, { member }) => eventStream(c, parts, member)),
  );

  app.get(
    '/picture/:message/:place',
    inside(async (c, { member }) => {
      const message = await visible(state, c.req.param('message') ?? '', member);
      const card = message?.body.kind === 'card' ? message.body.card : null;
      const block = card?.blocks[Number(c.req.param('place'))];
      if (block?.kind !== 'picture') return c.notFound();
      const png = await parts.painter.paint(block.picture);
      if (png === null) return c.notFound();
      return c.body(Uint8Array.from(png), 200, { 'content-type': 'image/png' });
    }),
  );

  app.get(
    '/file/:message',
    inside(async (c, { member }) => {
      const message = await visible(state, c.req.param('message') ?? '', member);
      const file = message?.body.kind === 'card' ? message.body.file : undefined;
      if (file === undefined || message?.onlyFor !== member.id) return c.notFound();
      return c.body(file.text, 200, {
        'content-type': `${file.type}; charset=utf-8`,
        'content-disposition': `attachment; filename="${file.name}"`,
      });
    }),
  );

  return app;
}

/** The language in which the page speaks to this browser. */
function spoken(c: Context): Language {
  return pageLanguage(c.req.header('accept-language'));
}

async function insideOf(c: Context, { state, cookie }: RouteParts): Promise<Inside | null> {
  const token = cookie.read(c);
  const member = token === undefined ? null : await state.memberByToken(token);
  if (member === null) return null;
  const said = { language: c.req.header('accept-language'), zone: c.req.header('x-zone') };
  return { member, actor: actorOf(member, said) };
}

async function bodyOf(c: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text());
}

/** A message by id, when this member may see it. */
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
