import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, Log, Metrics } from '../../ports/system.ts';
import type { Desk } from './desk.ts';
import { readPayload } from './receive.ts';
import { LARGEST_BODY, verify } from './verify.ts';

/** A handler of one path of the shared HTTP server. Resolves when the response is sent; never rejects. */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Where Slack's requests come in: commands, clicks, forms and events alike. */
export const EVENTS_PATH = '/slack/events';

/**
 * Our own front door instead of Bolt's receiver: it looks at size and signature before anything else, at the shape
 * before anybody else, and it always answers. (Bolt's ends the process on a signed `null` and leaves some requests
 * without an answer.)
 */
export function openDoor(tools: {
  readonly secret: string;
  /** Null while starting and stopping: Slack is asked to come again. */
  readonly desk: () => Desk | null;
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
      const outcome = await open.take(delivery);
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

const PAYLOAD = Buffer.from('payload=');

/** JSON events, or a form: interactions carry their JSON in the field `payload`, commands are the fields themselves. */
function parseBody(body: Buffer): unknown {
  try {
    // Clicks come this way; taking it apart by hand is several times quicker than URLSearchParams.
    if (body.subarray(0, PAYLOAD.length).equals(PAYLOAD) && !body.includes('&')) {
      return JSON.parse(percentDecoded(body.subarray(PAYLOAD.length)));
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

const PERCENT = 0x25;
const PLUS = 0x2b;

/** The text of a percent-encoded form field; an escape that is none stays as it is. */
function percentDecoded(encoded: Buffer): string {
  const decoded = Buffer.allocUnsafe(encoded.length);
  let length = 0;
  for (let at = 0; at < encoded.length; at += 1) {
    let byte = encoded[at] ?? 0;
    if (byte === PLUS) byte = 0x20;
    else if (byte === PERCENT) {
      const high = hexDigit(encoded[at + 1]);
      const low = hexDigit(encoded[at + 2]);
      if (high !== -1 && low !== -1) {
        byte = high * 16 + low;
        at += 2;
      }
    }
    decoded[length] = byte;
    length += 1;
  }
  return decoded.toString('utf8', 0, length);
}

function hexDigit(code: number | undefined): number {
  if (code === undefined) return -1;
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
