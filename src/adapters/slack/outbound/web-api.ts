import { LogLevel, WebClient } from '@slack/web-api';
import type { FetchFunction, Logger, WebClientOptions } from '@slack/web-api';
import type { Clock, Log } from '../../../ports/system.ts';
import { messageOf } from '../../../ports/errors.ts';
import { nodeFetch } from './node-fetch.ts';

/** How long one call may take. Slack answers within a second; a post that takes longer is unknown. */
const CALL_TIMEOUT_MS = 10_000;

export interface Clients {
  /** For requests that must not happen twice, or that the worker repeats itself: one attempt. */
  readonly noRetry: WebClient;
  /** For requests that change nothing: two more attempts. */
  readonly withRetries: WebClient;
  /** The token as it is now, for what is fetched beside the Web API. Rejects with PostError `not-sent`. */
  token(): Promise<string>;
  /** Slack's clock minus ours by the Date header of its last answer, in ms; null before the first. */
  skew(): number | null;
}

/**
 * Two Web API clients over one token. Neither holds up its whole queue on a 429, as the SDK does by default: one
 * workspace's limit never delays another's.
 */
export function openClients(
  settings: {
    readonly token: string;
    /** Another Web API root; null for Slack's. */
    readonly apiUrl: string | null;
  },
  tools: { readonly clock: Clock; readonly log: Log },
): Clients {
  const { token, apiUrl } = settings;
  return {
    ...clientsOf(apiUrl, tools, (options) => new WebClient(token, options)),
    token: () => Promise.resolve(token),
  };
}

/** Both clients, made with our options by `make`. */
export function clientsOf(
  apiUrl: string | null,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  make: (options: WebClientOptions & { readonly fetch: FetchFunction }) => WebClient,
): Omit<Clients, 'token'> {
  let skew: number | null = null;
  const timed: FetchFunction = async (address, init) => {
    const response = await nodeFetch(address, init);
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) skew = date - clock.now();
    return response;
  };
  const options = {
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
    logger: sdkLogger(log),
    timeout: CALL_TIMEOUT_MS,
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    fetch: timed,
  } satisfies WebClientOptions;
  return {
    noRetry: make({ ...options, retryConfig: { retries: 0 } }),
    withRetries: make({ ...options, retryConfig: { retries: 2, minTimeout: 300, factor: 3 } }),
    skew: () => skew,
  };
}

/** The SDK's warnings in our log. Its debug lines hold whole payloads and socket addresses, so they are dropped. */
export function sdkLogger(log: Log): Logger {
  const fields = (words: readonly unknown[]): { words: string } => ({
    words: words
      .map((word) => messageOf(word))
      .join(' ')
      .replaceAll(/wss?:\/\/\S+/g, '[socket]')
      .slice(0, 200),
  });
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...words: unknown[]) => log.debug('slack sdk warning', fields(words)),
    error: (...words: unknown[]) => log.warn('slack sdk error', fields(words)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
