import { httpAddress } from '../../domain/urls.ts';
import { getRequestListener } from '@hono/node-server';
import type { Chat, Found } from '../../ports/chat.ts';
import type { Random, Clock, Log, Metrics } from '../../ports/system.ts';
import type { HttpServer } from '../../ports/http.ts';
import { openJoinCode } from './inbound/join-code.ts';
import { addressesOf, admit, type Addresses } from '../../pages/request-guard.ts';
import { sessionCookie, type SessionCookie } from './inbound/session-cookie.ts';
import { openStreamSlots } from './inbound/stream-slots.ts';
import { openChangeFeed } from './outbound/change-feed.ts';
import type { ChangeFeed } from './outbound/change-feed.ts';
import { WEB_PLACE } from './place.ts';
import { limits } from './render/limits.ts';
import { PAGE } from './render/page-text.ts';
import { openChannelPosts } from './outbound/posts.ts';
import type { ChannelPosts } from './outbound/posts.ts';
import { makeRoutes } from './inbound/routes.ts';
import type { WebChatStore, WebMember } from '../../ports/web-chat.ts';
import type { Bot } from '../../ports/bot.ts';
import type { Place } from '../../ports/identity.ts';
import { messageOf, PostError } from '../../ports/errors.ts';

export { WEB_PLACE } from './place.ts';

