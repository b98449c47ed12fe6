import { lawfulMessage, lawfulView } from './lawful.ts';
import type { Lawful, LawfulView } from './lawful.ts';
import { ARCHIVED, BOT, BOT_USER, CHANNEL, nextTs, STRANGE, TEAM } from './state.ts';
import type { Message, Person, State } from './state.ts';
import type { Team } from './oauth.ts';

type Args = Readonly<Record<string, unknown>>;
type Answer = Record<string, unknown>;
/** Whose token a call has, if it was given out by OAuth. */
export interface Caller {
  /** Null for an organization as a whole. */
  readonly team: Team | null;
  readonly enterprise: string | null;
  readonly scopes: readonly string[];
}

type Method = (state: State, args: Args, base: string, caller: Caller | null) => Answer;

const refused = (error: string, messages: readonly string[] = []): Answer => ({
  ok: false,
  error,
  ...(messages.length > 0 ? { response_metadata: { messages } } : {}),
});

/** Why nothing can be posted into a channel; null when it can. */
function closed(channel: string, caller: Caller | null): string | null {
  // A channel of a workspace that came by OAuth has its id in the name.
  if (caller !== null && !channel.startsWith('D') && !channel.endsWith(`-${caller.team?.id}`))
    return 'channel_not_found';
  if (channel === ARCHIVED) return 'is_archived';
  if (channel === STRANGE) return 'not_in_channel';
  return channel.startsWith(CHANNEL) || channel.startsWith('D') ? null : 'channel_not_found';
}

/** The channel of a post: a member's id opens their direct message. */
function channelOf(state: State, args: Args): string {
  const given = String(args['channel']);
  return state.people.has(given) ? `D${given}` : given;
}

function scopesOf(state: State, caller: Caller | null): readonly string[] {
  return caller === null ? state.scopes : caller.scopes;
}

/** The people of the first workspace are those of each that came by OAuth. */
function homeOf(person: Person, caller: Caller | null): string {
  return person.team === TEAM ? (caller?.team?.id ?? TEAM) : person.team;
}

/** Slack reads a file for a while after its upload, and refuses messages with it until then. */
function hasUnreadFile(state: State, { blocks }: Lawful): boolean {
  return blocks.some(
    (block) =>
      block.type === 'image' &&
      (state.files.get(block.slack_file.id) ?? Number.POSITIVE_INFINITY) > Date.now(),
  );
}

/** Why Slack does not take lawful blocks yet; null if it does. */
function unready(state: State, said: Lawful): string | null {
  if (hasUnreadFile(state, said)) return 'slack_file is not ready';
  const data = said.blocks.some(({ type }) => type.startsWith('data_'));
  return data && !state.takesDataBlocks ? 'unsupported type' : null;
}

function say(state: State, args: Args, only: string | null, caller: Caller | null): Answer {
  const channel = channelOf(state, args);
  const why = closed(channel, caller);
  if (why !== null) return refused(why);
  if (!scopesOf(state, caller).includes('chat:write')) return refused('missing_scope');
  const lawful = lawfulMessage(args['text'], args['blocks']);
  if ('error' in lawful) {
    state.unlawful.push(`${lawful.error}: ${lawful.reasons.join('; ')}`);
    return refused(lawful.error, lawful.reasons);
  }
  const notYet = unready(state, lawful.ok);
  if (notYet !== null) return refused('invalid_blocks', [notYet]);
  const thread = typeof args['thread_ts'] === 'string' ? args['thread_ts'] : null;
  const by = caller?.team?.id ?? TEAM;
  const message: Message = { ts: nextTs(state), channel, thread, only, by, ...lawful.ok };
  state.messages.push(message);
  return { ok: true, channel, ts: message.ts, message: { ts: message.ts, bot_id: BOT } };
}

function literal(state: State, method: string, args: Args, names: readonly string[]): void {
  const wrong = names.filter((name) => args[name] !== 'false');
  if (args['parse'] !== 'none') wrong.push('parse');
  if (wrong.length > 0) state.unlawful.push(`${method}: not literal: ${wrong.join(', ')}`);
}

function listed(message: Message): Answer {
  const { ts, text, blocks } = message;
  return { type: 'message', ts, text, blocks, user: BOT_USER, bot_id: BOT };
}

