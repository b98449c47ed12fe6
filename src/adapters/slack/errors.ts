import { webApi } from '@slack/bolt';
import { PostError } from '../../ports/chat.ts';

/** What went wrong at Slack, in the words that `PostError` and the doctor use. */
interface Known {
  readonly advice: string;
  /** The channel or the workspace is lost for us: its schedules pause. */
  readonly gone?: true;
}

const TOKEN = 'Install the app again and put its bot token into SLACK_BOT_TOKEN.';
const OURS = 'This is a fault in Deckhand: please report it with this code.';

/** Error codes of chat.postMessage, chat.update and the methods beside them (docs.slack.dev, methods). */
const REFUSALS: Readonly<Record<string, Known>> = {
  account_inactive: { advice: `The app was removed from the workspace. ${TOKEN}`, gone: true },
  token_revoked: { advice: `The bot token was revoked. ${TOKEN}`, gone: true },
  token_expired: { advice: `The bot token has expired. ${TOKEN}`, gone: true },
  invalid_auth: { advice: `Slack does not know this bot token. ${TOKEN}`, gone: true },
  not_authed: { advice: `The call had no token. ${TOKEN}` },
  no_permission: { advice: 'The workspace does not let the app do this: ask a workspace admin.' },
  missing_scope: {
    advice:
      'Add the missing scope to the app (deckhand slack manifest prints them all) and reinstall it.',
  },
  channel_not_found: {
    advice:
      'The channel is gone, or private and the bot is not in it: type /invite @Deckhand there.',
    gone: true,
  },
  not_in_channel: { advice: 'Invite the bot: type /invite @Deckhand in the channel.', gone: true },
  is_archived: {
    advice: 'The channel is archived: unarchive it, or set a schedule elsewhere.',
    gone: true,
  },
  restricted_action: { advice: 'Only some may post in this channel: let the app post there.' },
  restricted_action_read_only_channel: {
    advice: 'The channel is read-only: let the app post there.',
  },
  restricted_action_thread_locked: { advice: 'The thread is locked: unlock it.' },
  restricted_action_non_threadable_channel: { advice: 'The channel allows no threads.' },
  restricted_action_thread_only_channel: { advice: 'The channel allows only threads.' },
  message_not_found: { advice: 'The message was deleted.' },
  cant_update_message: { advice: 'The message was posted by another app or token.' },
  edit_window_closed: { advice: 'The workspace does not allow so late an edit.' },
  thread_not_found: { advice: 'The message to answer was deleted.' },
  user_not_found: { advice: 'That member is not in this workspace.' },
  user_not_in_channel: { advice: 'That member is not in the channel.' },
  messages_tab_disabled: {
    advice:
      "Switch on the Messages tab in the app's settings (App Home), so that it may write to members.",
  },
  cannot_dm_bot: { advice: 'Bots cannot be written to.' },
  invalid_blocks: { advice: OURS },
  invalid_blocks_format: { advice: OURS },
  invalid_arguments: { advice: OURS },
  msg_blocks_too_long: { advice: OURS },
  msg_too_long: { advice: OURS },
  no_text: { advice: OURS },
  not_allowed_token_type: {
    advice:
      'A token of the wrong kind: SLACK_BOT_TOKEN begins with xoxb-, SLACK_APP_TOKEN with xapp-.',
  },
  ekm_access_denied: { advice: 'The workspace suspended this by Enterprise Key Management.' },
  team_access_not_granted: { advice: 'The app is not granted to this workspace.', gone: true },
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
export function adviceFor(code: string): string {
  return REFUSALS[code]?.advice ?? `Slack refused with ${code}.`;
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
    const advice = 'Slack cannot be reached: check the network, DNS and proxy of this machine.';
    return new PostError('not-sent', code, advice, null, false, cause);
  }
  // The SDK's own words for a 429 that does not say how long.
  if (error instanceof Error && error.message.startsWith('Retry header did not contain')) {
    return rateLimited(30, cause);
  }
  return unknown(code ?? 'no_answer', cause);
}

function rateLimited(seconds: number, cause: ErrorOptions): PostError {
  const advice = 'Slack asked for a pause; the post goes out after it.';
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
  const advice = `Something before Slack answered with HTTP ${status}: check the proxy and SLACK_API_URL.`;
  return new PostError('refused', `http_${status}`, advice, null, false, cause);
}

function unknown(code: string, cause: ErrorOptions): PostError {
  const advice = 'Slack gave no clear answer: look whether the message is in the channel.';
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
