import { DiscordAPIError, HTTPError, RateLimitError } from '@discordjs/rest';
import { TOKEN, REFUSALS } from './error-advice.ts';
import { PostError } from '../../../ports/errors.ts';

/** Slow mode, and limits of a channel or a server on writing: later it works. */
const LATER: ReadonlySet<string> = new Set(['20016', '20028', '20029', '130000']);
const LATER_MS = 30_000;

/** Failures before a byte of the request was written. */
const NEVER_LEFT: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/**
 * An SDK failure as a PostError. `not-sent` is only what surely never left, and 429; whatever came after the first
 * byte is `unknown`, as an answer that cannot be read is no answer. Bodies and addresses, which hold tokens, are left
 * out.
 */
export function toPostError(error: unknown): PostError {
  if (error instanceof PostError) return error;
  if (error instanceof RateLimitError) {
    return later('rate_limited', Math.max(error.retryAfter, error.timeToReset, 1000));
  }
  if (error instanceof DiscordAPIError) return refusal(String(error.code), error.status);
  if (error instanceof HTTPError) return unanswered(`http_${error.status}`);
  const code = networkCode(error);
  if (code !== null && NEVER_LEFT.has(code)) {
    const advice = {
      en: 'Discord cannot be reached: check the network, DNS and proxy of this machine.',
      de: 'Discord ist nicht erreichbar: Prüfe Netz, DNS und Proxy dieser Maschine.',
    };
    return new PostError('not-sent', code, advice);
  }
  // The SDK drops a token that was refused once; the request never left.
  if (error instanceof Error && error.message.startsWith('Expected token to be set')) {
    return new PostError('refused', 'no_token', TOKEN);
  }
  return unanswered(code ?? 'no_answer');
}

export function later(code: string, ms: number): PostError {
  const advice = {
    en: 'Discord asked for a pause; the post goes out after it.',
    de: 'Discord bittet um eine Pause; danach geht der Beitrag hinaus.',
  };
  return new PostError('not-sent', code, advice, Math.ceil(ms));
}

/** What Discord refused with that JSON error code; `0`: it gave none. */
export function refusal(code: string, status: number): PostError {
  if (LATER.has(code)) return later(code, LATER_MS);
  const known = REFUSALS[code];
  if (known !== undefined) {
    return new PostError('refused', code, known.advice, null, known.gone ?? false);
  }
  if (status === 401) {
    return new PostError('refused', 'http_401', TOKEN);
  }
  // A proxy's page has no code of Discord's; what it did with the request is not known.
  if (!/^\d{4,7}$/.test(code) && status === 408) return unanswered('http_408');
  const said = /^\d{1,7}$/.test(code) && code !== '0' ? code : `http_${status}`;
  const advice = { en: `Discord refused with ${said}.`, de: `Discord hat mit ${said} abgelehnt.` };
  return new PostError('refused', said, advice);
}

/** Something was sent, and what became of it is not known. */
export function unanswered(code: string): PostError {
  const advice = {
    en: 'Discord gave no clear answer: look whether the message is in the channel.',
    de: 'Discord hat nicht klar geantwortet: Sieh nach, ob die Nachricht im Kanal ist.',
  };
  return new PostError('unknown', code, advice);
}

/** The system's own word, however deep the SDK and fetch have wrapped it. */
function networkCode(error: unknown): string | null {
  let inner = error;
  for (let depth = 0; depth < 6 && inner instanceof Error; depth += 1) {
    if (inner.name === 'AbortError') return 'timeout';
    if ('code' in inner && typeof inner.code === 'string') return inner.code;
    if (inner instanceof AggregateError && inner.errors.length > 0) {
      const [first]: unknown[] = inner.errors;
      inner = first;
    } else inner = inner.cause;
  }
  return null;
}