function page(
  state: State,
  args: Args,
  which: (message: Message) => boolean,
  caller: Caller | null,
): Answer {
  if (!scopesOf(state, caller).includes('channels:history')) return refused('missing_scope');
  const why = closed(String(args['channel']), caller);
  if (why !== null) return refused(why);
  const oldest = Number(args['oldest'] ?? 0);
  const size = Number(args['limit'] ?? 100);
  const from = Number(args['cursor'] ?? 0);
  const all = state.messages
    .filter((message) => message.channel === args['channel'] && message.only === null)
    .filter((message) => which(message) && Number(message.ts) >= oldest)
    .toReversed();
  const more = all.length > from + size;
  return {
    ok: true,
    messages: all.slice(from, from + size).map(listed),
    has_more: more,
    response_metadata: { next_cursor: more ? String(from + size) : '' },
  };
}

/** Slack's Web API as far as we call it. */
export const METHODS: Readonly<Record<string, Method>> = {
  'auth.test': (_, __, ___, caller) => ({
    ok: true,
    url: 'https://deckhand.slack.com/',
    team: caller?.team?.name ?? 'Deckhand Test',
    user: 'deckhand',
    team_id: caller === null ? TEAM : (caller.team?.id ?? caller.enterprise),
    user_id: BOT_USER,
    bot_id: BOT,
    is_enterprise_install: caller !== null && caller.team === null,
  }),
  'auth.teams.list': (state, args, _, caller) => {
    const all = state.oauth.granted.get(caller?.enterprise ?? '') ?? [];
    const from = Number(args['cursor'] ?? 0);
    const size = Number(args['limit']);
    const more = all.length > from + size;
    return {
      ok: true,
      teams: all.slice(from, from + size).map(({ id, name }) => ({ id, name })),
      response_metadata: { next_cursor: more ? String(from + size) : '' },
    };
  },
  'apps.connections.open': (_, __, base) => ({
    ok: true,
    url: `${base.replace('http', 'ws')}/link/?ticket=secret-ticket&app_id=A0DECKHAND`,
  }),
  'chat.postMessage': (state, args, _, caller) => {
    literal(state, 'chat.postMessage', args, [
      'link_names',
      'mrkdwn',
      'unfurl_links',
      'unfurl_media',
    ]);
    return say(state, args, null, caller);
  },
  'chat.postEphemeral': (state, args, _, caller) => {
    literal(state, 'chat.postEphemeral', args, ['link_names']);
    const member = String(args['user']);
    return state.people.has(member)
      ? say(state, args, member, caller)
      : refused('user_not_in_channel');
  },
  'chat.update': (state, args, _, caller) => {
    literal(state, 'chat.update', args, ['link_names']);
    const why = closed(String(args['channel']), caller);
    if (why !== null) return refused(why);
    const found = state.messages.find(
      ({ ts, channel }) => ts === args['ts'] && channel === args['channel'],
    );
    if (found === undefined) return refused('message_not_found');
    const lawful = lawfulMessage(args['text'], args['blocks']);
    if ('error' in lawful) {
      state.unlawful.push(`${lawful.error}: ${lawful.reasons.join('; ')}`);
      return refused(lawful.error, lawful.reasons);
    }
    const notYet = unready(state, lawful.ok);
    if (notYet !== null) return refused('invalid_blocks', [notYet]);
    Object.assign(found, lawful.ok);
    return { ok: true, ts: found.ts, channel: found.channel };
  },
  'blocks.validate': (_, args) => {
    const lawful = lawfulMessage('sample', args['blocks']);
    return 'error' in lawful ? refused(lawful.error, lawful.reasons) : { ok: true };
  },
  'conversations.history': (state, args, _, caller) =>
    page(state, args, ({ thread }) => thread === null, caller),
  'conversations.replies': (state, args, _, caller) =>
    page(state, args, ({ ts, thread }) => thread === args['ts'] || ts === args['ts'], caller),
  'conversations.info': (state, args, _, caller) => {
    if (!scopesOf(state, caller).includes('channels:read')) return refused('missing_scope');
    const channel = String(args['channel']);
    if (closed(channel, caller) === 'channel_not_found') return refused('channel_not_found');
    return {
      ok: true,
      channel: {
        id: channel,
        name: 'team-quiz',
        is_channel: true,
        is_private: false,
        is_im: channel.startsWith('D'),
        is_archived: channel === ARCHIVED,
        is_member: channel.startsWith(CHANNEL),
      },
    };
  },
  'conversations.open': (state, args) => {
    if (!state.scopes.includes('im:write')) return refused('missing_scope');
    const member = String(args['users']);
    return state.people.has(member)
      ? { ok: true, channel: { id: `D${member}` } }
      : refused('user_not_found');
  },
  'users.info': (state, args, _, caller) => {
    if (!scopesOf(state, caller).includes('users:read')) return refused('missing_scope');
    const person = state.people.get(String(args['user']));
    if (person === undefined) return refused('user_not_found');
    const user = {
      id: person.id,
      team_id: homeOf(person, caller),
      name: person.id.toLowerCase(),
      deleted: person.deleted,
      is_stranger: person.team !== TEAM,
      real_name: `${person.name} Example`,
      profile: { display_name: person.name, real_name: `${person.name} Example` },
      is_admin: person.admin,
      is_owner: false,
      is_bot: false,
      tz: 'Europe/Berlin',
      locale: person.locale ?? 'en-GB',
    };
    return { ok: true, user };
  },
  'views.open': (state, args) => {
    const trigger = state.triggers.get(String(args['trigger_id']));
    if (trigger === undefined) return refused('exchanged_trigger_id');
    state.triggers.delete(String(args['trigger_id']));
    if (Date.now() - trigger.at > 3000) return refused('expired_trigger_id');
    const lawful = lawfulView(args['view']);
    if ('error' in lawful || lawful.ok.type !== 'modal') return unlawfulView(state, lawful);
    if (lacksScope(state, lawful.ok)) {
      state.unlawful.push('views.open: file_input without files:read');
      return refused('missing_scope');
    }
    const id = `V${state.next++}`;
    state.modals.set(trigger.member, { id, view: lawful.ok, errors: {} });
    return { ok: true, view: { id } };
  },
  'views.update': (state, args) => {
    const shown = [...state.modals.values()].find(({ id }) => id === args['view_id']);
    if (shown === undefined) return refused('not_found');
    const lawful = lawfulView(args['view']);
    if ('error' in lawful || lawful.ok.type !== 'modal') return unlawfulView(state, lawful);
    Object.assign(shown, { view: lawful.ok, errors: {} });
    return { ok: true, view: { id: shown.id } };
  },
  'views.publish': (state, args) => {
    const member = String(args['user_id']);
    if (!state.people.has(member)) return refused('invalid_arguments', ['user_id']);
    const lawful = lawfulView(args['view']);
    if ('error' in lawful || lawful.ok.type !== 'home') return unlawfulView(state, lawful);
    const shown = state.homes.get(member) ?? {
      id: `V${state.next++}`,
      view: lawful.ok,
      errors: {},
    };
    shown.view = lawful.ok;
    state.homes.set(member, shown);
    return { ok: true, view: { id: shown.id } };
  },
  'files.getUploadURLExternal': (state, args, base) => {
    if (!state.scopes.includes('files:write')) return refused('missing_scope');
    if (!(Number(args['length']) > 0) || String(args['filename']) === '') {
      return refused('invalid_arguments');
    }
    const id = `F${state.next++}`;
    const alt = args['alt_txt'];
    if ('alt_text' in args) state.unlawful.push('files.getUploadURLExternal: alt_text');
    if (typeof alt === 'string' && alt.length > 1000) return refused('alt_txt_too_long');
    state.files.set(id, null);
    state.uploads.set(id, { name: String(args['filename']), text: '' });
    return { ok: true, upload_url: `${base}/upload/${id}`, file_id: id };
  },
  'files.completeUploadExternal': (state, args) => {
    const files: unknown = args['files'];
    for (const file of Array.isArray(files) ? files : []) {
      const id = String(file.id);
      if (!state.files.has(id)) return refused('file_not_found');
      state.files.set(id, Date.now() + state.fileReadMs);
      const kept = state.uploads.get(id);
      if (typeof args['channel_id'] !== 'string' || kept === undefined) continue;
      if (!args['channel_id'].startsWith('D'))
        state.unlawful.push('a private file would be public');
      state.shared.push({ channel: args['channel_id'], ...kept });
    }
    return { ok: true, files: [] };
  },
};

/** A form with a file field needs files:read (file input element). */
function lacksScope(state: State, view: LawfulView): boolean {
  const asks = view.blocks.some((one) => one.type === 'input' && one.element.type === 'file_input');
  return asks && !state.scopes.includes('files:read');
}

function unlawfulView(state: State, lawful: ReturnType<typeof lawfulView>): Answer {
  if (!('error' in lawful)) return refused('invalid_arguments', ['wrong kind of view']);
  state.unlawful.push(`${lawful.error}: ${lawful.reasons.join('; ')}`);
  return refused(lawful.error, lawful.reasons);
}
