import type { Chat } from '../../ports/chat.ts';
import type { Random, Clock, Log, Metrics, Painter } from '../../ports/system.ts';
import { identify } from './outbound/identity.ts';
import { openReplies } from './outbound/replies.ts';
import type { Replies } from './outbound/replies.ts';
import { openDispatcher } from './inbound/dispatcher.ts';
import type { Dispatcher } from './inbound/dispatcher.ts';
import { toPostError } from './outbound/errors.ts';
import { openGateway, startError } from './inbound/gateway.ts';
import type { Gateway, ShardPart } from './inbound/gateway.ts';
import { limits } from './render/limits.ts';
import { inviteLink } from './outbound/permissions.ts';
import { edit, find, mayPost, post, tell } from './outbound/posts.ts';
import type { PostContext } from './outbound/posts.ts';
import { readInteraction } from './inbound/receive.ts';
import { register } from './setup/register-commands.ts';
import { openRest } from './outbound/rest.ts';
import type { Rest } from './outbound/rest.ts';
import { present } from './outbound/presence.ts';
import { readSentFile } from './outbound/sent-files.ts';
import { openMemberRights } from './outbound/member-rights.ts';
import { openGuildEvents } from './inbound/guild-events.ts';
import type { GuildEvents } from './inbound/guild-events.ts';
import { TIMINGS } from './timings.ts';
import type { Timings } from './timings.ts';
import { openRefusedForms, type RefusedForms } from '../shared/refused-forms.ts';
import { watch } from '../shared/watchdog.ts';
import { guildIn } from './ids.ts';
import type { Bot } from '../../ports/bot.ts';
import { PostError, StartError } from '../../ports/errors.ts';

export interface DiscordOptions {
  readonly token: string;
  /** Another REST root without the version, e.g. `http://127.0.0.1:4000/api`; null for Discord's. */
  readonly apiUrl: string | null;
  /** The id of a server where `/quiz` is registered alone, and at once; null for all servers. */
  readonly devGuild: string | null;
  /** The shards of this process; null for all. */
  readonly shards: ShardPart | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly painter: Painter;
  /** Ends the process because the gateway stays silent; the sentence has been logged. */
  readonly onFatal: (why: string) => void;
  readonly timings?: Partial<Timings>;
}

const STOPPING = {
  en: 'Deckhand is starting or stopping.',
  de: 'Deckhand startet oder hält gerade an.',
};

/** What exists from the start to the stop. */
interface Connected {
  readonly posts: PostContext;
  readonly replies: Replies;
  readonly gateway: Gateway;
  readonly stopWatching: () => void;
}

