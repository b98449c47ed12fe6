import type { IncomingMessage, ServerResponse } from 'node:http';
import { lawfulMessage } from './lawful.ts';
import { METHODS, type Caller } from './methods.ts';
import { refusalOf, type Issued } from './oauth.ts';
import { serveFile } from './sent-files.ts';
import { nextTs, TEAM } from './state.ts';
import type { Fault, State } from './state.ts';

export interface Secrets {
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
}

const JSON_FIELDS = new Set(['blocks', 'view', 'files']);

/** Answers what our process asks of Slack: the Web API, uploads and response_urls. */
export async function serve(
  state: State,
  secrets: Secrets,
  base: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = new URL(request.url ?? '/', base).pathname;
  if (path.startsWith('/files-pri/')) return serveFile(state, secrets.botToken, request, response);
  const body = await read(request);
  if (path.startsWith('/upload/')) {
    const kept = state.uploads.get(path.slice('/upload/'.length));
    if (kept !== undefined) kept.text = body;
    return void response.end('OK');
  }
  if (path.startsWith('/response/'))
    return respond(state, path.slice('/response/'.length), body, response);
  const method = path.replace('/api/', '');
  const args = parse(body);
  const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
  const issued = state.oauth.issued.get(token) ?? null;
  const owner = issued?.team?.id ?? issued?.enterprise ?? null;
  const by = token === secrets.botToken ? TEAM : owner;
  state.calls.push({ method, args, at: Date.now(), by });
  if (by !== null && state.hanging.has(by)) return;
  const fault = state.faults.get(method)?.shift();
  if (fault?.kind === 'rate') {
    const after = fault.seconds === null ? {} : { 'retry-after': String(fault.seconds) };
    return void response.writeHead(429, after).end('{"ok":false,"error":"ratelimited"}');
  }
  if (fault?.kind === 'status') return void response.writeHead(fault.status).end('upstream');
  const answer =
    method === 'oauth.v2.access' && fault?.kind !== 'error'
      ? await state.oauth.access(args, request.headers.authorization)
      : answerTo({ state, secrets, base, method, args, token, issued, fault });
  const text = JSON.stringify(answer);
  response.setHeader('date', new Date(Date.now() + state.skew).toUTCString());
  response.setHeader('x-oauth-scopes', state.scopes.join(','));
  response.setHeader('content-type', 'application/json');
  switch (fault?.kind) {
    case 'reset-after':
      return void request.socket.resetAndDestroy();
    case 'hang-after':
      return;
    case 'half-after':
      response.writeHead(200, { 'content-length': text.length + 10 });
      response.write(text.slice(0, 8));
      setTimeout(() => request.socket.destroy(), 20);
      return;
    case 'page-after':
      return void response.end('<html>Proxy</html>');
    case undefined:
    case 'error':
    case 'error-after':
      return void response.end(text);
    default:
      fault satisfies never;
  }
}

interface Asked {
  readonly state: State;
  readonly secrets: Secrets;
  readonly base: string;
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly token: string;
  /** Null for the token of the settings, and for a wrong one. */
  readonly issued: Issued | null;
  readonly fault: Fault | undefined;
}

function answerTo({ state, secrets, base, method, args, token, issued, fault }: Asked): unknown {
  const wanted = method === 'apps.connections.open' ? secrets.appToken : secrets.botToken;
  if (fault?.kind === 'error') return { ok: false, error: fault.code };
  if (token === '') return { ok: false, error: 'not_authed' };
  if (issued === null && token !== wanted) {
    const known = Object.values(secrets).includes(token);
    return { ok: false, error: known ? 'not_allowed_token_type' : 'invalid_auth' };
  }
  const refused = state.broken ?? (issued === null ? null : refusalOf(issued));
  if (refused !== null) return { ok: false, error: refused };
  const run = METHODS[method];
  if (run === undefined) return { ok: false, error: 'unknown_method' };
  const caller = issued === null ? null : callerOf(state, issued, args);
  if (typeof caller === 'string') return { ok: false, error: caller };
  const answer = run(state, args, base, caller);
  return fault?.kind === 'error-after' ? { ok: false, error: fault.code } : answer;
}

/** The workspace that a call is for; Slack's word if the token may not act there. */
function callerOf(
  { oauth }: State,
  { team, enterprise, scopes }: Issued,
  { team_id: named }: Readonly<Record<string, unknown>>,
): Caller | string {
  if (team !== null) return { team, enterprise, scopes };
  // An organization's token acts in the workspace that the call names.
  if (named === undefined) return { team: null, enterprise, scopes };
  const granted = oauth.granted.get(enterprise ?? '') ?? [];
  const found = granted.find(({ id }) => id === named);
  return found === undefined ? 'team_access_not_granted' : { team: found, enterprise, scopes };
}

/** A response_url: five uses; answers privately, or takes the place of the pressed message. */
function respond(state: State, id: string, body: string, response: ServerResponse): void {
  const url = state.responses.get(id);
  const message: Record<string, unknown> = JSON.parse(body);
  state.calls.push({ method: 'response_url', args: message, at: Date.now(), by: null });
  const fault = state.faults.get('response_url')?.shift();
  if (fault?.kind === 'status') return void response.writeHead(fault.status).end('expired_url');
  if (url === undefined || url.uses >= 5) return void response.writeHead(404).end('used_url');
  url.uses += 1;
  const lawful = lawfulMessage(message['text'], message['blocks']);
  if ('error' in lawful) {
    state.unlawful.push(`response_url: ${lawful.error}: ${lawful.reasons.join('; ')}`);
    return void response.writeHead(400).end(lawful.error);
  }
  if (message['replace_original'] === true && url.message !== null) {
    Object.assign(url.message, lawful.ok);
  } else {
    if (message['response_type'] !== 'ephemeral') {
      state.unlawful.push('response_url: a private answer would be public');
    }
    const { member, channel } = url;
    const by = TEAM;
    state.messages.push({
      ts: nextTs(state),
      channel,
      thread: null,
      only: member,
      by,
      ...lawful.ok,
    });
  }
  response.end('ok');
}

function read(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
}

function parse(body: string): Record<string, unknown> {
  const args: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    args[name] = JSON_FIELDS.has(name) ? JSON.parse(value) : value;
  }
  return args;
}
