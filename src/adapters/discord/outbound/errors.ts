import { DiscordAPIError, HTTPError, RateLimitError } from '@discordjs/rest';
import { failuresOf } from '../../shared/failures.ts';
import { TOKEN, REFUSALS } from './error-advice.ts';
import { PostError } from '../../../ports/errors.ts';

export const { pause, unanswered, network } = failuresOf('Discord');

/** Slow mode, and a channel's or server's limits on writing. */
const TEMPORARY: ReadonlySet<string> = new Set(['20016', '20028', '20029', '130000']);
const TEMPORARY_MS = 30_000;

/**
 * An SDK failure as a PostError. Only requests that surely never left, and 429, are `not-sent`; everything after the
 * first byte is `unknown`, because an answer that cannot be read is no answer. The SDK's errors hold bodies and
 * addresses, and those hold tokens, so none of them becomes a cause.
 */
export function toPostError(error: unknown): PostError {
  if (error instanceof PostError) return error;
  if (error instanceof RateLimitError) {
    return pause('rate_limited', Math.max(error.retryAfter, error.timeToReset, 1000));
  }
  if (error instanceof DiscordAPIError) return refusal(String(error.code), error.status);
  if (error instanceof HTTPError) return unanswered(`http_${error.status}`);
  // The SDK drops a token that was refused once; the request never left.
  if (error instanceof Error && error.message.startsWith('Expected token to be set')) {
    return new PostError({ failure: 'refused', code: 'no_token', advice: TOKEN });
  }
  return network(error);
}

/** A refusal with Discord's JSON error code; `0` if the answer had none. */
export function refusal(code: string, status: number): PostError {
  if (TEMPORARY.has(code)) return pause(code, TEMPORARY_MS);
  const known = REFUSALS[code];
  if (known !== undefined) {
    const { advice, gone = false } = known;
    return new PostError({ failure: 'refused', code, advice, gone });
  }
  if (status === 401) {
    return new PostError({ failure: 'refused', code: 'http_401', advice: TOKEN });
  }
  // A proxy's page has no code of Discord's, and it is not known what the proxy did with the request.
  if (!/^\d{4,7}$/.test(code) && status === 408) return unanswered('http_408');
  const shown = /^\d{1,7}$/.test(code) && code !== '0' ? code : `http_${status}`;
  const advice = {
    en: `Discord refused with ${shown}.`,
    de: `Discord hat mit ${shown} abgelehnt.`,
  };
  return new PostError({ failure: 'refused', code: shown, advice });
}