/** Discord for every server that has the bot, over one token. */
export function createDiscord(options: DiscordOptions): Chat {
  const { clock, random, log, metrics } = options;
  const timings = { ...TIMINGS, ...options.timings };
  const tools = { clock, random, log, metrics, timings };
  const rest = openRest(options.token, options.apiUrl, tools);
  const guilds = openGuildEvents(clock);
  let dispatcher: Dispatcher | null = null;
  let refusedForms: RefusedForms | null = null;
  let connected: Partial<Connected> = {};
  let stopped = false;

  /** Throws PostError before the start and after the stop. */
  const posts = (): PostContext => {
    if (connected.posts !== undefined && !stopped) return connected.posts;
    throw new PostError({ failure: 'not-sent', code: 'stopped', advice: STOPPING });
  };

  return {
    platform: 'discord',
    limits,
    async start(bot) {
      const prepared = await prepare(options, { rest, guilds, timings }, bot);
      connected = prepared;
      refusedForms = openRefusedForms(bot, clock);
      dispatcher = openDispatcher({ ...tools, ...prepared, bot: refusedForms.bot });
      const listener = {
        onDispatch: dispatchTo(() => dispatcher, guilds, metrics),
        onFatal: (why: string) => {
          log.error(why);
          options.onFatal(why);
        },
      };
      const gateway = openGateway({ ...options, api: rest.api }, listener, tools);
      connected = { ...prepared, gateway };
      await gateway.start();
      const { lastAliveAt } = gateway;
      const gauge = 'discord_gateway_silent_seconds' as const;
      const watched = { what: "Discord's gateway", gauge, lastAliveAt, onFatal: options.onFatal };
      connected = { ...connected, stopWatching: watch(watched, tools) };
      log.info('connected to Discord');
    },
    post: async (place, card, name, { replyTo }) => post(posts(), { place, card, name, replyTo }),
    edit: async (place, message, card, name) => edit(posts(), { place, message, card, name }),
    tell: async (place, member, card) => tell(posts(), place, member, card),
    find: async (place, name, since) => find(posts(), place, name, since),
    mayPost: async (place) => mayPost(posts(), place),
    async manages(place, member) {
      try {
        return await posts().rights.manages(guildIn(place.workspace), member);
      } catch (error) {
        const { code, failure } = toPostError(error);
        log.warn('a member could not be looked up', { code });
        return failure === 'refused' ? false : null;
      }
    },
    forget: async ({ workspace }, member) => refusedForms?.forget(workspace, member),
    present: (place, members) =>
      present(connected.posts?.rights ?? null, { guild: guildIn(place.workspace), members }, tools),
    download: (_place, file, most) => readSentFile(file, { most, apiUrl: options.apiUrl }),
    health: () => connected.gateway?.health() ?? null,
    async stop() {
      if (stopped) return;
      stopped = true;
      connected.stopWatching?.();
      const open = dispatcher;
      dispatcher = null;
      await open?.drain(timings.drainMs);
      await connected.gateway?.stop();
      connected.replies?.close();
      rest.close();
    },
  };
}

/** Checks the token and registers the commands. Rejects with StartError. */
async function prepare(
  options: DiscordOptions,
  parts: { readonly rest: Rest; readonly guilds: GuildEvents; readonly timings: Timings },
  bot: Bot,
) {
  const { painter, log, shards } = options;
  const { rest, guilds, timings } = parts;
  try {
    const account = await identify(rest.api);
    const rights = openMemberRights(rest.api, account.user);
    const { isUnavailable } = guilds;
    const posts: PostContext = { rest, rights, painter, log, self: account.user, isUnavailable };
    // One of several processes registers.
    if (shards === null || shards.ids.includes(0)) {
      await registerCommands(options, { rest, application: account.application }, bot);
    }
    return { posts, rights, replies: openReplies({ ...options, api: rest.api, timings }) };
  } catch (error) {
    throw startError(error);
  }
}

async function registerCommands(
  { devGuild, log }: DiscordOptions,
  { rest, application }: { readonly rest: Rest; readonly application: string },
  bot: Bot,
): Promise<void> {
  try {
    const changed = await register(rest.api, application, devGuild, bot.commands);
    if (changed) log.info('registered /quiz with Discord', { server: devGuild });
  } catch (error) {
    const { code, failure } = toPostError(error);
    if (devGuild !== null && failure === 'refused') {
      throw new StartError(
        `DISCORD_DEV_GUILD: /quiz cannot be registered there (${code}): is the bot in that server? ${inviteLink(application)}`,
        78,
        { cause: error },
      );
    }
    // Earlier registrations stay in force.
    log.error('/quiz could not be registered with Discord', { code });
  }
}

/** @param dispatcher null while stopping */
function dispatchTo(
  dispatcher: () => Dispatcher | null,
  guilds: GuildEvents,
  metrics: Metrics,
): (event: string, data: unknown) => void {
  return (event, data) => {
    const open = dispatcher();
    if (open === null) return;
    if (event === 'INTERACTION_CREATE') {
      const delivery = readInteraction(data);
      if (delivery === null) return metrics.count('discord_refused', { why: 'shape' });
      void open.dispatch(delivery);
      return;
    }
    for (const workspaceEvent of guilds.read(event, data)) open.report(workspaceEvent);
  };
}
