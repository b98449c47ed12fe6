import { LogLevel, webApi } from '@slack/bolt';
import type { Logger } from '@slack/bolt';
import type { Clock, Log } from '../../../ports/system.ts';

/** How long one call may take. Slack answers within a second; a post that takes longer is unknown. */
const CALL_TIMEOUT_MS = 10_000;

export interface Clients {
  /** For what must not happen twice, and for what the worker repeats itself: one attempt. */
  readonly noRetry: webApi.WebClient;
  /** For questions that change nothing: two more attempts. */
  readonly ask: webApi.WebClient;
  /** Slack's clock minus ours by the Date header of its last answer, in ms; null before the first. */
  skew(): number | null;
}

/**
 * Two Web API clients over one token. Neither waits out a 429 with its whole queue, as the SDK does by default:
 * one workspace's limit never delays another's.
 * @param apiUrl another Web API root, or null for Slack's
 */
export function openClients(token: string, apiUrl: string | null, clock: Clock, log: Log): Clients {
  let skew: number | null = null;
  const timed: typeof fetch = async (interaction, init) => {
    const response = await fetch(interaction, init);
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
  } satisfies webApi.WebClientOptions;
  return {
    noRetry: new webApi.WebClient(token, { ...options, retryConfig: { retries: 0 } }),
    ask: new webApi.WebClient(token, {
      ...options,
      retryConfig: { retries: 2, minTimeout: 300, factor: 3 },
    }),
    skew: () => skew,
  };
}

/** The SDK's warnings in our log. Its debug lines hold whole payloads and socket addresses: they go nowhere. */
export function sdkLogger(log: Log): Logger {
  const said = (words: readonly unknown[]): { said: string } => ({
    said: words
      .map((word) => (word instanceof Error ? word.message : String(word)))
      .join(' ')
      .replaceAll(/wss?:\/\/\S+/g, '[socket]')
      .slice(0, 200),
  });
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...words: unknown[]) => log.debug('slack sdk warning', said(words)),
    error: (...words: unknown[]) => log.warn('slack sdk error', said(words)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
