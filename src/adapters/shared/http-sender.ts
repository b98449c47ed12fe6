import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** As many connections as are kept; more requests wait for one of them. */
const CONNECTIONS = 64;

export interface HttpAnswer {
  readonly status: number;
  /** Read only when the status is no success; empty otherwise. */
  readonly text: string;
}

/** Posts JSON to one origin over kept connections. */
export interface HttpSender {
  /**
   * Sends once. Rejects with the system's own error; its code is `timeout` when no answer came in time.
   * @param json where it is bytes, in UTF-8
   */
  post(path: string, json: string | Uint8Array): Promise<HttpAnswer>;
  close(): void;
}

/**
 * One private reply follows every click, so this uses node:http with kept connections: fetch costs several times as
 * much, and the SDKs' own queues a sixth of an answer's time.
 * @param headers sent with each request, beside those about its body
 */
export function openHttpSender(
  origin: string,
  timeoutMs: number,
  headers: Readonly<Record<string, string>> = {},
): HttpSender {
  const { hostname, port, protocol } = new URL(origin);
  const secure = protocol === 'https:';
  const options = { keepAlive: true, maxSockets: CONNECTIONS };
  const agent = secure ? new HttpsAgent(options) : new HttpAgent(options);
  const request = secure ? httpsRequest : httpRequest;
  // Plain options: a URL object would be taken apart again for every click.
  const target = { host: hostname, port: Number(port || (secure ? 443 : 80)), method: 'POST' };
  const always = { ...headers, 'content-type': 'application/json' };
  return {
    post(path, json) {
      const bytes = typeof json === 'string' ? Buffer.from(json) : json;
      return new Promise((resolve, reject) => {
        const sent = request({
          path,
          headers: { 'content-length': bytes.length, ...always },
          agent,
          timeout: timeoutMs,
          ...target,
        });
        sent.on('response', (response) => {
          readAnswer(response).then(resolve, reject);
        });
        sent.on('timeout', () => sent.destroy(new NoAnswer()));
        sent.on('error', reject);
        sent.end(bytes);
      });
    },
    close: () => agent.destroy(),
  };
}

class NoAnswer extends Error {
  readonly code = 'timeout';
  constructor() {
    super('no answer in time');
  }
}

/** The connection is free for the next request only when the body has been read. */
async function readAnswer(response: IncomingMessage): Promise<HttpAnswer> {
  const status = response.statusCode ?? 500;
  let text = '';
  if (status < 300) response.on('error', () => undefined).resume();
  else for await (const part of response.setEncoding('utf8')) text += String(part);
  return { status, text };
}
