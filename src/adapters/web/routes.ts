import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { streamSSE } from 'hono/streaming';
import type { Card, Reply } from '../../domain/card.ts';
import type { Actor, Bot, Input } from '../../ports/chat.ts';
import { fit } from '../fit.ts';
import { completions } from './complete.ts';
import { FormDialog } from './form.tsx';
import type { WebOptions } from './index.ts';
import type { Live } from './live.ts';
import { chatPage, earlierPart, joinPage, messageEvent, suggestionItems } from './page.tsx';
import { actorOf, fromForm, fromLine, fromPress, readName, readTyped } from './receive.ts';
import { LIMITS } from './render.tsx';
import { staticFiles } from './static.ts';
import type { WebBody, WebMember } from './state.ts';

export interface RouteOptions extends WebOptions {
  readonly bot: Bot;
  readonly live: Live;
}

const COOKIE = 'deckhand';
const BODY_BYTES = 64 * 1024;
const YEAR_SECONDS = 365 * 24 * 3_600;
/** Messages on the first page and in each part before it. */
const SHOWN = 60;
/** Changes in one batch of the event stream. */
const BATCH = 50;
/** A comment keeps proxies and browsers from closing a silent stream. */
const HEARTBEAT_MS = 20_000;
const NEWEST = Number.MAX_SAFE_INTEGER;

