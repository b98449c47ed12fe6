import { DiscordAPIError, HTTPError, RateLimitError } from '@discordjs/rest';
import type { Said } from '../../../domain/language.ts';
import { PostError } from '../../../ports/chat.ts';

/** What went wrong at Discord, in the words that `PostError` and the doctor use. */
interface Known {
  readonly advice: Said;
  /** The channel or the server is lost for us. */
  readonly gone?: true;
}

const OURS: Said = {
  en: 'This is a fault in Deckhand: please report it with this code.',
  de: 'Das ist ein Fehler in Deckhand: Bitte melde ihn mit diesem Code.',
};
const TOKEN: Said = {
  en: 'Discord does not accept the token. Make a new one in the developer portal (Bot, Reset Token) and set DISCORD_TOKEN.',
  de: 'Discord nimmt das Token nicht an. Erzeuge im Developer Portal ein neues (Bot, Reset Token) und setze DISCORD_TOKEN.',
};

/** JSON error codes that posts, edits and messages meet (docs.discord.com, opcodes and status codes). */
const REFUSALS: Readonly<Record<string, Known>> = {
  10003: {
    advice: {
      en: 'The channel was deleted: set a schedule in another one.',
      de: 'Der Kanal wurde gelöscht: Richte in einem anderen einen Zeitplan ein.',
    },
    gone: true,
  },
  10004: {
    advice: {
      en: 'The bot is no longer in this server: invite it again.',
      de: 'Der Bot ist nicht mehr auf diesem Server: Lade ihn wieder ein.',
    },
    gone: true,
  },
  10008: { advice: { en: 'The message was deleted.', de: 'Die Nachricht wurde gelöscht.' } },
  10013: {
    advice: {
      en: 'That member is not known to Discord any more.',
      de: 'Discord kennt dieses Mitglied nicht mehr.',
    },
  },
  30046: {
    advice: {
      en: 'The message is too old to be edited again.',
      de: 'Die Nachricht ist zu alt, um noch geändert zu werden.',
    },
  },
  50001: {
    advice: {
      en: 'The bot cannot see this channel: give it View Channel there, or invite it to the server again.',
      de: 'Der Bot sieht diesen Kanal nicht: Gib ihm dort „Kanal ansehen“ (View Channel), oder lade ihn neu auf den Server ein.',
    },
    gone: true,
  },
  50007: {
    advice: {
      en: 'That member takes no direct messages from this bot.',
      de: 'Dieses Mitglied nimmt von diesem Bot keine Direktnachrichten an.',
    },
  },
  50008: {
    advice: {
      en: 'Messages cannot be sent in this kind of channel: choose a text channel.',
      de: 'In einem Kanal dieser Art kann man nicht schreiben: Wähle einen Textkanal.',
    },
  },
  50013: {
    advice: {
      en: 'The bot lacks a permission here: give it View Channel, Send Messages, Embed Links and Attach Files.',
      de: 'Dem Bot fehlt hier ein Recht: Gib ihm View Channel, Send Messages, Embed Links und Attach Files.',
    },
  },
  50014: { advice: TOKEN },
  50035: { advice: OURS },
  50083: {
    advice: {
      en: 'The thread is archived: open it again, or choose another channel.',
      de: 'Der Thread ist archiviert: Öffne ihn wieder, oder wähle einen anderen Kanal.',
    },
  },
  160002: {
    advice: {
      en: 'The bot may not answer messages here: give it Read Message History.',
      de: 'Der Bot darf hier nicht auf Nachrichten antworten: Gib ihm Read Message History.',
    },
  },
  160005: {
    advice: {
      en: 'The thread is locked: unlock it, or choose another channel.',
      de: 'Der Thread ist gesperrt: Entsperre ihn, oder wähle einen anderen Kanal.',
    },
  },
  200000: {
    advice: {
      en: 'AutoMod of this server stopped the message: make an exception for the bot.',
      de: 'AutoMod dieses Servers hat die Nachricht aufgehalten: Nimm den Bot davon aus.',
    },
  },
  200001: {
    advice: {
      en: 'AutoMod of this server stopped the title: make an exception for the bot.',
      de: 'AutoMod dieses Servers hat den Titel aufgehalten: Nimm den Bot davon aus.',
    },
  },
  240000: {
    advice: {
      en: 'Discord holds a link in the message for harmful: look at the deck.',
      de: 'Discord hält einen Link in der Nachricht für schädlich: Sieh dir das Deck an.',
    },
  },
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
