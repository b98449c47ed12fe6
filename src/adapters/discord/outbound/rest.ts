import { DefaultRestOptions, REST } from '@discordjs/rest';
import type { RESTOptions } from '@discordjs/rest';
import type { Clock, Log } from '../../../ports/system.ts';
import { later } from './errors.ts';
import type { Timings } from '../timings.ts';

/** Ten thousand invalid answers (401, 403, 429) in ten minutes ban the address (rate limits): we stop long before. */
const INVALID_MOST = 1000;
const INVALID_STEP = 100;

export interface Rest {
  readonly api: REST;
  /** Throws PostError `not-sent` while too many of our requests have been refused lately. */
  guard(): void;
  close(): void;
}

/**
 * Discord's REST with nothing done twice: no retries, and a rate limit is an error that says how long, as only the
 * outbox knows what may wait and be repeated.
 * @param apiUrl a root without the version, e.g. `http://127.0.0.1:4000/api`; null: Discord's
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
    invalidRequestWarningInterval: INVALID_STEP,
    userAgentAppendix: 'Deckhand',
    makeRequest,
    ...(apiUrl === null ? {} : { api: apiUrl.replace(/\/+$/, '') }),
  }).setToken(token);
  let quietUntil = 0;
  api.on('invalidRequestWarning', ({ count, remainingTime }) => {
    log.warn('Discord refused many requests lately', { count });
    if (count >= INVALID_MOST) quietUntil = clock.now() + remainingTime;
  });
  return {
    api,
    guard() {
      const wait = quietUntil - clock.now();
      if (wait > 0) throw later('too_many_refusals', wait);
    },
    close() {
      api.clearHashSweeper();
      api.clearHandlerSweeper();
    },
  };
}

/**
 * Files go out as the bytes of their form. Slack's SDK brings another release of undici, whichever is loaded first
 * sends for both, and the one does not know the other's FormData.
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
