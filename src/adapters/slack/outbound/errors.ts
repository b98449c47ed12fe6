import { webApi } from '@slack/bolt';
import type { Said } from '../../../domain/language.ts';
import { PostError } from '../../../ports/chat.ts';

/** What went wrong at Slack, in the words that `PostError` and the doctor use. */
interface Known {
  readonly advice: Said;
  /** The channel or the workspace is lost for us: its schedules pause. */
  readonly gone?: true;
}

const TOKEN: Said = {
  en: 'Install the app again and put its bot token into SLACK_BOT_TOKEN.',
  de: 'Installiere die App neu und trage ihr Bot-Token als SLACK_BOT_TOKEN ein.',
};
const OURS: Known = {
  advice: {
    en: 'This is a fault in Deckhand: please report it with this code.',
    de: 'Das ist ein Fehler in Deckhand: Bitte melde ihn mit diesem Code.',
  },
};

function withToken(en: string, de: string): Said {
  return { en: `${en} ${TOKEN.en}`, de: `${de} ${TOKEN.de}` };
}

/** Error codes of chat.postMessage, chat.update and the methods beside them (docs.slack.dev, methods). */
const REFUSALS: Readonly<Record<string, Known>> = {
  account_inactive: {
    advice: withToken(
      'The app was removed from the workspace.',
      'Die App wurde aus dem Workspace entfernt.',
    ),
    gone: true,
  },
  token_revoked: {
    advice: withToken('The bot token was revoked.', 'Das Bot-Token wurde widerrufen.'),
    gone: true,
  },
  token_expired: {
    advice: withToken('The bot token has expired.', 'Das Bot-Token ist abgelaufen.'),
    gone: true,
  },
  invalid_auth: {
    advice: withToken('Slack does not know this bot token.', 'Slack kennt dieses Bot-Token nicht.'),
    gone: true,
  },
  not_authed: { advice: withToken('The call had no token.', 'Der Aufruf hatte kein Token.') },
  no_permission: {
    advice: {
      en: 'The workspace does not let the app do this: ask a workspace admin.',
      de: 'Der Workspace erlaubt das der App nicht: Frag einen Workspace-Admin.',
    },
  },
  missing_scope: {
    advice: {
      en: 'Add the missing scope to the app (deckhand slack manifest prints them all) and reinstall it.',
      de: 'Gib der App den fehlenden Scope (deckhand slack manifest zeigt alle) und installiere sie neu.',
    },
  },
  channel_not_found: {
    advice: {
      en: 'The channel is gone, or private and the bot is not in it: type /invite @Deckhand there.',
      de: 'Der Kanal ist weg, oder er ist privat und der Bot ist nicht darin: Tippe dort /invite @Deckhand.',
    },
    gone: true,
  },
  not_in_channel: {
    advice: {
      en: 'Invite the bot: type /invite @Deckhand in the channel.',
      de: 'Lade den Bot ein: Tippe im Kanal /invite @Deckhand.',
    },
    gone: true,
  },
  is_archived: {
    advice: {
      en: 'The channel is archived: unarchive it, or set a schedule elsewhere.',
      de: 'Der Kanal ist archiviert: Hol ihn zurück, oder richte anderswo einen Zeitplan ein.',
    },
    gone: true,
  },
  restricted_action: {
    advice: {
      en: 'Only some may post in this channel: let the app post there.',
      de: 'In diesem Kanal dürfen nur manche posten: Erlaube es der App.',
    },
  },
  restricted_action_read_only_channel: {
    advice: {
      en: 'The channel is read-only: let the app post there.',
      de: 'Der Kanal ist nur zum Lesen: Erlaube der App, dort zu posten.',
    },
  },
  restricted_action_thread_locked: {
    advice: {
      en: 'The thread is locked: unlock it.',
      de: 'Der Thread ist gesperrt: Entsperre ihn.',
    },
  },
  restricted_action_non_threadable_channel: {
    advice: { en: 'The channel allows no threads.', de: 'Der Kanal erlaubt keine Threads.' },
  },
  restricted_action_thread_only_channel: {
    advice: { en: 'The channel allows only threads.', de: 'Der Kanal erlaubt nur Threads.' },
  },
  message_not_found: {
    advice: { en: 'The message was deleted.', de: 'Die Nachricht wurde gelöscht.' },
  },
  cant_update_message: {
    advice: {
      en: 'The message was posted by another app or token.',
      de: 'Die Nachricht stammt von einer anderen App oder einem anderen Token.',
    },
  },
  edit_window_closed: {
    advice: {
      en: 'The workspace does not allow so late an edit.',
      de: 'Der Workspace erlaubt so späte Änderungen nicht.',
    },
  },
  thread_not_found: {
    advice: {
      en: 'The message to answer was deleted.',
      de: 'Die Nachricht, die beantwortet werden soll, wurde gelöscht.',
    },
  },
  user_not_found: {
    advice: {
      en: 'That member is not in this workspace.',
      de: 'Dieses Mitglied ist nicht in diesem Workspace.',
    },
  },
  user_not_in_channel: {
    advice: {
      en: 'That member is not in the channel.',
      de: 'Dieses Mitglied ist nicht im Kanal.',
    },
  },
  messages_tab_disabled: {
    advice: {
      en: "Switch on the Messages tab in the app's settings (App Home), so that it may write to members.",
      de: 'Schalte in den Einstellungen der App (App Home) den Messages-Tab ein, damit sie Mitgliedern schreiben darf.',
    },
  },
  cannot_dm_bot: {
    advice: { en: 'Bots cannot be written to.', de: 'Bots kann man nicht schreiben.' },
  },
  invalid_blocks: OURS,
  invalid_blocks_format: OURS,
  invalid_arguments: OURS,
  msg_blocks_too_long: OURS,
  msg_too_long: OURS,
  no_text: OURS,
  not_allowed_token_type: {
    advice: {
      en: 'A token of the wrong kind: SLACK_BOT_TOKEN begins with xoxb-, SLACK_APP_TOKEN with xapp-.',
      de: 'Ein Token der falschen Art: SLACK_BOT_TOKEN beginnt mit xoxb-, SLACK_APP_TOKEN mit xapp-.',
    },
  },
  ekm_access_denied: {
    advice: {
      en: 'The workspace suspended this by Enterprise Key Management.',
      de: 'Der Workspace hat das über Enterprise Key Management ausgesetzt.',
    },
  },
  team_access_not_granted: {
    advice: {
      en: 'The app is not granted to this workspace.',
      de: 'Die App ist für diesen Workspace nicht freigegeben.',
    },
    gone: true,
  },
};

/** Codes after which part of the work may have been done: Slack's own words for the first two. */
const UNSURE = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);

/** Failures before a byte of the request was written. */
const NEVER_LEFT = new Set([
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

/** One sentence for a code, for the person who can fix it. */
export function adviceFor(code: string): Said {
  const other = { en: `Slack refused with ${code}.`, de: `Slack hat mit ${code} abgelehnt.` };
  return REFUSALS[code]?.advice ?? other;
}

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

/** The system's own word, however deep the SDK and fetch have wrapped it. */
function networkCode(error: unknown): string | null {
  let inner = error;
  for (let depth = 0; depth < 6 && inner instanceof Error; depth += 1) {
    if ('code' in inner && typeof inner.code === 'string' && !inner.code.startsWith('slack_')) {
      return inner.code;
    }
    if (inner instanceof AggregateError && inner.errors.length > 0) {
      const [first]: unknown[] = inner.errors;
      inner = first;
    } else inner = 'original' in inner ? inner.original : inner.cause;
  }
  return null;
}
