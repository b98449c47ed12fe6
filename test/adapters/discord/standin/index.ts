import type { MemberFile } from '../../member-file.ts';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { guildPayload, openGateway } from './gateway.ts';
import type { Gateway } from './gateway.ts';
import { subcommandsOf } from './lawful-commands.ts';
import type { LawfulLeaf } from './lawful-commands.ts';
import { inputsOf } from './lawful-modals.ts';
import { messageJson } from './messages.ts';
import { serve } from './rest.ts';
import { resolvedFiles } from './sent-files.ts';
import { DIRECT, PATIENCE_MS } from './interactions.ts';
import { APPLICATION, MAY, newState, snowflake } from './state.ts';
import type { Asked, Fault, Message, Person, Route, State } from './state.ts';

export * from './state.ts';

export const TOKEN = 'OTAwMDAwMDAwMDAwMDAwMDAx.standin.token-of-the-stand-in';

/** How our process answered an interaction. */
export interface Answered {
  /** The callback's type; null: none within three seconds, and the member saw "did not respond". */
  readonly type: number | null;
  /** After so many milliseconds. */
  readonly ms: number;
  readonly choices: readonly { readonly name: string; readonly value: string }[];
}

/** A Discord of our own on loopback: strict about limits, and unreliable on request. */
export interface StandIn {
  readonly token: string;
  /** DISCORD_API_URL. */
  readonly apiUrl: string;
  readonly state: State;
  readonly gateway: Gateway;
  /** The next calls of that route go wrong. */
  fail(route: Route, fault: Fault, times?: number): void;
  /** A member chooses a file for an option (`file:<id>` in the line) or a form; returns its id. */
  upload(name: string, text: string, how?: Partial<MemberFile>): string;
  /** Runs `/quiz <line>` as the registered commands say; a line that they cannot say is an error. */
  command(member: string, line: string, channel: string): Promise<Answered>;
  /** Completes an argument: `typed` is what stands in it so far. */
  complete(
    member: string,
    command: string,
    argument: string,
    typed: string,
    channel: string,
  ): Promise<Answered>;
  press(member: string, message: Message, customId: string): Promise<Answered>;
  /** Fills in the member's modal and submits it. */
  submit(member: string, values: Readonly<Record<string, string>>): Promise<Answered>;
  /** Any interaction as it is: an id and a token are added. */
  interact(
    kind: Asked['kind'],
    member: string,
    channel: string,
    payload: Readonly<Record<string, unknown>>,
    message?: Message | null,
  ): Promise<Answered>;
  /** The bot is thrown out of a server, or that server has an outage. */
  leave(guild: string, unavailable?: boolean): void;
  join(guild: string): void;
  deleteChannel(channel: string): void;
  close(): Promise<void>;
}

