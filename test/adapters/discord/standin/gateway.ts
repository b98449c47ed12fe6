import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { botUser } from './routes.ts';
import { APPLICATION, MAY } from './state.ts';
import type { Guild, State } from './state.ts';

/** Gateway opcodes (docs.discord.com, opcodes and status codes). */
const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  reconnect: 7,
  invalidSession: 9,
  hello: 10,
  ack: 11,
} as const;

const sent = z.discriminatedUnion('op', [
  z.object({ op: z.literal(OP.heartbeat), d: z.int().nullable() }),
  z.object({
    op: z.literal(OP.identify),
    d: z.object({
      token: z.string(),
      intents: z.int(),
      shard: z.tuple([z.int(), z.int()]).optional(),
    }),
  }),
  z.object({
    op: z.literal(OP.resume),
    d: z.object({ token: z.string(), session_id: z.string(), seq: z.int() }),
  }),
]);

/** Guilds, and nothing privileged (gateway, intents). */
const INTENTS = 1;

interface Session {
  readonly id: string;
  readonly shard: number;
  readonly shards: number;
  seq: number;
  /** What was dispatched, for a resume. */
  readonly sent: { readonly seq: number; readonly text: string }[];
  socket: WebSocket | null;
}

/** What a test may do to the gateway. */
export interface Gateway {
  readonly open: () => number;
  readonly identifies: () => number;
  readonly resumes: () => number;
  readonly heartbeats: () => number;
  /** Milliseconds; said in the next hello. */
  heartbeatMs: number;
  /** A zombie: heartbeats get no answer. */
  mute: boolean;
  /** Connections made so far, the refused ones included. */
  readonly attempts: () => number;
  /** New connections are refused at once. */
  away: boolean;
  /** Nobody takes a connection: it is reset before a word. */
  unreachable: boolean;
  /** New connections get no hello. */
  silent: boolean;
  /** Resumes are refused, as after a long time away: the session is gone. */
  forget: boolean;
  /** Identifies are never answered. */
  deaf: boolean;
  /** Cuts every connection without a goodbye. */
  drop(): void;
  /** Closes every connection with that code. */
  close(code: number): void;
  /** Asks every connection to reconnect (op 7). */
  reconnect(): void;
  /** Tells every connection that its session is invalid (op 9). */
  invalidate(resumable: boolean): void;
  /** Any text as a frame. */
  frame(text: string): void;
  /** An event for the shard of that server; kept for a resume while it is away. */
  dispatch(guild: string | null, type: string, data: object): void;
  end(): void;
}

