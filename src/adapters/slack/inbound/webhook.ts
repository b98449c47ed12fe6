import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, Log, Metrics } from '../../../ports/system.ts';
import type { Dispatcher } from './dispatcher.ts';
import { readPayload } from './receive.ts';
import { LARGEST_BODY, verify } from './signature.ts';

/** A handler of one path of the shared HTTP server. Resolves when the response is sent; never rejects. */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Our own front door instead of Bolt's receiver: it looks at size and signature before anything else, at the shape
 * before anybody else, and it always answers. (Bolt's ends the process on a signed `null` and leaves some requests
 * without an answer.)
 */
export function openDoor(tools: {
  readonly secret: string;
  /** Null while starting and stopping: Slack is asked to come again. */
  readonly desk: () => Dispatcher | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}): HttpHandler {
  const { secret, desk, clock, log, metrics } = tools;
  const refuse = (response: ServerResponse, status: number, why: string): void => {
    metrics.count('slack_refused', { why });
    response.writeHead(status, { connection: 'close', 'content-length': 0 }).end();
  };
  return async (request, response) => {
    try {
      if (request.method !== 'POST') return refuse(response, 405, 'method');
      const body = await readBody(request);
      if (body === null) return refuse(response, 413, 'size');
      const verdict = verify(secret, { body, ...signatureOf(request) }, clock.now());
      if (verdict !== 'genuine') {
        if (verdict === 'skewed')
          log.warn('a Slack request is over 5 minutes old or early: check the clock');
        return refuse(response, 401, verdict);
      }
      const delivery = readPayload(parseBody(body));
      if (delivery === null) return refuse(response, 400, 'shape');
      if (delivery.kind === 'challenge') return send(response, { challenge: delivery.challenge });
      const open = desk();
      if (open === null) return refuse(response, 503, 'closed');
      const outcome = await open.dispatch(delivery);
      send(response, outcome.body);
      outcome.after?.();
    } catch (error) {
      log.warn('a Slack request broke off', {
        error: error instanceof Error ? error.name : 'unknown',
      });
      if (!response.headersSent && !response.destroyed) refuse(response, 400, 'broken');
    }
  };
}

function send(response: ServerResponse, body: object | null): void {
  if (body === null) {
    response.writeHead(200, { 'content-length': 0 }).end();
    return;
  }
  const bytes = Buffer.from(JSON.stringify(body));
  response
    .writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length })
    .end(bytes);
}

function signatureOf(request: IncomingMessage): {
  timestamp: string | undefined;
  signature: string | undefined;
} {
  const one = (name: string): string | undefined => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return { timestamp: one('x-slack-request-timestamp'), signature: one('x-slack-signature') };
}

/** The whole body, or null when it is too large. Rejects when the request breaks off. */
function readBody(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > LARGEST_BODY) {
        request.removeAllListeners('data');
        request.pause();
        resolve(null);
        return;
      }
      chunks.push(chunk);
    });
    request.on('end', () =>
      resolve(chunks.length === 1 ? (chunks[0] ?? null) : Buffer.concat(chunks)),
    );
    request.on('error', reject);
    request.on('aborted', () => reject(new Error('aborted')));
  });
}

const PAYLOAD = 'payload=';

/** JSON events, or a form: interactions carry their JSON in the field `payload`, commands are the fields themselves. */
function parseBody(body: Buffer): unknown {
  try {
    // Clicks come this way, and it is several times quicker than URLSearchParams. Only ASCII is in a lawful form.
    const form = body.toString('latin1');
    if (form.startsWith(PAYLOAD) && !form.includes('&')) {
      return JSON.parse(decodeURIComponent(form.slice(PAYLOAD.length).replaceAll('+', ' ')));
    }
    const text = body.toString('utf8');
    if (/^\s*[{[]/.test(text)) return JSON.parse(text);
    const fields = new URLSearchParams(text);
    const payload = fields.get('payload');
    return payload === null ? Object.fromEntries(fields) : JSON.parse(payload);
  } catch {
    return null;
  }
}
