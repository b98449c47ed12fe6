import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { PostError, StartError, type Bot, type Chat } from '../../ports/chat.ts';
import type { Chance, Clock, Log, Painter } from '../../ports/system.ts';
import { fit } from '../fit.ts';
import { admit, allowedHosts } from './guard.ts';
import { openLive } from './live.ts';
import { LIMITS } from './render.tsx';
import { routes } from './routes.ts';
import type { WebState } from './state.ts';

export interface WebOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly state: WebState;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly painter: Painter;
}

export interface WebChat extends Chat {
  /** The port that is listened on, once started. */
  port(): number;
}

/** Private replies are forgotten after so long; what they said can be asked for again. */
const PRIVATE_KEPT_MS = 30 * 24 * 3_600_000;

/** The local chat: a small real chat page on loopback, which needs no account. */
export function createWeb(options: WebOptions): WebChat {
  const { state, clock, chance, log } = options;
  const live = openLive(clock);
  let server: ServerType | null = null;
  let port = options.port;

  const listen = (bot: Bot): Promise<void> =>
    new Promise((resolve, reject) => {
      const app = routes({ ...options, bot, live });
      const handle = createAdaptorServer({ fetch: app.fetch, autoCleanupIncoming: false });
      // Refused before anything reads the request; the port is known only once it is listened on.
      const [answer] = handle.listeners('request');
      handle.removeAllListeners('request');
      handle.on('request', (request, response) => {
        if (admit(request, response, allowedHosts(options.host, port))) {
          answer?.call(handle, request, response);
        }
      });
      handle.once('error', (error: NodeJS.ErrnoException) => {
        const why =
          error.code === 'EADDRINUSE'
            ? `${options.host}:${options.port} is in use by another program: stop it, or set WEB_PORT to a free port`
            : `cannot listen on ${options.host}:${options.port} (${error.code ?? 'unknown'}): change WEB_HOST or WEB_PORT`;
        reject(new StartError(why, 1, { cause: error }));
      });
      handle.listen(options.port, options.host, () => {
        const address = handle.address();
        if (typeof address === 'object' && address !== null) port = address.port;
        server = handle;
        resolve();
      });
    });

  const stopped = (): PostError | null =>
    live.closed ? new PostError('not-sent', 'stopped', 'Deckhand is stopping.') : null;

  return {
    platform: 'web',
    limits: LIMITS,
    port: () => port,
    async start(bot) {
      await state.prune(clock.now() - PRIVATE_KEPT_MS);
      await listen(bot);
      log.debug('the local chat listens', { host: options.host, port });
    },
    async post(place, card, name, { replyTo }) {
      const failure = stopped();
      if (failure !== null) throw failure;
      if (place.workspace !== 'web:local' || place.channel !== 'team-quiz') {
        throw new PostError(
          'refused',
          'channel_not_found',
          'There is only #team-quiz here.',
          null,
          true,
        );
      }
      const message = await state.append({
        id: chance.id(),
        name,
        author: null,
        onlyFor: null,
        replyTo,
        body: { kind: 'card', card: fit(card, LIMITS) },
        sentAt: clock.now(),
      });
      live.changed();
      return message.id;
    },
    async edit(_place, message, card) {
      const changed = await state.edit(
        message,
        { kind: 'card', card: fit(card, LIMITS) },
        clock.now(),
      );
      if (changed === null)
        throw new PostError('refused', 'message_not_found', 'The message is gone.');
      live.changed();
    },
    async tell(_place, member, card) {
      if ((await state.member(member)) === null) {
        throw new PostError('refused', 'member_not_found', 'That member is not here.');
      }
      await state.append({
        id: chance.id(),
        name: null,
        author: null,
        onlyFor: member,
        replyTo: null,
        body: { kind: 'card', card: fit(card, LIMITS) },
        sentAt: clock.now(),
      });
      live.changed();
    },
    async find(_place, name) {
      const message = await state.find(name);
      return message === null ? { kind: 'absent' } : { kind: 'there', message: message.id };
    },
    mayPost: async () => null,
    manages: async (_place, member) => (await state.member(member))?.manager === true,
    async stop() {
      live.close();
      const open = server;
      server = null;
      if (open === null) return;
      await new Promise<void>((resolve) => {
        open.close(() => resolve());
        if ('closeAllConnections' in open) open.closeAllConnections();
      });
    },
  };
}
