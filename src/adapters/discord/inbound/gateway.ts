import { DiscordAPIError } from '@discordjs/rest';
import type { REST } from '@discordjs/rest';
import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import type { SessionInfo } from '@discordjs/ws';
import { GatewayIntentBits } from 'discord-api-types/v10';
import type { Clock, Log, Metrics } from '../../../ports/system.ts';
import { toPostError } from '../outbound/errors.ts';
import type { Timings } from '../timings.ts';
import { StartError } from '../../../ports/errors.ts';

export interface Gateway {
  /** Resolves when every shard is ready. Rejects with StartError. */
  start(): Promise<void>;
  /** When the most silent shard last had an answer to its heartbeat, or began; epoch ms. */
  readonly lastAliveAt: () => number;
  stop(): Promise<void>;
}

/** After these Discord takes no new connection until somebody acts (gateway close codes 4004, 4010 to 4014). */
const HOPELESS: Readonly<Record<string, string>> = {
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

/**
 * Discord's gateway over as many shards as it recommends, with the Guilds intent alone. Heartbeats, resuming and
 * reconnecting are the SDK's (@discordjs/ws, the part of discord.js that its client is built on). The client itself
 * is not used: it keeps every channel and role of every server in memory and its caches of them cannot be switched
 * off, which costs 30 times what we may spend (bench/discord).
 * @param shards the ones that this process is to hold; null: all of them
 * @param hear gets every dispatched event; must not throw
 * @param giveUp called once when no connection will be possible any more
 */
export function openGateway(
  token: string,
  api: REST,
  shards: ShardPart | null,
  hear: (name: string, data: unknown) => void,
  onFatal: (why: string) => void,
  tools: {
    readonly clock: Clock;
    readonly log: Log;
    readonly metrics: Metrics;
    readonly timings: Timings;
  },
): Gateway {
  const { clock, log, metrics, timings } = tools;
  const sessions = new Map<number, SessionInfo>();
  const signs = new Map<number, number>();
  let started = false;
  let stopped = false;
  let givenUp = false;

  const manager = new WebSocketManager({
    token,
    intents: GatewayIntentBits.Guilds,
    rest: api,
    ...(shards === null ? {} : { shardIds: [...shards.ids], shardCount: shards.count }),
    helloTimeout: timings.helloMs,
    readyTimeout: timings.readyMs,
    // The SDK's own store is one for the whole process. A shard that is about to reconnect while we stop waits here
    // for ever: nothing else keeps it from coming back.
    retrieveSessionInfo: (shard) =>
      stopped ? new Promise<null>(() => undefined) : (sessions.get(shard) ?? null),
    updateSessionInfo(shard, session) {
      if (session === null) sessions.delete(shard);
      else sessions.set(shard, session);
    },
  });

  const sign = ({ shardId }: { readonly shardId: number }): void => {
    signs.set(shardId, clock.now());
  };
  manager.on(WebSocketShardEvents.Ready, sign);
  manager.on(WebSocketShardEvents.Resumed, (event) => {
    sign(event);
    metrics.count('discord_gateway', { event: 'resumed' });
  });
  manager.on(WebSocketShardEvents.HeartbeatComplete, (event) => {
    sign(event);
    metrics.observe('discord_heartbeat_seconds', event.latency / 1000);
  });
  manager.on(WebSocketShardEvents.Closed, ({ code, shardId }) => {
    metrics.count('discord_gateway', { event: 'closed' });
    if (!stopped) log.info("Discord's gateway closed a connection", { code, shard: shardId });
  });
  manager.on(WebSocketShardEvents.Error, ({ error, shardId }) => {
    log.warn("a connection to Discord's gateway failed", { error: error.message, shard: shardId });
    const why = HOPELESS[error.message];
    if (why === undefined || !started || stopped || givenUp) return;
    givenUp = true;
    onFatal(why);
  });
  manager.on(WebSocketShardEvents.Dispatch, ({ data }) => {
    if (!stopped) hear(data.t, data.d);
  });

  return {
    async start() {
      const begun = clock.now();
      const login = manager.connect();
      let cancel = (): void => undefined;
      const tooLong = new Promise<never>((_, reject) => {
        cancel = clock.after(timings.loginMs, () => {
          const seconds = Math.round(timings.loginMs / 1000);
          const why = `Discord's gateway let nobody in for ${seconds} s: look at discordstatus.com, the network and DISCORD_API_URL`;
          reject(new StartError(why));
        });
      });
      try {
        await Promise.race([login, tooLong]);
      } catch (error) {
        // What the login says after that is of no use.
        login.catch(() => undefined);
        throw startError(error);
      } finally {
        cancel();
      }
      for (const shard of await manager.getShardIds()) {
        if (!signs.has(shard)) signs.set(shard, begun);
      }
      started = true;
      metrics.gauge('discord_shards', signs.size);
    },
    lastAliveAt: () => Math.min(...signs.values()),
    async stop() {
      stopped = true;
      let cancel = (): void => undefined;
      const enough = new Promise<void>((resolve) => {
        cancel = clock.after(timings.drainMs, resolve);
      });
      // A peer that is gone does not answer the goodbye.
      await Promise.race([Promise.resolve(manager.destroy({ reason: 'stopping' })), enough]);
      cancel();
      manager.removeAllListeners();
    },
  };
}

/** A failed login as one line that says what to do; 78 where a setting is wrong. */
export function startError(error: unknown): StartError {
  if (error instanceof StartError) return error;
  const cause = { cause: error };
  const said = error instanceof Error ? error.message : 'no answer';
  const hopeless = HOPELESS[said];
  if (hopeless !== undefined) return new StartError(hopeless, 78, cause);
  if (error instanceof DiscordAPIError && error.status === 401) {
    return new StartError(HOPELESS['Authentication failed'] ?? said, 78, cause);
  }
  if (said.startsWith('Not enough sessions remaining')) {
    const why = `Discord allows no more logins for now (${said}): something starts this bot again and again`;
    return new StartError(why, 1, cause);
  }
  const { code } = toPostError(error);
  return new StartError(
    `Discord cannot be reached (${code}): check the network of this machine and DISCORD_API_URL`,
    1,
    cause,
  );
}
