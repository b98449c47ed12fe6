import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import type { SessionInfo, WebSocketShard } from '@discordjs/ws';
import { DiscordAPIError } from '@discordjs/rest';
import type { REST } from 'discord.js';
import { GatewayIntentBits } from 'discord-api-types/v10';
import type { Clock, Log, Metrics, Random } from '../../../ports/system.ts';
import { withDeadline } from '../../shared/deadline.ts';
import { toPostError } from '../outbound/errors.ts';
import { openReconnects } from './reconnects.ts';
import type { Reconnects } from './reconnects.ts';
import { openShards } from './shards.ts';
import type { Timings } from '../timings.ts';
import { messageOf, StartError } from '../../../ports/errors.ts';

export interface Gateway {
  /** Resolves when every shard is ready. Rejects with StartError. */
  start(): Promise<void>;
  /** When the most silent shard last answered a heartbeat, or began; epoch ms. */
  readonly lastAliveAt: () => number;
  /** Null while every shard is connected; else one line for the operator. */
  readonly health: () => string | null;
  stop(): Promise<void>;
}

/** After these Discord accepts no connection until somebody acts (gateway close codes 4004, 4010 to 4014). */
const FATAL: Readonly<Record<string, string>> = {
  'Authentication failed':
    'DISCORD_TOKEN is not accepted by Discord: copy the token again from the developer portal (Bot, Reset Token)',
  'Invalid shard': 'Discord refuses the shard of this process',
  'Sharding is required': 'Discord wants more shards than this process has: start it again',
  'Used an invalid API version':
    'Discord no longer speaks this version of its gateway: update Deckhand',
  'Used invalid intents': 'Discord does not know the intents that were asked for: update Deckhand',
  'Used disallowed intents':
    'Discord does not allow the intents that were asked for: update Deckhand',
};

/** Some of a bot's shards. */
export interface ShardPart {
  readonly ids: readonly number[];
  readonly count: number;
}

export interface GatewaySettings {
  readonly token: string;
  readonly api: REST;
  /** The shards of this process; null for all. */
  readonly shards: ShardPart | null;
}

export interface GatewayListener {
  /** Receives every dispatched event. Must not throw. */
  onDispatch(event: string, data: unknown): void;
  /** Called once when no connection will be possible any more. */
  onFatal(why: string): void;
}

interface Tools {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly timings: Timings;
}

/** Whether the gateway is past its login, whether it is on its way out, and whether it said that no way leads back. */
interface Phase {
  started: boolean;
  stopped: boolean;
  reported: boolean;
}

/**
 * Discord's gateway over as many shards as it recommends, with the Guilds intent alone. Heartbeats, resuming and
 * reconnecting are the SDK's (@discordjs/ws, on which discord.js's own client is built), but for the pause before the
 * first attempt (shards.ts). The client itself is not used: its caches of every channel
 * and role cannot be switched off (docs/decisions/0006-discord-parts.md).
 */
export function openGateway(
  settings: GatewaySettings,
  listener: GatewayListener,
  tools: Tools,
): Gateway {
  const { clock, metrics, timings } = tools;
  const phase: Phase = { started: false, stopped: false, reported: false };
  const aliveAt = new Map<number, number>();
  const reconnects = openReconnects(timings, tools);
  const markAlive = (shard: number): void => void aliveAt.set(shard, clock.now());
  const hearing = { listener, phase, reconnects, tools, markAlive };
  const manager = makeManager(settings, {
    phase,
    reconnects,
    timings,
    onShard: (shard) => listen(shard, hearing),
  });

  return {
    async start() {
      const begun = clock.now();
      await login(manager, tools);
      for (const shard of await manager.getShardIds()) {
        if (!aliveAt.has(shard)) aliveAt.set(shard, begun);
      }
      phase.started = true;
      metrics.gauge('discord_shards', aliveAt.size);
    },
    lastAliveAt: () => Math.min(...aliveAt.values()),
    health: () => reconnects.health(),
    async stop() {
      phase.stopped = true;
      // A peer that is gone does not answer the goodbye.
      const goodbye = Promise.resolve(manager.destroy({ reason: 'stopping' }));
      await withDeadline(goodbye, timings.drainMs, clock);
    },
  };
}

