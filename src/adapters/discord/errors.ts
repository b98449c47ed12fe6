import { DiscordAPIError, HTTPError, RateLimitError } from '@discordjs/rest';
import { PostError } from '../../ports/chat.ts';

/** What went wrong at Discord, in the words that `PostError` and the doctor use. */
interface Known {
  readonly advice: string;
  /** The channel or the server is lost for us. */
  readonly gone?: true;
}

const OURS = 'This is a fault in Deckhand: please report it with this code.';
const TOKEN = 'Make a new token in the developer portal (Bot, Reset Token) and set DISCORD_TOKEN.';

/** JSON error codes that posts, edits and messages meet (docs.discord.com, opcodes and status codes). */
const REFUSALS: Readonly<Record<string, Known>> = {
  10003: { advice: 'The channel was deleted: set a schedule in another one.', gone: true },
  10004: { advice: 'The bot is no longer in this server: invite it again.', gone: true },
  10008: { advice: 'The message was deleted.' },
  10013: { advice: 'That member is not known to Discord any more.' },
  30046: { advice: 'The message is too old to be edited again.' },
  50001: {
    advice:
      'The bot cannot see this channel: give it View Channel there, or invite it to the server again.',
    gone: true,
  },
  50007: { advice: 'That member takes no direct messages from this bot.' },
  50008: { advice: 'Messages cannot be sent in this kind of channel: choose a text channel.' },
  50013: {
    advice:
      'The bot lacks a permission here: give it View Channel, Send Messages, Embed Links and Attach Files.',
  },
  50014: { advice: `Discord does not accept the token. ${TOKEN}` },
  50035: { advice: OURS },
  50083: { advice: 'The thread is archived: open it again, or choose another channel.' },
  160002: { advice: 'The bot may not answer messages here: give it Read Message History.' },
  160005: { advice: 'The thread is locked: unlock it, or choose another channel.' },
  200000: { advice: 'AutoMod of this server stopped the message: make an exception for the bot.' },
  200001: { advice: 'AutoMod of this server stopped the title: make an exception for the bot.' },
  240000: { advice: 'Discord holds a link in the message for harmful: look at the deck.' },
};

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
    const advice = 'Discord cannot be reached: check the network, DNS and proxy of this machine.';
    return new PostError('not-sent', code, advice);
  }
  // The SDK drops a token that was refused once; the request never left.
  if (error instanceof Error && error.message.startsWith('Expected token to be set')) {
    return new PostError('refused', 'no_token', `Discord does not accept the token. ${TOKEN}`);
  }
  return unanswered(code ?? 'no_answer');
}

export function later(code: string, ms: number): PostError {
  const advice = 'Discord asked for a pause; the post goes out after it.';
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
    return new PostError('refused', 'http_401', `Discord does not accept the token. ${TOKEN}`);
  }
  // A proxy's page has no code of Discord's; what it did with the request is not known.
  if (!/^\d{4,7}$/.test(code) && status === 408) return unanswered('http_408');
  const said = /^\d{1,7}$/.test(code) && code !== '0' ? code : `http_${status}`;
  return new PostError('refused', said, `Discord refused with ${said}.`);
}

/** Something was sent, and what became of it is not known. */
export function unanswered(code: string): PostError {
  const advice = 'Discord gave no clear answer: look whether the message is in the channel.';
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
