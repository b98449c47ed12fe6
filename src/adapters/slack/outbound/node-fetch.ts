import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { setImmediate as turn } from 'node:timers/promises';
import type { FetchFunction } from '@slack/web-api';

type Init = NonNullable<Parameters<FetchFunction>[1]>;
type Answer = Awaited<ReturnType<FetchFunction>>;

/** Idle connections are closed after this time, as fetch closes them: Slack would do it soon after. */
const IDLE_MS = 4_000;

const kept = { keepAlive: true, timeout: IDLE_MS };
const httpAgent = new HttpAgent(kept);
const httpsAgent = new HttpsAgent(kept);

/**
 * What Slack's SDK needs of fetch, over node:http. The first use of fetch itself loads and compiles an HTTP client of its
 * own, at every start, and keeps megabytes for it. A body that is no text goes through fetch all the same.
 * Rejects with the system's error, with the signal's reason where that ends the call, and at a redirect.
 */
export const nodeFetch: FetchFunction = async (address, init = {}) => {
  const { body, signal } = init;
  if (body !== undefined && typeof body !== 'string') return fetch(address, init);
  // That a kept connection was closed is heard in one turn of the event loop, and it is dropped in the next. A call on it
  // would fail, and nobody could tell whether Slack had received it.
  await turn();
  await turn();
  signal?.throwIfAborted();
  const url = new URL(address);
  return new Promise((resolve, reject) => {
    const sent = open(url, init, body ?? '');
    const stop = (): void => {
      reject(signal?.reason instanceof Error ? signal.reason : new Error('the call was ended'));
      sent.destroy();
    };
    signal?.addEventListener('abort', stop);
    sent.on('close', () => signal?.removeEventListener('abort', stop));
    sent.on('error', reject);
    sent.on('response', (response) => {
      read(url, response).then(resolve, reject);
    });
    sent.end(body);
  });
};

function open(url: URL, { method = 'GET', headers }: Init, body: string): ClientRequest {
  const options = {
    method,
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
  };
  return url.protocol === 'https:'
    ? httpsRequest(url, { ...options, agent: httpsAgent })
    : httpRequest(url, { ...options, agent: httpAgent });
}

/** Rejects at a redirect, and when the connection ends before the answer does. */
async function read(url: URL, response: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part);
  const bytes = Buffer.concat(parts);
  const { statusCode: status = 500, statusMessage: statusText = '', headers } = response;
  if (status >= 300 && status < 400) throw new Error(`redirected with HTTP ${status}`);
  const known = new Map(
    Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  );
  return {
    ok: status >= 200 && status < 300,
    status,
    statusText,
    url: url.href,
    headers: { get: (name) => known.get(name.toLowerCase()) ?? null, entries: () => known },
    arrayBuffer: async () => new Uint8Array(bytes).buffer,
    json: async () => JSON.parse(bytes.toString('utf8')),
    text: async () => bytes.toString('utf8'),
  };
}
