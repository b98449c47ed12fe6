import { flat } from './lawful.ts';
import type { LawfulComponent, LawfulReply } from './lawful.ts';
import { APPLICATION, BOT_USER, snowflake } from './state.ts';
import type { Message, State } from './state.ts';

/** Discord numbers the components that came without an id, and keeps the ids of the others. */
function idented(components: readonly LawfulComponent[]): readonly LawfulComponent[] {
  const copy = structuredClone(components);
  const taken = new Set(flat(copy).flatMap((part) => (part.id === undefined ? [] : [part.id])));
  let next = 1;
  for (const part of flat(copy)) {
    if (part.id !== undefined) continue;
    while (taken.has(next)) next += 1;
    taken.add(next);
    part.id = next;
  }
  return copy;
}

/** A message as Discord sends it. */
export function messageJson(message: Message): object {
  return {
    id: message.id,
    type: message.replyTo === null ? 0 : 19,
    channel_id: message.channel,
    author: { id: BOT_USER, username: 'Deckhand', bot: true },
    application_id: APPLICATION,
    content: '',
    timestamp: new Date(message.at).toISOString(),
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    pinned: false,
    embeds: [],
    attachments: message.files.map((filename, place) => ({
      id: `${message.id.slice(0, -3)}${100 + place}`,
      filename,
      size: 1,
      url: `https://cdn.example/${filename}`,
      proxy_url: `https://cdn.example/${filename}`,
    })),
    flags: message.flags,
    components: message.components,
    ...(message.nonce === null ? {} : { nonce: message.nonce }),
    ...(message.replyTo === null
      ? {}
      : { message_reference: { message_id: message.replyTo, channel_id: message.channel } }),
  };
}

export function add(
  state: State,
  guild: string,
  channel: string,
  only: string | null,
  content: LawfulReply,
  files: readonly string[],
  more: { readonly replyTo?: string | null; readonly nonce?: string | null } = {},
): Message {
  const message: Message = {
    id: snowflake(),
    channel,
    guild,
    only,
    replyTo: more.replyTo ?? null,
    nonce: more.nonce ?? null,
    at: Date.now(),
    loading: false,
    flags: content.flags,
    components: idented(content.components),
    files,
  };
  state.messages.push(message);
  return message;
}

export function change(message: Message, content: LawfulReply, files: readonly string[]): void {
  message.loading = false;
  message.flags |= content.flags;
  message.components = idented(content.components);
  message.files = files;
}