/** @param port 0: any free one */
export async function startStandIn(port = 0): Promise<StandIn> {
  const state = newState();
  let base = '';
  const server = createServer((request, response) => {
    void serve(state, TOKEN, base, request, response);
  });
  const gateway = openGateway(server, state, TOKEN, () => base);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;

  const interact: StandIn['interact'] = async (kind, member, channel, payload, message = null) => {
    const person = personOf(member);
    const inServer = message === null || message.guild !== DIRECT;
    const asked: Asked = {
      id: snowflake(),
      token: randomUUID(),
      member,
      guild: inServer ? person.guild : DIRECT,
      channel,
      kind,
      message,
      at: Date.now(),
      answered: null,
      answeredAt: null,
      original: null,
      choices: [],
      done: () => undefined,
    };
    state.asked.set(asked.id, asked);
    const done = new Promise<void>((resolve) => {
      asked.done = resolve;
    });
    const late = setTimeout(() => asked.done(), PATIENCE_MS);
    gateway.dispatch(inServer ? person.guild : null, 'INTERACTION_CREATE', {
      id: asked.id,
      application_id: APPLICATION,
      token: asked.token,
      version: 1,
      channel_id: channel,
      channel: { id: channel, type: inServer ? 0 : 1 },
      locale: person.locale ?? 'en-US',
      entitlements: [],
      authorizing_integration_owners: {},
      context: inServer ? 0 : 1,
      attachment_size_limit: 10_485_760,
      ...(inServer ? whereabouts(person) : { user: userOf(person) }),
      ...payload,
    });
    await done;
    clearTimeout(late);
    const { answered, answeredAt, choices } = asked;
    return { type: answered, ms: (answeredAt ?? Date.now()) - asked.at, choices };
  };

  const personOf = (member: string): Person => {
    const person = state.people.get(member);
    if (person === undefined) throw new Error(`nobody is called ${member}`);
    return person;
  };

  const standIn: StandIn = {
    token: TOKEN,
    apiUrl: `${base}/api`,
    state,
    gateway,
    fail(route, fault, times = 1) {
      const waiting = state.faults.get(route) ?? [];
      state.faults.set(route, [...waiting, ...Array.from({ length: times }, () => fault)]);
    },
    interact,
    upload(name, text, how = {}) {
      const bytes = new Uint8Array(Buffer.from(text));
      const id = snowflake();
      const sent = { name, bytes, size: bytes.length, url: null, statesLength: true, ...how };
      state.sent.set(id, sent);
      return id;
    },
    command(member, line, channel) {
      const guild = personOf(member).guild;
      const named = [...line.matchAll(/\bfile:(\d+)/g)].map(([, id]) => id ?? '');
      const data = { ...commandData(state, guild, line), ...resolvedFiles(state, base, named) };
      return interact('command', member, channel, { type: 2, data });
    },
    complete(member, command, argument, typed, channel) {
      const guild = personOf(member).guild;
      const data = commandData(state, guild, command, { argument, typed });
      return interact('completion', member, channel, { type: 4, data });
    },
    press(member, message, customId) {
      const data = { custom_id: customId, component_type: 2 };
      const payload = { type: 3, data, message: messageJson(message) };
      return interact('press', member, message.channel, payload, message);
    },
    async submit(member, values) {
      const shown = state.modals.get(member);
      if (shown === undefined) throw new Error(`${member} sees no form`);
      const components = inputsOf(shown.modal).map((input) => {
        const value = values[input.custom_id] ?? '';
        const several = value.split(',').filter((one) => one !== '');
        const { type, custom_id } = input;
        const filled = type === 4 || type === 21 ? { value } : { values: several };
        return { type: 18, id: 1, component: { type, custom_id, id: 2, ...filled } };
      });
      const uploaded = inputsOf(shown.modal)
        .filter(({ type }) => type === 19)
        .flatMap((input) => (values[input.custom_id] ?? '').split(','));
      const resolved = resolvedFiles(state, base, uploaded);
      const data = { custom_id: shown.modal.custom_id, components, ...resolved };
      const channel = shown.message?.channel ?? state.asked.get(shown.id)?.channel ?? '';
      state.modals.delete(member);
      const message = shown.message === null ? {} : { message: messageJson(shown.message) };
      return interact('form', member, channel, { type: 5, data, ...message }, shown.message);
    },
    leave(guild, unavailable = false) {
      const left = state.guilds.get(guild);
      if (left !== undefined && !unavailable) left.joined = false;
      const data = unavailable ? { id: guild, unavailable } : { id: guild };
      gateway.dispatch(guild, 'GUILD_DELETE', data);
    },
    join(guild) {
      const joined = state.guilds.get(guild);
      if (joined === undefined) throw new Error(`no server ${guild}`);
      joined.joined = true;
      gateway.dispatch(guild, 'GUILD_CREATE', guildPayload(state, joined));
    },
    deleteChannel(id) {
      const channel = state.channels.get(id);
      if (channel === undefined) throw new Error(`no channel ${id}`);
      channel.gone = true;
      const { guild, name, type } = channel;
      gateway.dispatch(guild, 'CHANNEL_DELETE', { id, guild_id: guild, name, type });
    },
    async close() {
      gateway.end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return standIn;
}

function userOf({ id, username, global_name }: Person): object {
  return { id, username, global_name, discriminator: '0' };
}

/** Permissions of the member in the channel, overwrites applied, as Discord puts them into the envelope. */
function whereabouts(person: Person): object {
  const permissions = MAY.view | MAY.send | (person.manages ? MAY.manageGuild : 0n);
  return {
    guild_id: person.guild,
    guild: { id: person.guild, locale: 'en-US', features: [] },
    app_permissions: '0',
    member: { user: userOf(person), roles: [], permissions: String(permissions), flags: 0 },
  };
}

/**
 * What Discord's client sends for a typed line: subcommand and options by their registered names. Words come in the
 * order of the options, or named `closes:17:00`; what is required must be there.
 */
function commandData(
  state: State,
  guild: string,
  line: string,
  focus: { readonly argument: string; readonly typed: string } | null = null,
): object {
  const commands = state.commands.get(guild) ?? state.commands.get('') ?? [];
  const quiz = commands.find((command) => command.name === 'quiz');
  if (quiz === undefined) throw new Error('/quiz is not registered');
  const words = line.trim() === '' ? ['help'] : line.trim().split(/\s+/);
  const known = subcommandsOf(quiz);
  const double = known.has(`${words[0]} ${words[1]}`);
  const name = double ? `${words[0]} ${words[1]}` : (words[0] ?? '');
  const subcommand = known.get(name);
  if (subcommand === undefined) throw new Error(`Discord has no /quiz ${line}`);
  const options = filled(subcommand.options ?? [], words.slice(double ? 2 : 1));
  if (focus !== null)
    options.push({ name: focus.argument, type: 3, value: focus.typed, focused: true });
  const inner = { type: 1, name: subcommand.name, options };
  const outer = double ? { type: 2, name: words[0], options: [inner] } : inner;
  return { id: '950000000000000001', name: 'quiz', type: 1, options: [outer] };
}

function filled(leaves: readonly LawfulLeaf[], words: readonly string[]): object[] {
  const rest = [...words];
  return leaves.flatMap((leaf) => {
    const named = rest.findIndex((word) => word.startsWith(`${leaf.name}:`));
    // A file is never typed, and a word that names another option is not for this one.
    if (leaf.type === 11 && named === -1) return [];
    const free = rest.findIndex((word) => !leaves.some(({ name }) => word.startsWith(`${name}:`)));
    const at = named === -1 ? free : named;
    const [word] = at === -1 ? [] : rest.splice(at, 1);
    if (word === undefined) return [];
    const said = named === -1 ? word : word.slice(leaf.name.length + 1);
    return [{ name: leaf.name, type: leaf.type, value: leaf.type === 4 ? Number(said) : said }];
  });
}
