import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** Slack's own addresses for answers (handling user interaction, GovSlack). */
const SLACKS = ['https://hooks.slack.com', 'https://hooks.slack-gov.com'];
const ANSWER_TIMEOUT_MS = 10_000;

/** `sent`; `refused`: used up, expired, or not Slack's; `lost`: nobody knows. */
export type Answered = 'sent' | 'refused' | 'lost';

export interface ResponseUrls {
  /** Posts a message to a response_url, once. Never throws. */
  send(url: string, message: object): Promise<Answered>;
  close(): void;
}

/**
 * Answers through response_url. Uses node:http with kept connections, as one answer follows every click and fetch
 * costs several times as much.
 * @param apiUrl where another Web API root is set, its origin is trusted too
 */
export function openResponseUrls(apiUrl: string | null): ResponseUrls {
  const agents = {
    'http:': new HttpAgent({ keepAlive: true, maxSockets: 64 }),
    'https:': new HttpsAgent({ keepAlive: true, maxSockets: 64 }),
  };
  const trusted = apiUrl === null ? SLACKS : [...SLACKS, new URL(apiUrl).origin];
  const targets = trusted.map((origin) => targetOf(origin));
  return {
    send(url, message) {
      const target = targets.find(({ prefix }) => url.startsWith(prefix));
      if (target === undefined || !/^[!-~]+$/.test(url)) return Promise.resolve('refused');
      const body = Buffer.from(JSON.stringify(message));
      // Plain options: an URL object would be taken apart again for every click.
      const request = target.request({
        host: target.host,
        port: target.port,
        path: url.slice(target.prefix.length - 1),
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': body.length },
        agent: agents[target.protocol],
        timeout: ANSWER_TIMEOUT_MS,
      });
      return new Promise((resolve) => {
        request.on('response', (response) => {
          response.resume();
          response.on('error', () => resolve('lost'));
          const status = response.statusCode ?? 500;
          resolve(status < 300 ? 'sent' : status < 500 ? 'refused' : 'lost');
        });
        request.on('timeout', () => request.destroy(new Error('no answer in time')));
        request.on('error', () => resolve('lost'));
        request.end(body);
      });
    },
    close() {
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}

interface Target {
  /** The origin with a slash after it, so that no other host can begin with it. */
  readonly prefix: string;
  readonly host: string;
  readonly port: number;
  readonly protocol: 'http:' | 'https:';
  readonly request: typeof httpRequest;
}

function targetOf(origin: string): Target {
  const { hostname, port, protocol } = new URL(origin);
  const common = { prefix: `${origin}/`, host: hostname };
  return protocol === 'http:'
    ? { ...common, port: Number(port || 80), protocol, request: httpRequest }
    : { ...common, port: Number(port || 443), protocol: 'https:', request: httpsRequest };
}
