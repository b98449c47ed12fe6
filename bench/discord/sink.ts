import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { z } from 'zod';

/** Discord as far as a bot needs it to press buttons at it and to be joined by servers. */
export interface Sink {
  readonly port: number;
  /** Resolves when a bot has identified. */
  readonly joined: Promise<void>;
  /** Presses so many buttons, `atOnce` without an answer at any time. */
  press(count: number, atOnce: number): Promise<Pressed>;
  /** Lets the bot into servers with 100 channels each; resolves when all has been sent. */
  joinServers(count: number): Promise<void>;
  close(): void;
}

export interface Pressed {
  readonly perSecond: number;
  /** From the dispatch to the arrival of the callback, milliseconds. */
  readonly p99Ms: number;
}

const APPLICATION = '900000000000000001';
const BOT = '900000000000000002';
const CHANNELS = 100;
const ME = { id: BOT, username: 'Deckhand', discriminator: '0', bot: true };

export async function openSink(): Promise<Sink> {
  let answered: (id: string) => void = () => undefined;
  let commands: unknown = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace('/api/v10/', '');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const callback = /^interactions\/(\d+)\//.exec(path)?.[1];
      if (callback !== undefined) {
        response.writeHead(204).end();
        return answered(callback);
      }
      if (request.method === 'PUT') commands = JSON.parse(Buffer.concat(chunks).toString());
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(knownBy(path, server, commands)));
    });
  });
  const wss = new WebSocketServer({ server });
  let socket: WebSocket | null = null;
  let sequence = 0;
  const dispatch = (t: string, d: object): void => {
    sequence += 1;
    socket?.send(JSON.stringify({ op: 0, t, s: sequence, d }));
  };
  const joined = new Promise<void>((resolve) => {
    wss.on('connection', (opened) => {
      socket = opened;
      opened.on('message', (data) => {
        const { op } = z
          .object({ op: z.number() })
          .parse(JSON.parse(Buffer.isBuffer(data) ? data.toString() : ''));
        if (op === 1) opened.send(JSON.stringify({ op: 11 }));
        if (op !== 2) return;
        dispatch('READY', {
          v: 10,
          user: ME,
          guilds: [],
          session_id: 'bench',
          resume_gateway_url: `ws://127.0.0.1:${portOf(server)}`,
          application: { id: APPLICATION, flags: 0 },
        });
        dispatch('GUILD_CREATE', guild(0, 1));
        resolve();
      });
      opened.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 41_250 } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    port: portOf(server),
    joined,
    press(count, atOnce) {
      const sentAt = new Map<string, number>();
      const waits: number[] = [];
      let next = 0;
      const one = (): void => {
        const id = snowflake(1_000_000 + sequence + 1);
        sentAt.set(id, performance.now());
        next += 1;
        dispatch('INTERACTION_CREATE', interaction(id, next));
      };
      return new Promise((resolve) => {
        const begun = performance.now();
        answered = (id) => {
          const at = sentAt.get(id);
          if (at === undefined) return;
          sentAt.delete(id);
          waits.push(performance.now() - at);
          if (next < count) one();
          if (waits.length < count) return;
          const seconds = (performance.now() - begun) / 1000;
          const p99Ms = waits.toSorted((a, b) => a - b)[Math.floor(count * 0.99)] ?? 0;
          resolve({ perSecond: count / seconds, p99Ms });
        };
        for (let lane = 0; lane < Math.min(atOnce, count); lane += 1) one();
      });
    },
    async joinServers(count) {
      for (let place = 1; place <= count; place += 1) {
        dispatch('GUILD_CREATE', guild(place, CHANNELS));
        while ((socket?.bufferedAmount ?? 0) > 1_000_000) {
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      }
    },
    close() {
      socket?.terminate();
      wss.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

function knownBy(path: string, server: Server, commands: unknown): unknown {
  if (path === 'gateway/bot') {
    const session_start_limit = {
      total: 1000,
      remaining: 999,
      reset_after: 1000,
      max_concurrency: 1,
    };
    return { url: `ws://127.0.0.1:${portOf(server)}`, shards: 1, session_start_limit };
  }
  if (path === 'users/@me') return ME;
  if (path.startsWith('users/@me/guilds')) return [];
  if (path.endsWith('commands')) return commands;
  return { id: APPLICATION, name: 'Deckhand' };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function snowflake(of: number): string {
  return String(1_300_000_000_000_000_000n + BigInt(of));
}

/** A press on a question with four long options, as Discord sends it. */
function interaction(id: string, member: number): object {
  return {
    id,
    application_id: APPLICATION,
    type: 3,
    token: `token-of-${id}`,
    version: 1,
    channel_id: snowflake(2000),
    channel: { id: snowflake(2000), type: 0, name: 'team-quiz', guild_id: snowflake(1000) },
    guild_id: snowflake(1000),
    guild: { id: snowflake(1000), locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    locale: 'en-US',
    app_permissions: '117760',
    context: 0,
    entitlements: [],
    authorizing_integration_owners: { '0': snowflake(1000) },
    attachment_size_limit: 10_485_760,
    member: {
      user: {
        id: snowflake(500_000 + (member % 500)),
        username: `member${member % 500}`,
        global_name: `Member ${member % 500}`,
        discriminator: '0',
      },
      roles: [],
      joined_at: '2026-01-01T00:00:00.000000+00:00',
      permissions: '117760',
      flags: 0,
      deaf: false,
      mute: false,
    },
    data: { custom_id: '1.answer.kJ8dQ2mXw0aBcDeF.1', component_type: 2, id: 4 },
    message: MESSAGE,
  };
}

const OPTION = 'It names the flow, but leaves open how the code is bound to its client. '.repeat(3);
const MESSAGE = {
  id: snowflake(3000),
  type: 0,
  channel_id: snowflake(2000),
  author: ME,
  content: '',
  timestamp: '2026-01-01T09:00:00.000000+00:00',
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  pinned: false,
  embeds: [],
  attachments: [],
  flags: 32_768,
  components: [
    {
      type: 17,
      id: 1,
      components: [
        { type: 10, id: 2, content: 'Which flow shall a single-page application use?' },
        ...['A', 'B', 'C', 'D'].map((label, place) => ({
          type: 9,
          id: 10 + 3 * place,
          components: [{ type: 10, id: 11 + 3 * place, content: `**${label}**  ${OPTION}` }],
          accessory: {
            type: 2,
            id: 12 + 3 * place,
            style: 2,
            label,
            custom_id: `1.answer.kJ8dQ2mXw0aBcDeF.${place}`,
          },
        })),
      ],
    },
  ],
};

/** A server as it arrives: discord.js cannot bear nulls in it, so what is not there is left out. */
function guild(place: number, channels: number): object {
  const id = snowflake(1000 + place);
  return {
    id,
    name: `Server number ${place}`,
    owner_id: snowflake(500_000),
    unavailable: false,
    member_count: 50,
    large: false,
    joined_at: '2026-01-01T00:00:00.000000+00:00',
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    premium_tier: 0,
    nsfw_level: 0,
    mfa_level: 0,
    system_channel_flags: 0,
    afk_timeout: 300,
    preferred_locale: 'en-US',
    features: [],
    roles: Array.from({ length: 10 }, (_, role) => ({
      id: role === 0 ? id : snowflake(10_000_000 + place * 10 + role),
      name: role === 0 ? '@everyone' : `Role ${role}`,
      permissions: '117760',
      position: role,
      color: 0,
      hoist: false,
      managed: false,
      mentionable: false,
      flags: 0,
    })),
    channels: Array.from({ length: channels }, (_, channel) => ({
      id: place === 0 ? snowflake(2000) : snowflake(20_000_000 + place * CHANNELS + channel),
      name: `channel-${channel}`,
      type: 0,
      position: channel,
      flags: 0,
      topic: 'What is talked about here',
      rate_limit_per_user: 0,
      permission_overwrites: [{ id, type: 0, allow: '0', deny: '2048' }],
    })),
    emojis: [],
    stickers: [],
    threads: [],
    members: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
