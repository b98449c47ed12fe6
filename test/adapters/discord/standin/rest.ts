import type { IncomingMessage, ServerResponse } from 'node:http';
import { refusal, unlawful } from './answer.ts';
import type { Answer } from './answer.ts';
import { officialReasons } from './official.ts';
import { routeOf } from './routes.ts';
import { serveFile } from './sent-files.ts';
import type { Fault, State } from './state.ts';

const USER_AGENT = /^DiscordBot \(https:[^\s,]+, [\d.]+\)/;

/** Answers what our process asks of Discord's REST under `/api/v10`. */
export async function serve(
  state: State,
  token: string,
  base: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', base);
  if (url.pathname.startsWith('/ephemeral-attachments/'))
    return serveFile(state, url.pathname, response);
  // discord.js writes `%40original`.
  const path = decodeURIComponent(url.pathname).replace(/^\/api\/v10\//, '');
  const method = request.method ?? 'GET';
  const { body, files } = await read(request, state.uploads);
  state.calls.push({ method, path, body, at: Date.now() });
  // Cloudflare's page for a sender that it does not let through (API reference, user agent).
  if (!USER_AGENT.test(request.headers['user-agent'] ?? ''))
    return void response.writeHead(403, { 'content-type': 'text/plain' }).end('error code: 1010');
  const known = routeOf(method, path);
  if (known === null) {
    state.unlawful.push(`no such call: ${method} ${path}`);
    return send(response, refusal(404, 0, '404: Not Found'));
  }
  if (!known.open && request.headers.authorization !== `Bot ${token}`)
    return send(response, refusal(401, 0, '401: Unauthorized'));
  if (!known.open && state.broken !== null)
    return send(response, refusal(state.broken, 0, 'broken'));
  const fault = state.faults.get(known.route)?.shift();
  if (fault?.kind === 'rate') return limited(response, fault.seconds, fault.global);
  if (fault?.kind === 'error') return send(response, refusal(fault.status, fault.code, 'refused'));
  if (fault?.kind === 'status') return void response.writeHead(fault.status).end('upstream');
  if (known.route === 'post') {
    const wait = spend(state, path.split('/')[1] ?? '', response);
    if (wait > 0) return limited(response, wait / 1000, false);
  }
  const forbidden = body === null ? [] : officialReasons(method, path, body);
  if (forbidden.length > 0) return send(response, unlawful(state, 'official', forbidden));
  const parts = path.split('/');
  const gateway = base.replace('http', 'ws');
  const answer = known.run({ state, parts, query: url.searchParams, body, files, gateway });
  finish(request, response, answer, fault);
}

function finish(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  fault: Exclude<Fault, { kind: 'rate' | 'error' | 'status' }> | undefined,
): void {
  const text = JSON.stringify(answer.json);
  switch (fault?.kind) {
    case 'status-after':
      return void response.writeHead(fault.status).end('upstream');
    case 'reset-after':
      return void request.socket.resetAndDestroy();
    case 'hang-after':
      return;
    case 'half-after':
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': text.length + 10,
      });
      response.write(text.slice(0, 8));
      setTimeout(() => request.socket.destroy(), 20);
      return;
    case 'page-after':
      return void response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<html>Proxy</html>');
    case undefined:
      return send(response, answer);
    default:
      fault satisfies never;
  }
}

function send(response: ServerResponse, { status, json }: Answer): void {
  if (status === 204) return void response.writeHead(204).end();
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
}

function limited(response: ServerResponse, seconds: number, global: boolean): void {
  const headers = {
    'content-type': 'application/json',
    'retry-after': String(Math.ceil(seconds)),
    'x-ratelimit-scope': global ? 'global' : 'user',
    ...(global ? { 'x-ratelimit-global': 'true' } : {}),
  };
  const body = { message: 'You are being rate limited.', retry_after: seconds, global };
  response.writeHead(429, headers).end(JSON.stringify(body));
}

/** Takes one message out of a channel's bucket; the milliseconds to wait when it is empty. */
function spend(state: State, channel: string, response: ServerResponse): number {
  const now = Date.now();
  const { limit, ms } = state.bucket;
  const before = state.spent.get(channel);
  const window =
    before === undefined || before.resetAt <= now ? { used: 0, resetAt: now + ms } : before;
  state.spent.set(channel, window);
  const full = window.used >= limit;
  if (!full) window.used += 1;
  const after = (window.resetAt - now) / 1000;
  response.setHeader('x-ratelimit-limit', String(limit));
  response.setHeader('x-ratelimit-remaining', String(limit - window.used));
  response.setHeader('x-ratelimit-reset', String(window.resetAt / 1000));
  response.setHeader('x-ratelimit-reset-after', String(after));
  response.setHeader('x-ratelimit-bucket', 'messages');
  return full ? window.resetAt - now : 0;
}

/** The JSON of a request, and the names of the files beside it; what is in them is kept. */
async function read(
  request: IncomingMessage,
  uploads: Map<string, string>,
): Promise<{ readonly body: unknown; readonly files: readonly string[] }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  const type = request.headers['content-type'] ?? '';
  const all = Buffer.concat(chunks);
  if (!type.startsWith('multipart/form-data')) {
    const text = all.toString('utf8');
    return { body: text === '' ? null : JSON.parse(text), files: [] };
  }
  const form = await new Response(new Uint8Array(all), {
    headers: { 'content-type': type },
  }).formData();
  const payload = form.get('payload_json');
  const files: string[] = [];
  for (const value of form.values()) {
    if (typeof value === 'string') continue;
    files.push(value.name);
    uploads.set(value.name, await value.text());
  }
  return { body: typeof payload === 'string' ? JSON.parse(payload) : null, files };
}
