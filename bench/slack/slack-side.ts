import { createServer, connect, type Socket } from 'node:net';
import { jsonAnswer, listening, NOTHING, readRequests } from '../raw-http.ts';
import type { Click } from '../whole-clicks.ts';

/** Slack as far as a click needs it, on loopback. It measures in the process that clicks, by one clock. */
export interface SlackSide {
  readonly port: number;
  /** The body of the next message that is posted with this token. */
  posted(token: string): Promise<string>;
  /**
   * Sends ready-made requests over kept connections, `atOnce` at a time; each waits for its acknowledgement and its reply.
   * @param requests by the number in their response_url
   * @throws Error when an answer is not 200, or no reply comes within 30 s
   */
  click(port: number, requests: ReadonlyMap<number, Buffer>, atOnce: number): Promise<Click[]>;
  /** @throws Error when a click got more than one reply */
  checkOnce(): void;
  close(): void;
}

const PATIENCE_MS = 30_000;

export async function openSlackSide(): Promise<SlackSide> {
  /** How many replies each click got. */
  const replies = new Map<number, number>();
  const waiting = new Map<number, () => void>();
  const onPosted = new Map<string, (body: string) => void>();
  const server = createServer({ noDelay: true }, (socket) => {
    readRequests(socket, (head, body) => {
      const number = /^POST \/response\/(\d+)/.exec(head)?.[1];
      if (number === undefined) {
        const token = /^authorization: Bearer (\S+)/im.exec(head)?.[1] ?? '';
        if (head.startsWith('POST /api/chat.postMessage')) onPosted.get(token)?.(body);
        return KNOWN;
      }
      replies.set(Number(number), (replies.get(Number(number)) ?? 0) + 1);
      waiting.get(Number(number))?.();
      return NOTHING;
    });
  });
  const port = await listening(server);
  return {
    port,
    posted: (token) =>
      new Promise((resolve) => {
        onPosted.set(token, resolve);
      }),
    async click(to, requests, atOnce) {
      const queue = [...requests];
      const clicks: Click[] = [];
      let next = 0;
      const lane = async (): Promise<void> => {
        const socket = connect({ port: to, host: '127.0.0.1', noDelay: true });
        for (let one = queue[next++]; one !== undefined; one = queue[next++]) {
          const [number, request] = one;
          const replied = replyTo(waiting, number);
          const started = performance.now();
          const acknowledgedMs = await acknowledged(socket, request, started);
          const repliedMs = (await replied) - started;
          clicks.push({ acknowledgedMs, repliedMs });
        }
        socket.destroy();
      };
      await Promise.all(Array.from({ length: atOnce }, lane));
      return clicks;
    },
    checkOnce() {
      const twice = [...replies.values()].filter((count) => count > 1).length;
      if (twice > 0) throw new Error(`${twice} clicks got more than one reply`);
    },
    close: () => void server.close(),
  };
}

const identity = { team: 'Bench', team_id: 'T0', user_id: 'UB', bot_id: 'BB', is_admin: true };
const user = { id: 'U0', name: 'ada', is_admin: true, profile: { display_name: 'Ada' } };
const KNOWN = jsonAnswer(
  { ok: true, ts: '1.000001', ...identity, user, channel: { id: 'C0', is_member: true } },
  ['x-oauth-scopes: commands,chat:write,users:read'],
);

function replyTo(waiting: Map<number, () => void>, number: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`click ${number} has no reply after ${PATIENCE_MS / 1000} s`)),
      PATIENCE_MS,
    );
    waiting.set(number, () => {
      clearTimeout(timer);
      waiting.delete(number);
      resolve(performance.now());
    });
  });
}

function acknowledged(socket: Socket, request: Buffer, started: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let seen = '';
    const take = (data: Buffer): void => {
      seen += data.toString('latin1');
      if (!isWhole(seen)) return;
      socket.off('data', take);
      socket.off('error', reject);
      if (seen.startsWith('HTTP/1.1 200')) resolve(performance.now() - started);
      else reject(new Error(seen.slice(0, 80)));
    };
    socket.on('data', take);
    socket.once('error', reject);
    socket.write(request);
  });
}

function isWhole(said: string): boolean {
  const end = said.indexOf('\r\n\r\n');
  if (end === -1) return false;
  if (/transfer-encoding: chunked/i.test(said)) return said.endsWith('0\r\n\r\n');
  const length = Number(/content-length: (\d+)/i.exec(said)?.[1] ?? 0);
  return said.length - end - 4 >= length;
}
