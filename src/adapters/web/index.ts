import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Card } from '../../domain/card.ts';
import type { Chat, Found } from '../../ports/chat.ts';
import type { Random, Clock, Log, Painter } from '../../ports/system.ts';
import { addressesOf, admit, type Addresses } from './inbound/request-guard.ts';
import { openJoinCode } from './inbound/join-code.ts';
import { sessionCookie } from './inbound/session-cookie.ts';
import { openStreamSlots } from './inbound/stream-slots.ts';
import { openChangeFeed } from './outbound/change-feed.ts';
import type { ChangeFeed } from './outbound/change-feed.ts';
import { WEB_PLACE } from './inbound/receive.ts';
import { LIMITS } from './render/index.tsx';
import { openChannelPosts } from './outbound/posts.ts';
import type { ChannelPosts } from './outbound/posts.ts';
import { makeRoutes } from './inbound/routes.ts';
import type { WebChatStore } from '../../ports/web-chat.ts';
import type { Bot } from '../../ports/bot.ts';
import type { Place } from '../../ports/identity.ts';
import { PostError, StartError } from '../../ports/errors.ts';

export { WEB_PLACE } from './inbound/receive.ts';

export interface WebSettings {
  /** An address of this machine alone, e.g. `127.0.0.1`. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** What members outside this machine open; left out: nobody else can reach it. */
  readonly publicOrigin?: string | null;
  /** What a newcomer must know; left out: whoever reaches it may join. */
  readonly joinCode?: string | null;
  readonly state: WebChatStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly painter: Painter;
}

/** The local chat; its address is known once it has started. */
export interface WebChat extends Chat {
  /** Where a browser opens it, `http://127.0.0.1:3000`; null before the start and after the stop. */
  url(): string | null;
}

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

/** Nobody sends a request for longer than this; Node looks every two seconds instead of every thirty. */
const PATIENCE = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 2_000,
};
const MOST_CONNECTIONS = 2_000;
const PRIVATE_KEPT_MS = 30 * 24 * 3_600_000;

interface Running {
  readonly server: Server;
  readonly live: ChangeFeed;
  readonly room: ChannelPosts;
  readonly url: string;
}

/** The chat in the browser: one channel, no account. It is Slack and Discord to itself, so it keeps what was said. */
export function createWeb(settings: WebSettings): WebChat {
  const { state, clock, painter, log } = settings;
  let running: Running | null = null;

  function roomAt(place: Place): ChannelPosts {
    if (running === null) {
      throw new PostError('not-sent', 'stopped', STOPPED);
    }
    if (!isHere(place)) {
      throw new PostError('refused', 'channel_not_found', ONE_CHANNEL, null, true);
    }
    return running.room;
  }

  return {
    platform: 'web',
    limits: LIMITS,
    url: () => running?.url ?? null,
    async start(bot: Bot) {
      if (running !== null) return;
      await state.prune(clock.now() - PRIVATE_KEPT_MS);
      const live = openChangeFeed(clock);
      const pictures = await canPaint(painter);
      const room = openChannelPosts({ ...settings, live, pictures });
      let { port } = settings;
      const publicOrigin = settings.publicOrigin ?? null;
      const routes = makeRoutes({
        ...settings,
        bot,
        room,
        live,
        slots: openStreamSlots(),
        cookie: sessionCookie(() => port, publicOrigin),
        joinCode: openJoinCode(settings.joinCode ?? null, clock),
        isPublic: publicOrigin !== null,
      });
      const listener = getRequestListener(routes.fetch);
      let addresses: Addresses = new Map();
      const server = createServer(PATIENCE, (request, response) => {
        if (admit(request, response, addresses)) void listener(request, response);
      });
      server.maxConnections = MOST_CONNECTIONS;
      port = await listen(server, settings.host, port);
      addresses = addressesOf({ host: settings.host, port, publicOrigin });
      const name = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
      running = { server, live, room, url: `http://${name}:${port}` };
      log.debug('the local chat is open', { url: running.url });
    },
    async post(place, card, name, { replyTo }) {
      const room = roomAt(place);
      return (await kept(() => room.post(card, name, replyTo))).id;
    },
    async edit(place, message, card) {
      const room = roomAt(place);
      if ((await kept(() => room.change(message, card))) === null) {
        throw new PostError('refused', 'message_not_found', NO_MESSAGE);
      }
    },
    async tell(place, member, card: Card) {
      const room = roomAt(place);
      if ((await kept(() => state.member(member))) === null) {
        throw new PostError('refused', 'member_not_found', NO_MEMBER);
      }
      await kept(() => room.postPrivately(member, card));
    },
    async find(place, name): Promise<Found> {
      roomAt(place);
      const message = await kept(() => state.find(name));
      return message === null ? { kind: 'absent' } : { kind: 'there', message: message.id };
    },
    mayPost: async (place) => (isHere(place) ? null : ONE_CHANNEL),
    manages: async (place, member) =>
      isHere(place) && ((await state.member(member))?.manager ?? false),
    forget: (_place, member) => kept(() => state.forget(member)),
    async stop() {
      const ending = running;
      running = null;
      if (ending === null) return;
      ending.live.close();
      await new Promise<void>((resolve) => {
        ending.server.close(() => resolve());
        ending.server.closeAllConnections();
      });
    },
  };
}

function isHere(place: Place): boolean {
  return place.workspace === WEB_PLACE.workspace && place.channel === WEB_PLACE.channel;
}

/** A write that did not succeed is surely not there: the database undid it. */
async function kept<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new PostError('not-sent', 'not_saved', NOT_SAVED, null, false, { cause: error });
  }
}

/** Asked once with a small chart: a painter without its library gives null. */
async function canPaint(painter: Painter): Promise<boolean> {
  const bars = [{ letter: 'A', label: 'A', count: 1, key: true }];
  return painter.paint({ chart: 'spread', title: 'A', bars }).then(
    (png) => png !== null,
    () => false,
  );
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? `${host}:${port} is in use by another program: stop it, or set WEB_PORT to a free port`
          : `the local chat cannot listen on ${host}:${port} (${error.code ?? 'unknown'}): change WEB_HOST or WEB_PORT`;
      reject(new StartError(why, 1, { cause: error }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