function makeManager(
  { token, api, shards }: GatewaySettings,
  parts: {
    readonly phase: Phase;
    readonly reconnects: Reconnects;
    readonly timings: Timings;
    readonly onShard: (shard: WebSocketShard) => void;
  },
): WebSocketManager {
  const { phase, reconnects, timings, onShard } = parts;
  const sessions = new Map<number, SessionInfo>();
  return new WebSocketManager({
    token,
    intents: GatewayIntentBits.Guilds,
    rest: api,
    ...(shards === null ? {} : { shardIds: [...shards.ids], shardCount: shards.count }),
    helloTimeout: timings.helloMs,
    readyTimeout: timings.readyMs,
    buildStrategy: (manager) => openShards(manager, reconnects, onShard),
    // The SDK's own store is shared by the whole process. A shard that is about to reconnect while we stop waits here
    // for ever: nothing else keeps it from coming back.
    async retrieveSessionInfo(shard) {
      await reconnects.beforeConnect(shard);
      if (phase.stopped) await new Promise(() => undefined);
      return sessions.get(shard) ?? null;
    },
    updateSessionInfo(shard, session) {
      if (session === null) sessions.delete(shard);
      else sessions.set(shard, session);
    },
  });
}

function listen(
  shard: WebSocketShard,
  parts: {
    readonly listener: GatewayListener;
    readonly phase: Phase;
    readonly reconnects: Reconnects;
    readonly tools: Tools;
    readonly markAlive: (shard: number) => void;
  },
): void {
  const { listener, phase, reconnects, markAlive } = parts;
  const { id } = shard;
  const markReady = (): void => {
    reconnects.onReady(id);
    markAlive(id);
  };
  const { log, metrics } = parts.tools;
  shard.on(WebSocketShardEvents.Ready, markReady);
  shard.on(WebSocketShardEvents.Resumed, () => {
    markReady();
    metrics.count('discord_gateway', { event: 'resumed' });
  });
  shard.on(WebSocketShardEvents.HeartbeatComplete, ({ latency }) => {
    markAlive(id);
    metrics.observe('discord_heartbeat_seconds', latency / 1000);
  });
  shard.on(WebSocketShardEvents.Closed, ({ code }) => {
    metrics.count('discord_gateway', { event: 'closed' });
    reconnects.onClosed(id);
    if (!phase.stopped) log.info("Discord's gateway closed a connection", { code, shard: id });
  });
  shard.on(WebSocketShardEvents.Error, ({ error }) => {
    if (phase.stopped) return;
    log.warn("a connection to Discord's gateway failed", { error: error.message, shard: id });
    const why = FATAL[error.message];
    if (why === undefined || !phase.started || phase.reported) return;
    phase.reported = true;
    listener.onFatal(why);
  });
  shard.on(WebSocketShardEvents.Dispatch, ({ data }) => {
    if (!phase.stopped) listener.onDispatch(data.t, data.d);
  });
}

async function login(manager: WebSocketManager, { clock, timings }: Tools): Promise<void> {
  const connected = manager.connect().then(() => true);
  try {
    if ((await withDeadline(connected, timings.loginMs, clock)) !== null) return;
  } catch (error) {
    throw startError(error);
  }
  const seconds = Math.round(timings.loginMs / 1000);
  // A later failure of the login has no listener any more.
  connected.catch(() => undefined);
  throw new StartError(
    `Discord's gateway let nobody in for ${seconds} s: look at discordstatus.com, the network and DISCORD_API_URL`,
  );
}

/** A failed login as one line that says what to do; its exit code is 78 if a setting is wrong. */
export function startError(error: unknown): StartError {
  if (error instanceof StartError) return error;
  const cause = { cause: error };
  const message = messageOf(error);
  const fatal = FATAL[message];
  if (fatal !== undefined) return new StartError(fatal, 78, cause);
  if (error instanceof DiscordAPIError && error.status === 401) {
    return new StartError(FATAL['Authentication failed'] ?? message, 78, cause);
  }
  if (message.startsWith('Not enough sessions remaining')) {
    const why = `Discord allows no more logins for now (${message}): something starts this bot again and again`;
    return new StartError(why, 1, cause);
  }
  const { code } = toPostError(error);
  return new StartError(
    `Discord cannot be reached (${code}): check the network of this machine and DISCORD_API_URL`,
    1,
    cause,
  );
}
