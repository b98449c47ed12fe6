import type { Chat } from '../../ports/chat.ts';
import type { Random, Clock, Log, Metrics, Painter } from '../../ports/system.ts';
import { identify } from './outbound/identity.ts';
import { openAnswers } from './outbound/replies.ts';
import type { Answers } from './outbound/replies.ts';
import { openDispatcher } from './inbound/dispatcher.ts';
import type { Dispatcher } from './inbound/dispatcher.ts';
import { toPostError } from './outbound/errors.ts';
import { openGateway, startError } from './inbound/gateway.ts';
import type { Gateway, ShardPart } from './inbound/gateway.ts';
import { limits } from './render/limits.ts';
import { inviteLink } from './outbound/permissions.ts';
import { edit, find, mayPost, post, tell } from './outbound/posts.ts';
import type { Desk as PostDesk } from './outbound/posts.ts';
import { readInteraction } from './inbound/receive.ts';
import { register } from './setup/register-commands.ts';
import { openRest } from './outbound/rest.ts';
import { openRights } from './outbound/member-rights.ts';
import { openServers } from './inbound/guild-events.ts';
import { TIMINGS } from './timings.ts';
import type { Timings } from './timings.ts';
import { watch } from './watchdog.ts';
import { guildIn } from './ids.ts';
import type { Bot } from '../../ports/bot.ts';
import { PostError, StartError } from '../../ports/errors.ts';

export interface DiscordOptions {
  readonly token: string;
  /** Another REST root without the version, e.g. `http://127.0.0.1:4000/api`; null: Discord's. */
  readonly apiUrl: string | null;
  /** A server's id: `/quiz` is registered there alone, and at once; null: everywhere. */
  readonly devGuild: string | null;
  /** The shards that this process is to hold; null: all of them. */
  readonly shards: ShardPart | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly painter: Painter;
  /** Ends the process: the gateway is deaf and stays so. The sentence has been logged. */
  readonly onFatal: (why: string) => void;
  readonly timings?: Partial<Timings>;
}

const STOPPING = {
  en: 'Deckhand is starting or stopping.',
  de: 'Deckhand startet oder hält gerade an.',
};

/** Discord for every server that has the bot, over one token. */
export function createDiscord(options: DiscordOptions): Chat {
  const { token, shards, clock, log, metrics, painter } = options;
  const timings = { ...TIMINGS, ...options.timings };
  const tools = { clock, log, metrics, timings };
  const rest = openRest(token, options.apiUrl, tools);
  const servers = openServers();
  let desk: Dispatcher | null = null;
  let answers: Answers | null = null;
  let posts: PostDesk | null = null;
  let gateway: Gateway | null = null;
  let stopWatching = (): void => undefined;
  let stopped = false;

  /** Throws PostError while there is nothing to post with. */
  const ready = (): PostDesk => {
    if (posts !== null && !stopped) return posts;
    throw new PostError('not-sent', 'stopped', STOPPING);
  };

  const hear = (event: string, data: unknown): void => {
    if (desk === null) return;
    if (event === 'INTERACTION_CREATE') {
      const delivery = readInteraction(data);
      if (delivery === null) return metrics.count('discord_refused', { why: 'shape' });
      void desk.take(delivery);
      return;
    }
    const workspaceEvent = servers.hear(event, data);
    if (workspaceEvent !== null) desk.tell(workspaceEvent);
  };

  const registerCommands = async (bot: Bot, application: string): Promise<void> => {
    try {
      const changed = await register(rest.api, application, options.devGuild, bot.commands);
      if (changed) log.info('registered /quiz with Discord', { server: options.devGuild });
    } catch (error) {
      const { code, failure } = toPostError(error);
      if (options.devGuild !== null && failure === 'refused') {
        throw new StartError(
          `DISCORD_DEV_GUILD: /quiz cannot be registered there (${code}): is the bot in that server? ${inviteLink(application)}`,
          78,
          { cause: error },
        );
      }
      // What was registered before goes on working.
      log.error('/quiz could not be registered with Discord', { code });
    }
  };

  return {
    platform: 'discord',
    limits,
    async start(bot) {
      try {
        const account = await identify(rest.api);
        const rights = openRights(rest.api, account.user);
        answers = openAnswers({ api: rest.api, painter, log, metrics, timings });
        const { isUnavailable } = servers;
        posts = { rest, rights, painter, log, self: account.user, isUnavailable };
        // Of several processes one registers.
        if (shards === null || shards.ids.includes(0))
          await registerCommands(bot, account.application);
        desk = openDispatcher({ bot, answers, rights, ...tools });
      } catch (error) {
        throw startError(error);
      }
      const onFatal = (why: string): void => {
        log.error(why);
        options.onFatal(why);
      };
      gateway = openGateway(token, rest.api, shards, hear, onFatal, tools);
      await gateway.start();
      stopWatching = watch(gateway.lastAliveAt, options.onFatal, tools);
      log.info('connected to Discord');
    },
    async post(place, card, name, options) {
      return post(ready(), place, card, name, options);
    },
    async edit(place, message, card, name) {
      return edit(ready(), place, message, card, name);
    },
    async tell(place, member, card) {
      return tell(ready(), place, member, card);
    },
    async find(place, name, since) {
      return find(ready(), place, name, since);
    },
    async mayPost(place) {
      return mayPost(ready(), place);
    },
    async manages(place, member) {
      try {
        return await ready().rights.manages(guildIn(place.workspace), member);
      } catch (error) {
        // Rights that cannot be looked up are not given.
        log.warn('a member could not be looked up', { code: toPostError(error).code });
        return false;
      }
    },
    // Everything that is kept of a member is in the store.
    forget: async () => undefined,
    async stop() {
      if (stopped) return;
      stopped = true;
      stopWatching();
      const open = desk;
      desk = null;
      await open?.drain(timings.drainMs);
      await gateway?.stop();
      answers?.close();
      rest.close();
    },
  };
}
