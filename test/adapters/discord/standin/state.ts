import type { MemberFile } from '../../member-file.ts';
import type { LawfulCommand } from './lawful-commands.ts';
import type { LawfulModal } from './lawful-modals.ts';
import type { LawfulComponent } from './lawful.ts';

/** Flags of Permissions (docs.discord.com, permissions). */
export const MAY = {
  administrator: 1n << 3n,
  manageGuild: 1n << 5n,
  view: 1n << 10n,
  send: 1n << 11n,
  embed: 1n << 14n,
  attach: 1n << 15n,
  history: 1n << 16n,
} as const;
export const USUAL = MAY.view | MAY.send | MAY.embed | MAY.attach | MAY.history;

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly global_name: string;
  readonly guild: string;
  /** Manage Server. */
  readonly manages: boolean;
  /** Discord's own locale names; `en-US` where it is left out. */
  locale?: string;
}

export interface Channel {
  readonly id: string;
  readonly guild: string;
  readonly name: string;
  /** 0 text, 15 forum (channel types). */
  readonly type: number;
  /** What an overwrite for the bot's role takes away here. */
  denied: bigint;
  gone: boolean;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  /** Whether the bot is in it. */
  joined: boolean;
  /** What the bot's role gives. */
  granted: bigint;
}

export interface Message {
  readonly id: string;
  readonly channel: string;
  readonly guild: string;
  /** The member who alone sees it; null: everybody in the channel. */
  readonly only: string | null;
  readonly replyTo: string | null;
  readonly nonce: string | null;
  readonly at: number;
  /** A deferred reply that shows "thinking". */
  loading: boolean;
  flags: number;
  components: readonly LawfulComponent[];
  /** File names. */
  files: readonly string[];
}

/** A message to a channel with nothing in it. */
export function emptyMessage({ id, channel, guild }: Pick<Message, 'id' | 'channel' | 'guild'>) {
  return {
    id,
    channel,
    guild,
    only: null,
    replyTo: null,
    nonce: null,
    at: Date.now(),
    loading: false,
    flags: 0,
    components: [],
    files: [],
  } satisfies Message;
}

export interface ShownModal {
  readonly id: string;
  readonly modal: LawfulModal;
  /** The message whose button opened it; null: a command. */
  readonly message: Message | null;
}

/** One request that reached us. `path` is decoded and without `/api/v10`. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly at: number;
}

/** How one call goes wrong. `after` means that Discord has done the work before. */
export type Fault =
  | { readonly kind: 'error'; readonly status: number; readonly code: number }
  | { readonly kind: 'rate'; readonly seconds: number; readonly global: boolean }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'status-after'; readonly status: number }
  | { readonly kind: 'reset-after' }
  | { readonly kind: 'hang-after' }
  | { readonly kind: 'half-after' }
  | { readonly kind: 'page-after' };

/** What the faults of a test are named by. */
export type Route =
  | 'post'
  | 'edit'
  | 'list'
  | 'callback'
  | 'original'
  | 'commands'
  | 'gateway'
  | 'direct'
  | 'channel'
  | 'other';

/** An interaction that waits for its answer. */
export interface Asked {
  readonly id: string;
  readonly token: string;
  readonly member: string;
  readonly guild: string;
  readonly channel: string;
  readonly kind: 'command' | 'press' | 'completion' | 'form';
  /** The pressed message. */
  readonly message: Message | null;
  readonly at: number;
  answered: number | null;
  answeredAt: number | null;
  /** `@original`. */
  original: Message | null;
  choices: readonly { readonly name: string; readonly value: string }[];
  done: () => void;
}

const EPOCH = 1_420_070_400_000n;
let sequence = 0n;

/** A snowflake of that moment. */
export function snowflake(at = Date.now()): string {
  sequence = (sequence + 1n) % 4096n;
  return String(((BigInt(at) - EPOCH) << 22n) | sequence);
}

export const APPLICATION = '900000000000000001';
export const BOT_USER = '900000000000000002';
export const BOT_ROLE = '900000000000000003';
export const GUILD = '900000000000000010';
export const OTHER_GUILD = '900000000000000020';
export const CHANNEL = '900000000000000011';
export const QUIET_CHANNEL = '900000000000000012';
export const FORUM = '900000000000000013';
export const OTHER_CHANNEL = '900000000000000021';

const PEOPLE: readonly Person[] = [
  { id: '910000000000000001', username: 'ada', global_name: 'Ada', guild: GUILD, manages: true },
  { id: '910000000000000002', username: 'bo', global_name: 'Bo', guild: GUILD, manages: false },
  {
    id: '910000000000000003',
    username: 'cy',
    global_name: 'Cy @everyone **Co** [x](http://evil.example)',
    guild: GUILD,
    manages: false,
  },
  {
    id: '910000000000000009',
    username: 'eve',
    global_name: 'Eve',
    guild: OTHER_GUILD,
    manages: true,
  },
];

/** All that the stand-in remembers. */
export interface State {
  readonly people: Map<string, Person>;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  readonly messages: Message[];
  readonly modals: Map<string, ShownModal>;
  readonly asked: Map<string, Asked>;
  readonly calls: Call[];
  /** Broken limits and rules, in words: a test ends with none. */
  readonly unlawful: string[];
  readonly faults: Map<Route, Fault[]>;
  /** Command lists by guild; `''` is the global one. */
  readonly commands: Map<string, readonly LawfulCommand[]>;
  /** Messages of a channel in one window. */
  bucket: { readonly limit: number; readonly ms: number };
  /** What members uploaded, by the attachment's id. */
  readonly sent: Map<string, MemberFile>;
  /** What was in the files that came beside a body, by name. */
  readonly uploads: Map<string, string>;
  readonly spent: Map<string, { used: number; resetAt: number }>;
  /** When set, every call with our token is answered with this status. */
  broken: number | null;
  shards: number;
}

export function newState(): State {
  const guilds: readonly Guild[] = [
    { id: GUILD, name: 'Deckhand Crew', owner: '919', joined: true, granted: USUAL },
    { id: OTHER_GUILD, name: 'Elsewhere', owner: '919', joined: true, granted: USUAL },
  ];
  const channel = (id: string, guild: string, name: string, type = 0): Channel => ({
    id,
    guild,
    name,
    type,
    denied: 0n,
    gone: false,
  });
  const channels = [
    channel(CHANNEL, GUILD, 'team-quiz'),
    channel(QUIET_CHANNEL, GUILD, 'quiet'),
    channel(FORUM, GUILD, 'forum', 15),
    channel(OTHER_CHANNEL, OTHER_GUILD, 'elsewhere'),
  ];
  return {
    people: new Map(PEOPLE.map((person) => [person.id, { ...person }])),
    guilds: new Map(guilds.map((guild) => [guild.id, guild])),
    channels: new Map(channels.map((one) => [one.id, one])),
    messages: [],
    modals: new Map(),
    asked: new Map(),
    calls: [],
    unlawful: [],
    faults: new Map(),
    commands: new Map(),
    bucket: { limit: 5, ms: 5000 },
    uploads: new Map(),
    sent: new Map(),
    spent: new Map(),
    broken: null,
    shards: 1,
  };
}

/** What the bot may do in a channel. */
export function granted(state: State, channel: Channel): bigint {
  // Direct messages belong to no server; the bot may do all there.
  if (channel.type === 1) return USUAL;
  const guild = state.guilds.get(channel.guild);
  return (guild?.joined === true ? guild.granted : 0n) & ~channel.denied;
}
