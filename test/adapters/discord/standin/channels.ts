import { NO_ACCESS, NO_PERMISSION, ok, refusal, unlawful } from './answer.ts';
import { UNKNOWN_CHANNEL, UNKNOWN_MESSAGE } from './answer.ts';
import type { Answer, Asking } from './answer.ts';
import { lawfulEdit, lawfulPost } from './lawful.ts';
import { add, change, messageJson } from './messages.ts';
import { BOT_ROLE, granted, MAY } from './state.ts';
import type { Channel } from './state.ts';

/** The channel of a path, if the bot sees it. */
function channelOf({ state, parts }: Asking): Channel | Answer {
  const channel = state.channels.get(parts[1] ?? '');
  if (channel === undefined || channel.gone) return UNKNOWN_CHANNEL;
  return (granted(state, channel) & MAY.view) === 0n ? NO_ACCESS : channel;
}

const isAnswer = (value: object): value is Answer => 'status' in value && 'json' in value;

/** `enforce_nonce` holds for the past few minutes (Create Message). */
const NONCE_MS = 3 * 60_000;

export function createMessage(asking: Asking): Answer {
  const { state, body, files } = asking;
  const channel = channelOf(asking);
  if (isAnswer(channel)) return channel;
  if (channel.type === 15) return refusal(400, 50008, 'Cannot send messages in a non-text channel');
  const may = granted(state, channel);
  if ((may & MAY.send) === 0n) return NO_PERMISSION;
  if (files.length > 0 && (may & MAY.attach) === 0n) return NO_PERMISSION;
  const read = lawfulPost(body, files);
  if ('reasons' in read) return unlawful(state, 'post', read.reasons);
  const { nonce, message_reference: reference } = read.ok;
  const before = state.messages.find(
    (one) =>
      nonce !== undefined &&
      one.nonce === nonce &&
      one.channel === channel.id &&
      Date.now() - one.at < NONCE_MS,
  );
  if (before !== undefined) return ok(messageJson(before));
  const replyTo = reference?.message_id ?? null;
  if (replyTo !== null) {
    if ((may & MAY.history) === 0n) return refusal(400, 160002, 'Cannot reply without history');
    const there = state.messages.some((one) => one.id === replyTo && one.channel === channel.id);
    if (!there && reference?.fail_if_not_exists !== false)
      return refusal(400, 50035, 'Invalid Form Body');
  }
  const message = add(state, channel.guild, channel.id, null, read.ok, files, {
    replyTo,
    nonce: nonce ?? null,
  });
  return ok(messageJson(message));
}

export function editMessage(asking: Asking): Answer {
  const { state, parts, body, files } = asking;
  const channel = channelOf(asking);
  if (isAnswer(channel)) return channel;
  const message = state.messages.find(
    (one) => one.id === parts[3] && one.channel === channel.id && one.only === null,
  );
  if (message === undefined) return UNKNOWN_MESSAGE;
  const read = lawfulEdit(body, files);
  if ('reasons' in read) return unlawful(state, 'edit', read.reasons);
  change(message, read.ok, files);
  return ok(messageJson(message));
}

export function listMessages(asking: Asking): Answer {
  const { state, query } = asking;
  const channel = channelOf(asking);
  if (isAnswer(channel)) return channel;
  // Not an error: without the history the list is simply empty.
  if ((granted(state, channel) & MAY.history) === 0n) return ok([]);
  const after = BigInt(query.get('after') ?? '0');
  const before = BigInt(query.get('before') ?? '99999999999999999999');
  const limit = Number(query.get('limit') ?? '50');
  if (limit < 1 || limit > 100) return unlawful(state, 'list', ['limit']);
  const there = state.messages
    .filter((one) => one.channel === channel.id && one.only === null)
    .filter((one) => BigInt(one.id) > after && BigInt(one.id) < before);
  // With `after` the page next to it, else the newest; newest first either way.
  const page = query.has('after') ? there.slice(0, limit) : there.slice(-limit);
  return ok(page.toReversed().map(messageJson));
}

export function oneMessage(asking: Asking): Answer {
  const channel = channelOf(asking);
  if (isAnswer(channel)) return channel;
  const message = asking.state.messages.find((one) => one.id === asking.parts[3]);
  return message === undefined ? UNKNOWN_MESSAGE : ok(messageJson(message));
}

function channelJson(channel: Channel): object {
  return {
    id: channel.id,
    guild_id: channel.guild,
    type: channel.type,
    name: channel.name,
    position: 0,
    permission_overwrites: [
      { id: BOT_ROLE, type: 0, allow: '0', deny: String(channel.denied) },
      { id: '999', type: 0, allow: '0', deny: String(MAY.view | MAY.send) },
    ],
  };
}

export function oneChannel(asking: Asking): Answer {
  const channel = channelOf(asking);
  return isAnswer(channel) ? channel : ok(channelJson(channel));
}
