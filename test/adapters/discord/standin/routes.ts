import { z } from 'zod';
import { lawfulChoices, lawfulCommands, lawfulEdit, lawfulModal } from './lawful.ts';
import { lawfulPost, lawfulReply } from './lawful.ts';
import type { LawfulReply, Read } from './lawful.ts';
import { idented, messageJson } from './messages.ts';
import { APPLICATION, BOT_ROLE, BOT_USER, granted, MAY, snowflake } from './state.ts';
import type { Asked, Channel, Message, Route, State } from './state.ts';

/** What Discord answers: a status, and JSON unless that is 204. */
export interface Answer {
  readonly status: number;
  readonly json: unknown;
}

export interface Asking {
  readonly state: State;
  /** Path parts after the version, decoded. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly string[];
  /** `ws://…` of our gateway. */
  readonly gateway: string;
}

interface Known {
  readonly route: Route;
  /** Interaction callbacks and their webhooks carry their token in the path instead. */
  readonly open: boolean;
  readonly run: (asking: Asking) => Answer;
}

const ok = (json: unknown, status = 200): Answer => ({ status, json });
const NOTHING: Answer = { status: 204, json: null };

/** An error as Discord words it (opcodes and status codes). */
export function refusal(status: number, code: number, message: string): Answer {
  return { status, json: { message, code } };
}
const UNKNOWN_CHANNEL = refusal(404, 10003, 'Unknown Channel');
const UNKNOWN_GUILD = refusal(404, 10004, 'Unknown Guild');
const UNKNOWN_MESSAGE = refusal(404, 10008, 'Unknown Message');
const NO_ACCESS = refusal(403, 50001, 'Missing Access');
const NO_PERMISSION = refusal(403, 50013, 'Missing Permissions');

/** Whatever breaks a rule is refused, and remembered, as a finished adapter never does. */
function unlawful(state: State, where: string, reasons: readonly string[]): Answer {
  state.unlawful.push(`${where}: ${reasons.join('; ')}`);
  return refusal(400, 50035, 'Invalid Form Body');
}

/** The channel of a path, if the bot sees it. */
function channelOf({ state, parts }: Asking): Channel | Answer {
  const channel = state.channels.get(parts[1] ?? '');
  if (channel === undefined || channel.gone) return UNKNOWN_CHANNEL;
  return (granted(state, channel) & MAY.view) === 0n ? NO_ACCESS : channel;
}

const isAnswer = (value: object): value is Answer => 'status' in value && 'json' in value;

/** `enforce_nonce` holds for the past few minutes (Create Message). */
const NONCE_MS = 3 * 60_000;

