import { createServer } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { jsonAnswer, listening, NOTHING, readRequests } from '../raw-http.ts';

/** Discord as far as a bot needs it to be asked for a question, to get clicks and to be joined by servers. */
export interface Sink {
  /** Where its REST is. */
  readonly port: number;
  /** Resolves when a bot has identified. */
  readonly joined: Promise<void>;
  /** Sends `/quiz ask` as a manager. @returns the codes of the options in the question that was posted */
  ask(): Promise<readonly string[]>;
  /** First clicks of members on options, `atOnce` without a reply at any time. */
  press(codes: readonly string[], count: number, atOnce: number): Promise<readonly number[]>;
  /** Lets the bot into servers with 100 channels each; resolves when all has been sent. */
  joinServers(count: number): Promise<void>;
  /** @throws Error when a click got more than one reply */
  checkOnce(): void;
  close(): void;
}

const APPLICATION = '900000000000000001';
const BOT = '900000000000000002';
const CHANNELS = 100;
const ME = { id: BOT, username: 'Deckhand', discriminator: '0', bot: true };
const PATIENCE_MS = 30_000;

/** A reply's content: an initial response that is no deferral, or what follows one. */
const REPLY =
  /^POST \/api\/v10\/interactions\/\d+\/token-of-(\d+)\/|^PATCH \/api\/v10\/webhooks\/\d+\/token-of-(\d+)\//;
const DEFERRAL = /^\{"type":[56]\b/;

// oxlint-disable-next-line eslint/max-lines-per-function -- one platform, of which each part sees the others
export async function openSink(): Promise<Sink> {
  const replies = new Map<string, number>();
  const waiting = new Map<string, () => void>();
  let onPosted: (body: string) => void = () => undefined;
  let commands: unknown = [];
  const rest = createServer({ noDelay: true }, (opened) =>
    readRequests(opened, (head, body) => {
      const found = REPLY.exec(head);
      const replied = found?.[1] ?? found?.[2];
      if (replied !== undefined) {
        if (DEFERRAL.test(body)) return NOTHING;
        replies.set(replied, (replies.get(replied) ?? 0) + 1);
        waiting.get(replied)?.();
        return NOTHING;
      }
      const [method = '', address = ''] = head.split(' ', 2);
      const [path = ''] = address.replace('/api/v10/', '').split('?', 1);
      if (method === 'PUT') commands = JSON.parse(body);
      if (method === 'POST' && path.endsWith('/messages')) onPosted(body);
      return jsonAnswer(path.endsWith('commands') ? commands : knownBy(path, gatewayPort));
    }),
  );
  const gateway = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise<void>((resolve) => {
    gateway.once('listening', resolve);
  });
  const { port: gatewayPort } = z.object({ port: z.number() }).parse(gateway.address());
  let socket: WebSocket | null = null;
  let sequence = 0;
  const send = (t: string, data: string): void => {
    sequence += 1;
    socket?.send(`{"op":0,"t":"${t}","s":${sequence},"d":${data}}`);
  };
  const joined = new Promise<void>((resolve) => {
    gateway.on('connection', (opened) => {
      socket = opened;
      opened.on('message', (data) => {
        const { op } = z
          .object({ op: z.number() })
          .parse(JSON.parse(Buffer.isBuffer(data) ? data.toString() : ''));
        if (op === 1) opened.send(JSON.stringify({ op: 11 }));
        if (op !== 2) return;
        send('READY', JSON.stringify(ready(gatewayPort)));
        send('GUILD_CREATE', JSON.stringify(guild(0, 1)));
        resolve();
      });
      opened.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 41_250 } }));
    });
  });
  const port = await listening(rest);
  let clicked = 0;

  const one = (code: string): Promise<number> => {
    clicked += 1;
    const id = snowflake(1_000_000 + clicked);
    const payload = press(id, snowflake(500_000 + clicked), code);
    const started = performance.now();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`click ${id} has no reply after ${PATIENCE_MS / 1000} s`)),
        PATIENCE_MS,
      );
      waiting.set(id, () => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(performance.now() - started);
      });
      send('INTERACTION_CREATE', payload);
    });
  };

  return {
    port,
    joined,
    async ask() {
      const posted = new Promise<string>((resolve) => {
        onPosted = resolve;
      });
      send('INTERACTION_CREATE', JSON.stringify(asking(snowflake(999_999))));
      const body = await posted;
      return [...body.matchAll(/"custom_id":"(1\.answer\.[^"]+)"/g)].map((found) => found[1] ?? '');
    },
    async press(codes, count, atOnce) {
      const waits: number[] = [];
      let next = 0;
      const lane = async (): Promise<void> => {
        while (next < count) {
          next += 1;
          waits.push(await one(codes[next % codes.length] ?? ''));
        }
      };
      await Promise.all(Array.from({ length: atOnce }, lane));
      return waits;
    },
    async joinServers(count) {
      for (let place = 1; place <= count; place += 1) {
        send('GUILD_CREATE', JSON.stringify(guild(place, CHANNELS)));
        while ((socket?.bufferedAmount ?? 0) > 1_000_000) {
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      }
    },
    checkOnce() {
      const twice = [...replies.values()].filter((times) => times > 1).length;
      if (twice > 0) throw new Error(`${twice} clicks got more than one reply`);
    },
    close() {
      socket?.terminate();
      gateway.close();
      rest.close();
    },
  };
}

