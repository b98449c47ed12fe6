import type { LawfulMessage, LawfulModal } from './lawful.ts';

export const TOKEN = 'MTAwMDAwMDAwMDAwMDAwMDAx.GStand.in-for-discord-0123456789-0123456789';
export const APPLICATION = '100000000000000001';
export const BOT = '100000000000000002';
export const GUILD = '200000000000000001';
export const CHANNEL = '300000000000000001';
export const BOT_ROLE = '400000000000000001';
export const OWNER = '500000000000000000';
export const ADA = '500000000000000001';
export const BO = '500000000000000002';

export const PERMISSIONS = {
  manageServer: 1n << 5n,
  view: 1n << 10n,
  send: 1n << 11n,
  embed: 1n << 14n,
  attach: 1n << 15n,
  history: 1n << 16n,
} as const;

/** What goes wrong with the next request that matches. */
export type Fault =
  /** Refused before anything happened. */
  | { readonly kind: 'error'; readonly status: number; readonly code: number }
  /** 429 as Cloudflare or a shared limit sends it: only how long. */
  | { readonly kind: 'rate'; readonly seconds: number }
  /** Done, and the connection is cut before the answer. */
  | { readonly kind: 'reset-after' }
  /** Done, and answered with a server error. */
  | { readonly kind: 'error-after'; readonly status: number }
  /** Done, and never answered. */
  | { readonly kind: 'silence-after' }
  /** Cut before anything happened. */
  | { readonly kind: 'reset-before' };

export interface Message {
  readonly id: string;
  readonly channel: string;
  readonly author: string;
  readonly nonce: string | null;
  /** Who alone sees it; null: everybody in the channel. */
  readonly only: string | null;
  readonly replyTo: string | null;
  flags: number;
  components: LawfulMessage['components'];
  files: readonly string[];
}

export interface Pending {
  readonly id: string;
  readonly token: string;
  readonly type: 2 | 3 | 4 | 5;
  readonly member: string;
  readonly channel: string;
  /** The pressed message, or the one whose button opened the form. */
  readonly message: Message | null;
  readonly at: number;
  acknowledged: number | null;
  /** The private message that answers it. */
  reply: Message | null;
  choices: readonly { readonly name: string; readonly value: string }[];
  readonly answered: () => void;
}

export interface Channel {
  readonly id: string;
  readonly type: number;
  readonly parent: string | null;
  overwrites: { id: string; type: number; allow: bigint; deny: bigint }[];
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly roles: Map<string, bigint>;
  readonly members: Map<string, { readonly name: string; readonly roles: string[] }>;
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

export interface State {
  next: number;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  readonly messages: Message[];
  readonly pending: Map<string, Pending>;
  readonly modals: Map<string, LawfulModal & { readonly from: Message | null }>;
  readonly commands: Map<string, readonly unknown[]>;
  readonly faults: { readonly match: RegExp; readonly fault: Fault }[];
  readonly calls: Call[];
  /** What broke one of Discord's limits, or one of ours that Discord would let pass. */
  readonly unlawful: string[];
  /** Posts left in the channel's bucket; null: no such limit. */
  bucket: { remaining: number; resetAt: number } | null;
}

const EPOCH = 1_420_070_400_000;

/** A new id, rising with time as Discord's do. */
export function snowflake(state: State, at = Date.now()): string {
  state.next += 1;
  return String((BigInt(at - EPOCH) << 22n) | BigInt(state.next % 4096));
}

export function newState(): State {
  const everyone = PERMISSIONS.view | PERMISSIONS.send | PERMISSIONS.history;
  const ours = everyone | PERMISSIONS.embed | PERMISSIONS.attach;
  const guild: Guild = {
    id: GUILD,
    name: 'The Team',
    roles: new Map([
      [GUILD, everyone],
      [BOT_ROLE, ours],
      ['400000000000000002', PERMISSIONS.manageServer],
    ]),
    members: new Map([
      [BOT, { name: 'Deckhand', roles: [BOT_ROLE] }],
      [OWNER, { name: 'Owner', roles: [] }],
      [ADA, { name: 'Ada', roles: ['400000000000000002'] }],
      [BO, { name: 'Bo', roles: [] }],
    ]),
  };
  return {
    next: 0,
    guilds: new Map([[GUILD, guild]]),
    channels: new Map([[CHANNEL, { id: CHANNEL, type: 0, parent: null, overwrites: [] }]]),
    messages: [],
    pending: new Map(),
    modals: new Map(),
    commands: new Map(),
    faults: [],
    calls: [],
    unlawful: [],
    bucket: null,
  };
}

/** What somebody may do in a channel. */
export function permissionsOf(state: State, user: string, channel: string): bigint {
  const guild = state.guilds.get(GUILD);
  const roles = guild?.members.get(user)?.roles ?? [];
  const own = [GUILD, ...roles];
  let all = own.reduce((sum, role) => sum | (guild?.roles.get(role) ?? 0n), 0n);
  const place = state.channels.get(channel);
  const rules = place?.parent == null ? place : state.channels.get(place.parent);
  for (const rule of rules?.overwrites ?? []) {
    if (rule.id === user || own.includes(rule.id)) all = (all & ~rule.deny) | rule.allow;
  }
  return all;
}
