import { webApi } from '@slack/bolt';
import { NEVER_LEFT, networkCode } from '../../shared/network-errors.ts';
import { REFUSALS, adviceFor } from './error-advice.ts';
import { PostError } from '../../../ports/errors.ts';

/** Codes after which part of the work may have been done: Slack's own words for the first two. */
const UNSURE = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);

/**
 * An SDK failure as a PostError. `not-sent` is only what surely never left, and 429; whatever came after the first
 * byte is `unknown`, as an answer that cannot be read is no answer.
 */
export function toPostError(error: unknown): PostError {
  if (error instanceof PostError) return error;
  const cause = { cause: error };
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return rateLimited(error.retryAfter, cause);
  }
  if (error instanceof webApi.WebAPIPlatformError) return fromCode(error.data.error, cause);
  if (error instanceof webApi.WebAPIHTTPError) return fromStatus(error.statusCode, cause);
  const code = networkCode(error);
  if (code !== null && NEVER_LEFT.has(code)) {
    const advice = {
      en: 'Slack cannot be reached: check the network, DNS and proxy of this machine.',
      de: 'Slack ist nicht erreichbar: Prüfe Netz, DNS und Proxy dieser Maschine.',
    };
    return new PostError('not-sent', code, advice, null, false, cause);
  }
  // The SDK's own words for a 429 that does not say how long.
  if (error instanceof Error && error.message.startsWith('Retry header did not contain')) {
    return rateLimited(30, cause);
  }
  return unknown(code ?? 'no_answer', cause);
}

function rateLimited(seconds: number, cause: ErrorOptions): PostError {
  const advice = {
    en: 'Slack asked for a pause; the post goes out after it.',
    de: 'Slack bittet um eine Pause; danach geht der Beitrag hinaus.',
  };
  return new PostError('not-sent', 'ratelimited', advice, seconds * 1000, false, cause);
}

function fromCode(code: string, cause: ErrorOptions): PostError {
  // The SDK passes on a body that is no JSON as the code: a proxy's page, or half an answer.
  if (!/^[a-z0-9_]{1,80}$/.test(code)) return unknown('unreadable_answer', cause);
  if (UNSURE.has(code)) return unknown(code, cause);
  if (code === 'ratelimited' || code === 'rate_limited') return rateLimited(30, cause);
  const gone = REFUSALS[code]?.gone ?? false;
  return new PostError('refused', code, adviceFor(code), null, gone, cause);
}

function fromStatus(status: number, cause: ErrorOptions): PostError {
  if (status >= 500 || status === 408) return unknown(`http_${status}`, cause);
  const advice = {
    en: `Something before Slack answered with HTTP ${status}: check the proxy and SLACK_API_URL.`,
    de: `Etwas vor Slack hat mit HTTP ${status} geantwortet: Prüfe den Proxy und SLACK_API_URL.`,
  };
  return new PostError('refused', `http_${status}`, advice, null, false, cause);
}

function unknown(code: string, cause: ErrorOptions): PostError {
  const advice = {
    en: 'Slack gave no clear answer: look whether the message is in the channel.',
    de: 'Slack hat nicht klar geantwortet: Sieh nach, ob die Nachricht im Kanal ist.',
  };
  return new PostError('unknown', code, advice, null, false, cause);
}