export interface WebSettings {
  /** The address on which `http` listens: one of this machine alone, e.g. `127.0.0.1`. */
  readonly host: string;
  /** What members outside this machine open; left out: nobody else can reach it. */
  readonly publicOrigin?: string | null;
  /** What a newcomer must know; left out: whoever reaches it may join. */
  readonly joinCode?: string | null;
  /** A server for the local chat alone. */
  readonly http: HttpServer;
  readonly state: WebChatStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** The local chat; its address is known once it has started. */
export interface WebChat extends Chat {
  /** The address for a browser, `http://127.0.0.1:3000`; null before the start and after the stop. */
  url(): string | null;
  /** The member behind a request's `Cookie` header; null if there is none. */
  visitor(cookies: string | undefined): Promise<WebMember | null>;
}

const REFUSALS = { wrongAddress: PAGE.wrongAddress, wrongPage: PAGE.wrongPage };
const STOPPED = {
  en: 'The local chat is not running: start Deckhand.',
  de: 'Der lokale Chat läuft nicht: Starte Deckhand.',
};
const ONE_CHANNEL = {
  en: `The local chat has one channel, #${WEB_PLACE.channel}.`,
  de: `Der lokale Chat hat einen Kanal, #${WEB_PLACE.channel}.`,
};
const NO_MESSAGE = {
  en: 'The message is not there any more.',
  de: 'Die Nachricht ist nicht mehr da.',
};
const NO_MEMBER = {
  en: 'This member is not in the local chat.',
  de: 'Dieses Mitglied ist nicht im lokalen Chat.',
};
const NOT_SAVED = {
  en: 'The local chat could not save it: see whether the disk is full.',
  de: 'Der lokale Chat konnte es nicht speichern: Sieh nach, ob die Festplatte voll ist.',
};

/** Another process of the same database may write too. */
const LOOK_MS = 1_000;

const PRIVATE_KEPT_MS = 30 * 24 * 3_600_000;

interface Running {
  readonly stopLooking: () => void;
  readonly feed: ChangeFeed;
  readonly posts: ChannelPosts;
  readonly url: string;
  readonly cookie: SessionCookie;
}

/** The chat in the browser: one channel, no account. It is its own platform, so it stores what members write. */
export function createWeb(settings: WebSettings): WebChat {
  const { state, http } = settings;
  let running: Running | null = null;

  /** Throws PostError before the start, after the stop and for any other channel. */
  const postsAt = (place: Place): ChannelPosts => {
    if (running === null) throw refused('not-sent', 'stopped', STOPPED);
    if (isHere(place)) return running.posts;
    const code = 'channel_not_found';
    throw new PostError({ failure: 'refused', code, advice: ONE_CHANNEL, gone: true });
  };

  return {
    platform: 'web',
    limits,
    url: () => running?.url ?? null,
    visitor: async (cookies) => {
      const token = running?.cookie.readHeader(cookies);
      return token === undefined ? null : state.memberByToken(token);
    },
    async start(bot: Bot) {
      running ??= await open(settings, bot);
    },
    async post(place, card, name, { replyTo }) {
      const posts = postsAt(place);
      return (await saved(() => posts.post(card, name, replyTo))).id;
    },
    async edit(place, message, card) {
      const posts = postsAt(place);
      if ((await saved(() => posts.change(message, card))) === null) {
        throw refused('refused', 'message_not_found', NO_MESSAGE);
      }
    },
    async tell(place, member, card) {
      const posts = postsAt(place);
      if ((await saved(() => state.member(member))) === null) {
        throw refused('refused', 'member_not_found', NO_MEMBER);
      }
      await saved(() => posts.postPrivately(member, card));
    },
    async find(place, name): Promise<Found> {
      postsAt(place);
      const message = await saved(() => state.find(name));
      return message === null ? { kind: 'absent' } : { kind: 'there', message: message.id };
    },
    mayPost: async (place) => (isHere(place) ? null : ONE_CHANNEL),
    manages: async (place, member) =>
      isHere(place) && ((await state.member(member))?.manager ?? false),
    forget: (_place, member) => saved(() => state.forget(member)),
    async stop() {
      const ending = running;
      running = null;
      if (ending === null) return;
      ending.stopLooking();
      ending.feed.close();
      await http.close();
    },
  };
}

async function open(settings: WebSettings, bot: Bot): Promise<Running> {
  const { state, clock, log, host, http } = settings;
  await state.prune(clock.now() - PRIVATE_KEPT_MS);
  const feed = openChangeFeed(clock);
  const posts = openChannelPosts({ ...settings, feed });
  const publicOrigin = settings.publicOrigin ?? null;
  let port = 0;
  const cookie = sessionCookie(() => port, publicOrigin);
  const routes = makeRoutes({
    ...settings,
    bot,
    posts,
    feed,
    slots: openStreamSlots(),
    cookie,
    joinCode: openJoinCode(settings.joinCode ?? null, clock),
    isPublic: publicOrigin !== null,
  });
  const listener = getRequestListener(routes.fetch);
  let addresses: Addresses = new Map();
  http.mount('*', async (request, response) => {
    if (admit(request, response, { addresses, ...REFUSALS })) await listener(request, response);
  });
  port = await http.listen();
  addresses = addressesOf({ host, port, publicOrigin });
  const url = httpAddress(host, port);
  log.debug('the local chat is open', { url });
  return { stopLooking: lookForChanges(settings, feed), feed, posts, url, cookie };
}

/** Wakes the windows when the chat has changed, in this process or in another one. */
function lookForChanges({ state, clock, log }: WebSettings, feed: ChangeFeed): () => void {
  let seen: number | null = null;
  return clock.every(LOOK_MS, async () => {
    if (!feed.isWaitedFor) return;
    try {
      const place = await state.place();
      // Also at the first look: a window may have read before another process wrote.
      if (place !== seen) feed.changed();
      seen = place;
    } catch (error) {
      log.debug('the chat could not be read; the next look tries again', {
        error: messageOf(error),
      });
    }
  });
}

function isHere(place: Place): boolean {
  return place.workspace === WEB_PLACE.workspace && place.channel === WEB_PLACE.channel;
}

function refused(
  failure: PostError['failure'],
  code: string,
  advice: PostError['advice'],
): PostError {
  return new PostError({ failure, code, advice });
}

/** A write that failed is surely not there: the database undid it. */
async function saved<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new PostError({ failure: 'not-sent', code: 'not_saved', advice: NOT_SAVED, cause });
  }
}