/** What browsers may ask of the local chat. Host and Origin were checked before. */
export function routes(options: RouteOptions): Hono {
  const { state, clock, chance, painter, bot, live } = options;
  const app = new Hono();
  const files = staticFiles();
  app.use(bodyLimit({ maxSize: BODY_BYTES, onError: (c) => c.text('too large', 413) }));

  const memberOf = async (c: Context): Promise<WebMember | null> => {
    const token = getCookie(c, COOKIE);
    return token === undefined ? null : state.memberByToken(token);
  };
  const actor = (c: Context, member: WebMember): Actor =>
    actorOf(member, { language: c.req.header('accept-language'), zone: getCookie(c, 'zone') });

  /** A private message to one member, from the bot. */
  const whisper = async (member: WebMember, card: Card): Promise<void> => {
    const body: WebBody = { kind: 'card', card: fit(card, LIMITS) };
    await state.append({
      id: chance.id(),
      name: null,
      author: null,
      onlyFor: member.id,
      replyTo: null,
      body,
      sentAt: clock.now(),
    });
    live.changed();
  };

  /** The bot's reply where it belongs: a new private message, in place of the pressed one, or a form. */
  const answer = async (c: Context, member: WebMember, input: Input): Promise<Response> => {
    const reply = await bot.handle(input);
    switch (reply.kind) {
      case 'card':
        await whisper(member, reply.card);
        return c.body(null, 204);
      case 'replace': {
        const { deed } = input;
        const own = deed.kind === 'press' && deed.own ? deed.message : null;
        const body: WebBody = { kind: 'card', card: fit(reply.card, LIMITS) };
        const changed = own === null ? null : await state.edit(own, body, clock.now());
        if (changed === null) await whisper(member, reply.card);
        else live.changed();
        return c.body(null, 204);
      }
      case 'form':
        return dialog(c, {
          id: `form-${chance.id()}`,
          form: reply.form,
          values: {},
          refused: null,
        });
      case 'refused':
        return refusedForm(c, member, input, reply);
      default:
        return reply satisfies never;
    }
  };

  const dialog = (c: Context, open: Parameters<typeof FormDialog>[0]['open']): Response => {
    c.header('hx-retarget', '#form-place');
    c.header('hx-reswap', 'innerHTML');
    return c.body(String(FormDialog({ open })), 200, {
      'content-type': 'text/html; charset=utf-8',
    });
  };

  /** A wrong field stands beside its field in the form, opened anew; a typed command gets the sentence. */
  const refusedForm = async (
    c: Context,
    member: WebMember,
    input: Input,
    refused: Extract<Reply, { kind: 'refused' }>,
  ): Promise<Response> => {
    const { deed } = input;
    if (deed.kind === 'form') {
      const again = await bot.handle({
        ...input,
        deed: { kind: 'press', code: deed.code, message: '', own: true },
      });
      if (again.kind === 'form') {
        return dialog(c, {
          id: `form-${chance.id()}`,
          form: again.form,
          values: deed.values,
          refused,
        });
      }
    }
    const { sentence } = refused;
    const text = { kind: 'paragraph', spans: [sentence] } as const;
    await whisper(member, {
      gist: sentence,
      blocks: [{ kind: 'text', text: [text], tone: 'normal' }],
    });
    return c.body(null, 204);
  };

  app.get('/', async (c) => {
    const member = await memberOf(c);
    if (member === null) return c.html(joinPage(null));
    const place = await state.place();
    const messages = await state.latest(NEWEST, member.id, SHOWN + 1);
    const more = messages.length > SHOWN;
    return c.html(chatPage({ member, messages: messages.slice(more ? 1 : 0), more, place }));
  });

  app.post('/join', async (c) => {
    const typed = await field(c, 'name');
    const name = readName(typed);
    if (name === null) {
      const sentence = 'Please take a name of 1 to 40 letters or digits.';
      return c.html(joinPage({ name: typed.slice(0, 40), sentence }), 422);
    }
    const token = `${chance.id()}${chance.id()}`;
    const member = await state.join({ id: chance.id(), name, token }, clock.now());
    if (member === null) {
      const sentence = `${name} is taken in this chat. Please take another name.`;
      return c.html(joinPage({ name, sentence }), 422);
    }
    setCookie(c, COOKIE, token, {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
      maxAge: YEAR_SECONDS,
    });
    return c.redirect('/', 303);
  });

  app.get('/static/:name', (c) => {
    const file = files.get(c.req.param('name'));
    return file === undefined
      ? c.notFound()
      : c.body(file.body, 200, { 'content-type': file.type });
  });

  app.use(async (c, next) => {
    if ((await memberOf(c)) !== null) return next();
    c.header('hx-redirect', '/');
    return c.text('Join first: open the page again.', 401);
  });

  const me = async (c: Context): Promise<WebMember> => {
    const member = await memberOf(c);
    if (member === null) throw new Error('a member who was there is gone');
    return member;
  };

  app.post('/say', async (c) => {
    const member = await me(c);
    const typed = readTyped(await field(c, 'text'));
    switch (typed.kind) {
      case 'nothing':
        return c.body(null, 204);
      case 'command':
        return answer(c, member, fromLine(actor(c, member), typed.line));
      case 'unknown-slash':
        return answer(c, member, fromLine(actor(c, member), typed.word.slice(1)));
      case 'too-long':
        return c.text('That is too long.', 413);
      case 'said':
        await state.append({
          id: chance.id(),
          name: null,
          author: member,
          onlyFor: null,
          replyTo: null,
          body: { kind: 'line', line: typed.line },
          sentAt: clock.now(),
        });
        live.changed();
        return c.body(null, 204);
      default:
        return typed satisfies never;
    }
  });

  app.post('/press', async (c) => {
    const member = await me(c);
    const id = (await field(c, 'message')).slice(0, 100);
    const pressed = await state.message(id);
    const own = pressed?.onlyFor === member.id;
    return answer(c, member, fromPress(actor(c, member), await field(c, 'code'), id, own));
  });

  app.post('/form', async (c) => {
    const member = await me(c);
    const body = new URLSearchParams(await c.req.text());
    const reply = await answer(c, member, fromForm(actor(c, member), body));
    // Done: the dialog goes; the answer is in the log.
    if (reply.status === 204)
      return c.body('', 200, { 'content-type': 'text/html; charset=utf-8' });
    return reply;
  });

  app.get('/complete', async (c) => {
    const member = await me(c);
    const found = await completions(bot, actor(c, member), c.req.query('text') ?? '');
    return c.html(suggestionItems(found));
  });

  app.get('/earlier', async (c) => {
    const member = await me(c);
    const before = Number(c.req.query('before') ?? 0);
    if (!Number.isSafeInteger(before)) return c.body(null, 400);
    const messages = await state.latest(before, member.id, SHOWN + 1);
    const more = messages.length > SHOWN;
    return c.html(earlierPart(messages.slice(more ? 1 : 0), more));
  });

  app.get('/picture/:message/:place', async (c) => {
    const member = await me(c);
    const message = await state.message(c.req.param('message'));
    const visible = message !== null && (message.onlyFor === null || message.onlyFor === member.id);
    const block =
      visible && message.body.kind === 'card'
        ? message.body.card.blocks[Number(c.req.param('place'))]
        : undefined;
    if (block?.kind !== 'picture') return c.notFound();
    const png = await painter.paint(block.picture);
    return png === null
      ? c.notFound()
      : c.body(new Uint8Array(png), 200, { 'content-type': 'image/png' });
  });

  app.get('/events', async (c) => {
    const member = await me(c);
    const seen = Number(c.req.header('last-event-id') ?? c.req.query('after') ?? 0);
    c.header('x-accel-buffering', 'no');
    return streamSSE(c, async (stream) => {
      const from = Number.isSafeInteger(seen) ? seen : 0;
      let place = from;
      let ended = false;
      // A message that was made and changed before it was sent is still new to this window.
      const sent = new Set<string>();
      stream.onAbort(() => {
        ended = true;
        live.changed();
      });
      while (!ended && !live.closed) {
        const { changes } = live;
        const news = await state.since(place, member.id, BATCH);
        for (const message of news) {
          const data = messageEvent(message, message.created > from && !sent.has(message.id));
          sent.add(message.id);
          place = message.changed;
          await stream.writeSSE({ event: 'message', id: String(place), data });
        }
        if (news.length > 0) continue;
        await live.wait(changes, HEARTBEAT_MS);
        if (!ended && !live.closed) await stream.writeSSE({ event: 'ping', data: '' });
      }
    });
  });
  return app;
}

/** One field of a submitted body; '' where it is missing or a file. */
async function field(c: Context, name: string): Promise<string> {
  const value = (await c.req.parseBody())[name];
  return typeof value === 'string' ? value : '';
}
