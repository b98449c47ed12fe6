import { DefaultRestOptions, REST } from '@discordjs/rest';
import type { RESTOptions } from 'discord.js';
import type { Clock, Log } from '../../../ports/system.ts';
import { pause } from './errors.ts';
import type { Timings } from '../timings.ts';

/** Discord bans an address after 10,000 invalid answers (401, 403, 429) in ten minutes (rate limits); we stop earlier. */
const MAX_INVALID = 1000;
const INVALID_WARNING_STEP = 100;

export interface Rest {
  readonly api: REST;
  /** Throws PostError `not-sent` after Discord has refused too many of our requests. */
  guard(): void;
  close(): void;
}

/**
 * Discord's REST without retries. A rate limit is an error that says how long it lasts, because only the outbox knows
 * what may wait and be repeated.
 * @param apiUrl a root without the version, e.g. `http://127.0.0.1:4000/api`; null for Discord's
 */
export function openRest(
  token: string,
  apiUrl: string | null,
  tools: { readonly clock: Clock; readonly log: Log; readonly timings: Timings },
): Rest {
  const { clock, log, timings } = tools;
  const api = new REST({
    version: '10',
    retries: 0,
    timeout: timings.requestMs,
    rejectOnRateLimit: () => true,
    invalidRequestWarningInterval: INVALID_WARNING_STEP,
    userAgentAppendix: 'Deckhand',
    makeRequest,
    ...(apiUrl === null ? {} : { api: apiUrl.replace(/\/+$/, '') }),
  }).setToken(token);
  let quietUntil = 0;
  api.on('invalidRequestWarning', ({ count, remainingTime }) => {
    log.warn('Discord refused many requests lately', { count });
    if (count >= MAX_INVALID) quietUntil = clock.now() + remainingTime;
  });
  return {
    api,
    guard() {
      const wait = quietUntil - clock.now();
      if (wait > 0) throw pause('too_many_refusals', wait);
    },
    close() {
      api.clearHashSweeper();
      api.clearHandlerSweeper();
    },
  };
}

/**
 * Sends files as the bytes of their form. Slack's SDK brings another release of undici: the one that is loaded first
 * sends for both, and neither knows the other's FormData.
 */
const makeRequest: RESTOptions['makeRequest'] = async (url, init) => {
  if (!(init.body instanceof FormData)) return DefaultRestOptions.makeRequest(url, init);
  const form = new Response(init.body);
  const headers = new Headers(init.headers);
  headers.set('content-type', form.headers.get('content-type') ?? '');
  const body = new Uint8Array(await form.arrayBuffer());
  return DefaultRestOptions.makeRequest(url, {
    ...init,
    headers: Object.fromEntries(headers),
    body,
  });
};