function ready(gatewayPort: number): object {
  return {
    v: 10,
    user: ME,
    guilds: [],
    session_id: 'bench',
    resume_gateway_url: `ws://127.0.0.1:${gatewayPort}`,
    application: { id: APPLICATION, flags: 0 },
  };
}

/** What a path of Discord's API is answered with. */
function knownBy(path: string, gatewayPort: number): unknown {
  if (path === 'gateway/bot') {
    const session_start_limit = {
      total: 1000,
      remaining: 999,
      reset_after: 1000,
      max_concurrency: 1,
    };
    return { url: `ws://127.0.0.1:${gatewayPort}`, shards: 1, session_start_limit };
  }
  if (path === 'users/@me') return ME;
  if (path.startsWith('users/@me/guilds')) return [];
  if (path.endsWith('/messages')) return { ...MESSAGE, id: snowflake(3000) };
  const [kind, id = '', what] = path.split('/');
  if (kind === 'guilds' && what === 'members') return { user: ME, roles: [] };
  if (kind === 'guilds') return { ...guild(0, 0), id };
  if (kind === 'channels') return { ...TEAM_QUIZ, id, permission_overwrites: [] };
  return { id: APPLICATION, name: 'Deckhand' };
}

function snowflake(of: number): string {
  return String(1_300_000_000_000_000_000n + BigInt(of));
}

const TEAM_QUIZ = { id: snowflake(2000), type: 0, name: 'team-quiz', guild_id: snowflake(1000) };

/** What an interaction of a member says, whatever they did. */
function interaction(id: string, member: string, permissions: string): object {
  return {
    id,
    application_id: APPLICATION,
    token: `token-of-${id}`,
    version: 1,
    channel_id: TEAM_QUIZ.id,
    channel: TEAM_QUIZ,
    guild_id: TEAM_QUIZ.guild_id,
    guild: { id: TEAM_QUIZ.guild_id, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    locale: 'en-US',
    app_permissions: '117760',
    context: 0,
    entitlements: [],
    authorizing_integration_owners: { '0': TEAM_QUIZ.guild_id },
    attachment_size_limit: 10_485_760,
    member: {
      user: { id: member, username: 'member', global_name: 'Member', discriminator: '0' },
      roles: [],
      joined_at: '2026-01-01T00:00:00.000000+00:00',
      permissions,
      flags: 0,
      deaf: false,
      mute: false,
    },
  };
}

/** `/quiz ask` by an administrator. */
function asking(id: string): object {
  const options = [{ type: 1, name: 'ask', options: [] }];
  const data = { id: '950000000000000001', name: 'quiz', type: 1, options };
  return { ...interaction(id, snowflake(499_999), '8'), type: 2, data };
}

const OPTION = 'It names the flow, but leaves open how the code is bound to its client. '.repeat(3);
/** A question with four long options, as Discord sends it along. */
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

/** A press on that question, made once, since it is sent many times. */
const HOLE = '@@';
const PRESS = JSON.stringify({
  ...interaction(HOLE, HOLE, '117760'),
  type: 3,
  data: { custom_id: HOLE, component_type: 2, id: 4 },
  message: MESSAGE,
}).split(HOLE);

function press(id: string, member: string, code: string): string {
  const values = [id, id, member, code];
  return PRESS.map((part, place) => part + (values[place] ?? '')).join('');
}

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
