import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpHandler } from '../../../ports/http.ts';
import type { SlackRefusal } from '../../../ports/metric-names.ts';
import type { Clock, Log, Metrics } from '../../../ports/system.ts';
import type { Dispatcher } from './dispatcher.ts';
import { isSslCheck, readPayload } from './receive.ts';
import { MAX_BODY, verify } from './signature.ts';
import { messageOf } from '../../../ports/errors.ts';

/** Anybody can send an old request again, so the log says it no more often than this. */
const SKEW_WARNING_MS = 60_000;

/**
 * Handles Slack's HTTP requests instead of Bolt's receiver: checks size and signature before parsing, validates the
 * shape before dispatch, and always sends a response. (Bolt's ends the process on a signed `null` and leaves some
 * requests without a response.)
 */
export function openWebhook(tools: {
  readonly secret: string;
  /** Null while stopping: Slack is asked to send the request again. */
  readonly dispatcher: () => Dispatcher | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}): HttpHandler {
  const { secret, dispatcher, clock, log, metrics } = tools;
  const refuse = (response: ServerResponse, status: number, why: SlackRefusal): void => {
    metrics.count('slack_refused', { why });
    response.writeHead(status, { connection: 'close', 'content-length': 0 }).end();
  };
  let nextSkewWarningAt = 0;
  const warnOfSkew = (): void => {
    if (clock.now() < nextSkewWarningAt) return;
    nextSkewWarningAt = clock.now() + SKEW_WARNING_MS;
    log.warn('a Slack request is over 5 minutes old or early: check the clock');
  };
  return async (request, response) => {
    try {
      if (request.method !== 'POST') return refuse(response, 405, 'method');
      const body = await readBody(request);
      if (body === null) return refuse(response, 413, 'size');
      const verdict = verify(secret, { body, ...signatureOf(request) }, clock.now());
      if (verdict === 'skewed') warnOfSkew();
      if (verdict !== 'genuine') {
        // Slack's check of the certificate may come unsigned, and nothing follows from it.
        if (isSslCheck(parseBody(body))) return send(response, null);
        return refuse(response, 401, verdict);
      }
      const delivery = readPayload(parseBody(body));
      if (delivery === null) return refuse(response, 400, 'shape');
      const open = dispatcher();
      if (open === null) return refuse(response, 503, 'closed');
      const acknowledgement = await open.dispatch(delivery);
      send(response, acknowledgement.body);
      await acknowledgement.followUp?.();
    } catch (error) {
      log.warn('a Slack request broke off', { error: messageOf(error) });
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

/** The whole body; null if it is too large. Rejects when the request breaks off. */
function readBody(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY) {
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
    // The way of every click: several times quicker than URLSearchParams. A lawful form holds only ASCII.
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