function createMessage(asking: Asking): Answer {
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

function add(
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

function change(message: Message, content: LawfulReply, files: readonly string[]): void {
  message.loading = false;
  message.flags |= content.flags;
  message.components = idented(content.components);
  message.files = files;
}

function editMessage(asking: Asking): Answer {
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

function listMessages(asking: Asking): Answer {
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

function oneMessage(asking: Asking): Answer {
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

function guildJson({ state, parts }: Asking): Answer {
  const guild = state.guilds.get(parts[1] ?? '');
  if (guild === undefined || !guild.joined) return UNKNOWN_GUILD;
  return ok({
    id: guild.id,
    name: guild.name,
    owner_id: guild.owner,
    roles: [
      { id: guild.id, name: '@everyone', permissions: String(MAY.view) },
      { id: BOT_ROLE, name: 'Deckhand', permissions: String(guild.granted) },
      { id: '999', name: 'Strangers', permissions: String(MAY.administrator) },
      { id: MANAGER_ROLE, name: 'Crew leads', permissions: String(MAY.manageGuild) },
    ],
    emojis: [],
    features: [],
  });
}
const MANAGER_ROLE = '900000000000000004';

function memberJson({ state, parts }: Asking): Answer {
  const [, guildId = '', , member = ''] = parts;
  const guild = state.guilds.get(guildId);
  if (guild === undefined || !guild.joined) return UNKNOWN_GUILD;
  if (member === BOT_USER || member === '@me') {
    return ok({ user: botUser(), roles: [BOT_ROLE], joined_at: '2026-01-01T00:00:00Z' });
  }
  const person = state.people.get(member);
  if (person === undefined || person.guild !== guildId) {
    return refusal(404, 10007, 'Unknown Member');
  }
  const { id, username, global_name } = person;
  return ok({ user: { id, username, global_name }, roles: person.manages ? [MANAGER_ROLE] : [] });
}

export function botUser(): object {
  return { id: BOT_USER, username: 'Deckhand', discriminator: '0', bot: true };
}

function openDirect({ state, body }: Asking): Answer {
  const read = z.strictObject({ recipient_id: z.string() }).safeParse(body);
  if (!read.success) return unlawful(state, 'direct', ['recipient_id']);
  const person = state.people.get(read.data.recipient_id);
  if (person === undefined) return refusal(400, 50033, 'Invalid Recipient(s)');
  const id = directChannel(person.id);
  if (!state.channels.has(id)) {
    const channel = { id, guild: DIRECT, name: '', type: 1, denied: 0n, gone: false };
    state.channels.set(id, channel);
  }
  return ok({ id, type: 1, recipients: [{ id: person.id, username: person.username }] });
}

/** Direct messages belong to no server; the bot may do all there. */
export const DIRECT = 'direct';
export function directChannel(member: string): string {
  return `8${member.slice(1)}`;
}

function commandList({ state, parts }: Asking): Answer {
  return ok((state.commands.get(guildOfCommands(parts)) ?? []).map(registered));
}

function guildOfCommands(parts: readonly string[]): string {
  return parts[2] === 'guilds' ? (parts[3] ?? '') : '';
}

/** Discord adds ids and versions, fills in nulls and leaves `required: false` out. */
function registered(command: object): object {
  return {
    id: '950000000000000001',
    application_id: APPLICATION,
    version: '950000000000000002',
    default_member_permissions: null,
    dm_permission: false,
    nsfw: false,
    name_localizations: null,
    description_localizations: null,
    ...JSON.parse(
      JSON.stringify(command, (key, value: unknown) =>
        key === 'required' && value === false ? undefined : value,
      ),
    ),
  };
}

function putCommands({ state, parts, body }: Asking): Answer {
  const read = lawfulCommands(body);
  if ('reasons' in read) return unlawful(state, 'commands', read.reasons);
  state.commands.set(guildOfCommands(parts), read.ok);
  return ok(read.ok.map(registered));
}

const callbackShape = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal(4), data: z.unknown() }),
  z.strictObject({
    type: z.literal(5),
    data: z.strictObject({ flags: z.int() }).exactOptional(),
  }),
  z.strictObject({ type: z.literal(6) }),
  z.strictObject({ type: z.literal(7), data: z.unknown() }),
  z.strictObject({ type: z.literal(8), data: z.unknown() }),
  z.strictObject({ type: z.literal(9), data: z.unknown() }),
]);

/** Discord waits three seconds for the initial response (receiving and responding). */
export const PATIENCE_MS = 3000;
const TOKEN_MS = 15 * 60_000;

function callback({ state, parts, body, files }: Asking): Answer {
  const asked = state.asked.get(parts[1] ?? '');
  if (asked === undefined || Date.now() - asked.at > PATIENCE_MS)
    return refusal(404, 10062, 'Unknown interaction');
  if (asked.answered !== null)
    return refusal(400, 40060, 'Interaction has already been acknowledged');
  const read = callbackShape.safeParse(body);
  if (!read.success) return unlawful(state, 'callback', [read.error.message]);
  const wrong = respond(state, asked, read.data, files);
  if (wrong !== null) return unlawful(state, 'callback', wrong);
  asked.answered = read.data.type;
  asked.answeredAt = Date.now();
  // The answer is on its way first, as a person sees it after Discord has taken it.
  setImmediate(asked.done);
  return NOTHING;
}

/** Reasons why the answer does not fit the question; null when it does. */
function respond(
  state: State,
  asked: Asked,
  given: z.infer<typeof callbackShape>,
  files: readonly string[],
): readonly string[] | null {
  const allowed = {
    command: [4, 5, 9],
    press: [4, 5, 6, 7, 9],
    completion: [8],
    form: [4, 5, 6, 7],
  };
  if (!allowed[asked.kind].includes(given.type)) return [`type ${given.type} for a ${asked.kind}`];
  const { guild, channel, member } = asked;
  const inServer = guild !== DIRECT;
  switch (given.type) {
    case 4: {
      const said = lawfulReply(given.data, files);
      if ('reasons' in said) return said.reasons;
      if (inServer && (said.ok.flags & EPHEMERAL) === 0)
        return ['a private answer would be public'];
      asked.original = add(state, guild, channel, member, said.ok, files);
      return null;
    }
    case 5: {
      const flags = given.data?.flags ?? 0;
      if (inServer && (flags & EPHEMERAL) === 0) return ['a private answer would be public'];
      const empty = { flags, components: [], allowed_mentions: { parse: [] } };
      asked.original = add(state, guild, channel, member, empty, []);
      asked.original.loading = true;
      return null;
    }
    case 6:
      asked.original = asked.message;
      return null;
    case 7: {
      const said = lawfulReply(given.data, files);
      if ('reasons' in said) return said.reasons;
      if (asked.message === null) return ['an update without a message'];
      if (asked.message.only === null && inServer) return ['an update of a public message'];
      asked.original = asked.message;
      change(asked.message, said.ok, files);
      return null;
    }
    case 8: {
      const choices = lawfulChoices(given.data);
      if ('reasons' in choices) return choices.reasons;
      asked.choices = choices.ok.choices;
      return null;
    }
    case 9: {
      const modal = lawfulModal(given.data);
      if ('reasons' in modal) return modal.reasons;
      state.modals.set(member, { id: asked.id, modal: modal.ok, message: asked.message });
      return null;
    }
    default:
      return given satisfies never;
  }
}
const EPHEMERAL = 1 << 6;

function askedByToken(state: State, token: string): Asked | null {
  const asked = [...state.asked.values()].find((one) => one.token === token);
  return asked === undefined || Date.now() - asked.at > TOKEN_MS ? null : asked;
}

function editOriginal({ state, parts, body, files }: Asking): Answer {
  const asked = askedByToken(state, parts[2] ?? '');
  if (asked === null) return refusal(401, 50027, 'Invalid Webhook Token');
  if (asked.original === null) return refusal(404, 10015, 'Unknown Webhook');
  const read: Read<LawfulReply> = lawfulEdit(body, files);
  if ('reasons' in read) return unlawful(state, 'original', read.reasons);
  change(asked.original, read.ok, files);
  return ok(messageJson(asked.original));
}

function followUp({ state, parts, body, files }: Asking): Answer {
  const asked = askedByToken(state, parts[2] ?? '');
  if (asked === null) return refusal(401, 50027, 'Invalid Webhook Token');
  if (asked.answered === null) return refusal(404, 10015, 'Unknown Webhook');
  const read = lawfulReply(body, files);
  if ('reasons' in read) return unlawful(state, 'follow-up', read.reasons);
  const inServer = asked.guild !== DIRECT;
  if (inServer && (read.ok.flags & EPHEMERAL) === 0)
    return unlawful(state, 'follow-up', ['a private answer would be public']);
  return ok(messageJson(add(state, asked.guild, asked.channel, asked.member, read.ok, files)));
}

const gatewayBot = ({ state, gateway }: Asking): Answer =>
  ok({
    url: gateway,
    shards: state.shards,
    session_start_limit: { total: 1000, remaining: 999, reset_after: 1000, max_concurrency: 16 },
  });

const application = (): Answer =>
  ok({ id: APPLICATION, name: 'Deckhand', flags: 0, bot: botUser(), bot_public: true });

const joinedGuilds = ({ state }: Asking): Answer =>
  ok(
    [...state.guilds.values()]
      .filter((guild) => guild.joined)
      .map(({ id, name }) => ({ id, name })),
  );

/** Every call of Discord's that the stand-in knows. */
const ROUTES: readonly (readonly [string, RegExp, Known])[] = (
  [
    ['GET', 'gateway/bot', 'gateway', false, gatewayBot],
    ['GET', 'users/@me', 'other', false, () => ok(botUser())],
    ['GET', 'applications/@me', 'other', false, application],
    ['GET', 'oauth2/applications/@me', 'other', false, application],
    ['GET', 'users/@me/guilds', 'other', false, joinedGuilds],
    ['POST', 'users/@me/channels', 'direct', false, openDirect],
    ['GET', 'guilds/:id', 'channel', false, guildJson],
    ['GET', 'guilds/:id/members/:id', 'channel', false, memberJson],
    [
      'GET',
      'channels/:id',
      'channel',
      false,
      (asking) => {
        const channel = channelOf(asking);
        return isAnswer(channel) ? channel : ok(channelJson(channel));
      },
    ],
    ['POST', 'channels/:id/messages', 'post', false, createMessage],
    ['GET', 'channels/:id/messages', 'list', false, listMessages],
    ['GET', 'channels/:id/messages/:id', 'list', false, oneMessage],
    ['PATCH', 'channels/:id/messages/:id', 'edit', false, editMessage],
    ['GET', 'applications/:id/commands', 'commands', false, commandList],
    ['PUT', 'applications/:id/commands', 'commands', false, putCommands],
    ['GET', 'applications/:id/guilds/:id/commands', 'commands', false, commandList],
    ['PUT', 'applications/:id/guilds/:id/commands', 'commands', false, putCommands],
    ['POST', 'interactions/:id/:token/callback', 'callback', true, callback],
    ['PATCH', 'webhooks/:id/:token/messages/@original', 'original', true, editOriginal],
    ['POST', 'webhooks/:id/:token', 'original', true, followUp],
  ] satisfies readonly (readonly [string, string, Route, boolean, Known['run']])[]
).map(([method, path, route, open, run]) => [
  method,
  new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`),
  { route, open, run },
]);

export function routeOf(method: string, path: string): Known | null {
  return ROUTES.find(([wanted, shape]) => wanted === method && shape.test(path))?.[2] ?? null;
}