/** The server's side of the gateway on `/`. */
export function openGateway(server: Server, state: State, token: string, base: () => string) {
  const sessions = new Map<string, Session>();
  const sockets = new Set<WebSocket>();
  const counts = { identifies: 0, resumes: 0, heartbeats: 0, attempts: 0 };
  const wss = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    if (!gateway.unreachable)
      return wss.handleUpgrade(request, socket, head, (made) => wss.emit('connection', made));
    counts.attempts += 1;
    socket.destroy();
  });
  /** Sockets whose end began here. */
  const closedHere = new WeakSet<WebSocket>();
  let next = 1;

  const send = (socket: WebSocket, op: number, d?: unknown): void =>
    socket.send(JSON.stringify(d === undefined ? { op } : { op, d }));

  const dispatchTo = (session: Session, type: string, data: object): void => {
    session.seq += 1;
    const text = JSON.stringify({ op: OP.dispatch, t: type, s: session.seq, d: data });
    session.sent.push({ seq: session.seq, text });
    session.socket?.send(text);
  };

  const shardOf = (guild: string | null, shards: number): number =>
    guild === null ? 0 : Number((BigInt(guild) >> 22n) % BigInt(shards));

  const identify = (socket: WebSocket, given: z.infer<typeof sent> & { op: 2 }): void => {
    counts.identifies += 1;
    if (given.d.token !== token) return socket.close(4004, 'Authentication failed');
    if (given.d.intents !== INTENTS) state.unlawful.push(`intents ${given.d.intents}`);
    if (gateway.deaf) return;
    const [shard, shards] = given.d.shard ?? [0, 1];
    const session: Session = { id: `session-${next++}`, shard, shards, seq: 0, sent: [], socket };
    sessions.set(session.id, session);
    attach(session, socket);
    const guilds = [...state.guilds.values()].filter(
      (guild) => guild.joined && shardOf(guild.id, shards) === shard,
    );
    dispatchTo(session, 'READY', {
      v: 10,
      user: botUser(),
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: base().replace('http', 'ws'),
      shard: [shard, shards],
      application: { id: APPLICATION, flags: 0 },
    });
    for (const guild of guilds) dispatchTo(session, 'GUILD_CREATE', guildPayload(state, guild));
  };

  const attach = (session: Session, socket: WebSocket): void => {
    session.socket = socket;
    socket.on('close', (code) => {
      if (session.socket === socket) session.socket = null;
      // Who says goodbye with these gives the session up (gateway, disconnecting).
      if ((code === 1000 || code === 1001) && !closedHere.has(socket)) sessions.delete(session.id);
    });
  };

  const resume = (socket: WebSocket, given: z.infer<typeof sent> & { op: 6 }): void => {
    counts.resumes += 1;
    const session = sessions.get(given.d.session_id);
    if (session === undefined || gateway.forget || given.d.token !== token) {
      return send(socket, OP.invalidSession, false);
    }
    attach(session, socket);
    for (const { seq, text } of session.sent) if (seq > given.d.seq) socket.send(text);
    dispatchTo(session, 'RESUMED', {});
  };

  wss.on('connection', (socket) => {
    counts.attempts += 1;
    socket.on('error', () => undefined);
    if (gateway.away) return socket.terminate();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('message', (data) => {
      const text = Buffer.isBuffer(data) ? data.toString('utf8') : '';
      const read = sent.safeParse(JSON.parse(text));
      if (!read.success) return void state.unlawful.push(`frame: ${text.slice(0, 200)}`);
      const given = read.data;
      switch (given.op) {
        case OP.heartbeat:
          counts.heartbeats += 1;
          return gateway.mute ? undefined : send(socket, OP.ack);
        case OP.identify:
          return identify(socket, given);
        case OP.resume:
          return resume(socket, given);
        default:
          return given satisfies never;
      }
    });
    if (!gateway.silent) send(socket, OP.hello, { heartbeat_interval: gateway.heartbeatMs });
  });

  const gateway: Gateway = {
    open: () => sockets.size,
    identifies: () => counts.identifies,
    resumes: () => counts.resumes,
    heartbeats: () => counts.heartbeats,
    heartbeatMs: 41_250,
    attempts: () => counts.attempts,
    away: false,
    unreachable: false,
    mute: false,
    silent: false,
    forget: false,
    deaf: false,
    drop() {
      for (const socket of sockets) socket.terminate();
    },
    close(code) {
      for (const socket of sockets) {
        closedHere.add(socket);
        socket.close(code);
      }
    },
    reconnect() {
      for (const socket of sockets) send(socket, OP.reconnect);
    },
    invalidate(resumable) {
      for (const socket of sockets) send(socket, OP.invalidSession, resumable);
    },
    frame(text) {
      for (const socket of sockets) socket.send(text);
    },
    dispatch(guild, type, data) {
      const all = [...sessions.values()];
      const session =
        all.findLast((one) => one.socket !== null && shardOf(guild, one.shards) === one.shard) ??
        all.findLast((one) => shardOf(guild, one.shards) === one.shard);
      if (session === undefined) throw new Error('nobody has identified yet');
      dispatchTo(session, type, data);
    },
    end() {
      for (const socket of sockets) socket.terminate();
      wss.close();
    },
  };
  return gateway;
}

/** A server as GUILD_CREATE tells of it. discord.js cannot bear nulls in it, so what is not there is left out. */
export function guildPayload(state: State, guild: Guild): object {
  const channels = [...state.channels.values()].filter((one) => one.guild === guild.id);
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.owner,
    unavailable: false,
    member_count: state.people.size,
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
    roles: [
      {
        id: guild.id,
        name: '@everyone',
        permissions: String(MAY.view),
        position: 0,
        color: 0,
        flags: 0,
      },
    ],
    emojis: [],
    stickers: [],
    channels: channels.map(({ id, name, type }) => ({
      id,
      name,
      type,
      position: 0,
      permission_overwrites: [],
    })),
    threads: [],
    members: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
