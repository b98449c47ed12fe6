import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { failuresOf } from '../../shared/failures.ts';
import { REFUSALS, adviceFor } from './error-advice.ts';
import { PostError } from '../../../ports/errors.ts';

const { pause, unanswered, network } = failuresOf('Slack');

/** Codes after which part of the work may have been done: Slack's own words for the first two. */
const UNSURE: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);
/** Pause after a 429 that does not say how long. */
const PAUSE_MS = 30_000;

/**
 * An SDK failure as a PostError. Only requests that surely never left, and 429, are `not-sent`; everything after the
 * first byte is `unknown`, because an answer that cannot be read is no answer.
 */
export function toPostError(error: unknown): PostError {
  if (error instanceof PostError) return error;
  if (error instanceof WebAPIRateLimitedError) {
    return pause('ratelimited', error.retryAfter * 1000, error);
  }
  if (error instanceof WebAPIPlatformError) return fromCode(error.data.error, error);
  if (error instanceof WebAPIHTTPError) return fromStatus(error.statusCode, error);
  // The SDK's own words for a 429 that does not say how long.
  if (error instanceof Error && error.message.startsWith('Retry header did not contain')) {
    return pause('ratelimited', PAUSE_MS, error);
  }
  return network(error);
}

function fromCode(code: string, cause: Error): PostError {
  // The SDK passes on a body that is no JSON as the code: a proxy's page, or half an answer.
  if (!/^[a-z0-9_]{1,80}$/.test(code)) return unanswered('unreadable_answer', cause);
  if (UNSURE.has(code)) return unanswered(code, cause);
  if (code === 'ratelimited' || code === 'rate_limited') {
    return pause('ratelimited', PAUSE_MS, cause);
  }
  const gone = REFUSALS[code]?.gone ?? false;
  return new PostError({ failure: 'refused', code, advice: adviceFor(code), gone, cause });
}

function fromStatus(status: number, cause: Error): PostError {
  const code = `http_${status}`;
  if (status >= 500 || status === 408) return unanswered(code, cause);
  const advice = {
    en: `Something before Slack answered with HTTP ${status}: check the proxy and SLACK_API_URL.`,
    de: `Etwas vor Slack hat mit HTTP ${status} geantwortet: Prüfe den Proxy und SLACK_API_URL.`,
  };
  return new PostError({ failure: 'refused', code, advice, cause });
}
