import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** Slack's own addresses for answers (handling user interaction, GovSlack). */
const SLACKS = new Set(['https://hooks.slack.com', 'https://hooks.slack-gov.com']);
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
  const trusted = apiUrl === null ? SLACKS : new Set([...SLACKS, new URL(apiUrl).origin]);
  return {
    send(url, message) {
      const target = URL.canParse(url) ? new URL(url) : null;
      if (target === null || !trusted.has(target.origin)) return Promise.resolve('refused');
      const body = Buffer.from(JSON.stringify(message));
      const headers = { 'content-type': 'application/json', 'content-length': body.length };
      const plain = target.protocol === 'http:';
      const request = (plain ? httpRequest : httpsRequest)(target, {
        method: 'POST',
        headers,
        agent: plain ? agents['http:'] : agents['https:'],
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
