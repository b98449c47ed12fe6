import { createHmac, randomUUID } from 'node:crypto';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Server } from 'node:http';

/** What our process answered to a delivery. */
export interface Acknowledged {
  /** HTTP status; 200 for a socket's acknowledgement, 0 when none came in time. */
  readonly status: number;
  readonly body: Record<string, unknown> | null;
}

export type Kind = 'slash_commands' | 'interactive' | 'events_api';

/** Slack's own deadline. */
const PATIENCE_MS = 3000;

/** Signs and posts a delivery as Slack does. */
export async function deliverByHttp(
  target: string,
  secret: string,
  kind: Kind,
  payload: Readonly<Record<string, unknown>>,
): Promise<Acknowledged> {
  const body =
    kind === 'events_api'
      ? JSON.stringify(payload)
      : kind === 'interactive'
        ? new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
        : new URLSearchParams(
            Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]),
          ).toString();
  const response = await postSigned(target, secret, body, {
    'content-type':
      kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
  });
  return response;
}

/** A signed request with any body, signed at `at` (epoch ms). */
export async function postSigned(
  target: string,
  secret: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
  at = Date.now(),
): Promise<Acknowledged> {
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  try {
    const response = await fetch(target, {
      method: 'POST',
      headers: {
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
        ...headers,
      },
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  } catch {
    return { status: 0, body: null };
  }
}

export interface SocketSide {
  readonly open: () => number;
  /** Connections made so far. */
  readonly made: () => number;
  /** Whether pings are answered. */
  mute: boolean;
  /** Whether new connections get their hello. */
  silent: boolean;
  /** Cuts every connection without a goodbye. */
  drop(): void;
  /** Any text as a frame, to the newest connection. */
  frame(text: string): void;
  deliver(
    kind: Kind,
    payload: Readonly<Record<string, unknown>>,
    envelopeId?: string,
  ): Promise<Acknowledged>;
  /** Any envelope as it is; whether it was acknowledged. */
  envelope(fields: Readonly<Record<string, unknown>> & { envelope_id: string }): Promise<boolean>;
  close(): void;
}

/** The server's side of Socket Mode on `/link/`. */
export function openSocketSide(server: Server): SocketSide {
  const sockets = new Set<WebSocket>();
  const waiting = new Map<string, (payload: unknown) => void>();
  let made = 0;
  const wss = new WebSocketServer({ server, path: '/link/', autoPong: false });
  wss.on('connection', (socket) => {
    sockets.add(socket);
    made += 1;
    socket.on('ping', (data) => {
      if (!side.mute) socket.pong(data);
    });
    socket.on('message', (data) => {
      const text = Buffer.isBuffer(data) ? data.toString('utf8') : '';
      const acknowledged: { envelope_id: string; payload?: unknown } = JSON.parse(text);
      waiting.get(acknowledged.envelope_id)?.(acknowledged.payload);
      waiting.delete(acknowledged.envelope_id);
    });
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    if (side.silent) return;
    socket.send(JSON.stringify({ type: 'hello', num_connections: sockets.size }));
    if (!side.mute) socket.ping('ping');
  });
  const newest = (): WebSocket | undefined => [...sockets].at(-1);
  const side: SocketSide = {
    open: () => sockets.size,
    made: () => made,
    mute: false,
    silent: false,
    drop() {
      for (const socket of sockets) socket.terminate();
    },
    frame(text) {
      newest()?.send(text);
    },
    envelope(fields) {
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(false), PATIENCE_MS);
        waiting.set(fields.envelope_id, () => {
          clearTimeout(timer);
          resolve(true);
        });
        newest()?.send(JSON.stringify(fields));
      });
    },
    deliver(kind, payload, envelopeId = randomUUID()) {
      const socket = newest();
      if (socket === undefined) return Promise.resolve({ status: 0, body: null });
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve({ status: 0, body: null }), PATIENCE_MS);
        waiting.set(envelopeId, (body) => {
          clearTimeout(timer);
          const given = typeof body === 'object' && body !== null ? Object.entries(body) : [];
          resolve({ status: 200, body: given.length === 0 ? null : Object.fromEntries(given) });
        });
        const accepts = kind !== 'events_api';
        const envelope = {
          envelope_id: envelopeId,
          type: kind,
          accepts_response_payload: accepts,
          payload,
        };
        socket.send(JSON.stringify(envelope));
      });
    },
    close() {
      for (const socket of sockets) socket.terminate();
      wss.close();
    },
  };
  return side;
}
