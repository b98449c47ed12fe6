import type { MemberFile } from '../../member-file.ts';
import { ALL_SCOPES, TEAM } from './app.ts';
import { OAuthSide } from './oauth.ts';
import type { LawfulBlock, LawfulView } from './lawful.ts';

export * from './app.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly team: string;
  readonly admin: boolean;
  readonly deleted: boolean;
  /** As Slack names it; `en-GB` where it is left out. */
  locale?: string;
}

export interface Message {
  readonly ts: string;
  readonly channel: string;
  readonly thread: string | null;
  /** The member who alone sees it; null: everybody in the channel. */
  readonly only: string | null;
  /** Whose token posted it. */
  readonly by: string;
  text: string;
  blocks: readonly LawfulBlock[];
}

export interface ShownView {
  readonly id: string;
  view: LawfulView;
  /** Sentences beside fields. */
  errors: Readonly<Record<string, string>>;
}

export interface Call {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly at: number;
  /** Whose token it had: a workspace or an organization; null for none or a wrong one. */
  readonly by: string | null;
}

/** How one call goes wrong. `after` means that Slack has done the work before. */
export type Fault =
  | { readonly kind: 'error'; readonly code: string }
  | { readonly kind: 'rate'; readonly seconds: number | null }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'error-after'; readonly code: string }
  | { readonly kind: 'reset-after' }
  | { readonly kind: 'hang-after' }
  | { readonly kind: 'half-after' }
  | { readonly kind: 'page-after' };

const PEOPLE: readonly Person[] = [
  { id: 'U0ADA', name: 'Ada', team: TEAM, admin: true, deleted: false },
  { id: 'U0BO', name: 'Bo', team: TEAM, admin: false, deleted: false },
  { id: 'U0CY', name: 'Cy <!channel> & *Co*', team: TEAM, admin: false, deleted: false },
  { id: 'U0GONE', name: 'Gone', team: TEAM, admin: true, deleted: true },
  { id: 'U0EVE', name: 'Eve', team: 'T0ELSEWHERE', admin: true, deleted: false },
];

/** All that the stand-in remembers. */
export interface State {
  readonly people: Map<string, Person>;
  readonly messages: Message[];
  readonly modals: Map<string, ShownView>;
  readonly homes: Map<string, ShownView>;
  /** Files by id: when Slack will have read them; null before the upload is complete. */
  readonly files: Map<string, number | null>;
  /** How long Slack reads a file after its upload. */
  fileReadMs: number;
  /** Whether this workspace has tables and charts as data already. */
  takesDataBlocks: boolean;
  /** What was uploaded, by the file's id. */
  readonly uploads: Map<string, { readonly name: string; text: string }>;
  /** Files as channels show them. */
  readonly shared: { readonly channel: string; readonly name: string; readonly text: string }[];
  /** What members uploaded into a form, by the file's id. */
  readonly sent: Map<string, MemberFile>;
  readonly calls: Call[];
  /** Broken limits and rules, in words: a test ends with none. */
  readonly unlawful: string[];
  readonly faults: Map<string, Fault[]>;
  /** trigger_id → the member and when it was given out. */
  readonly triggers: Map<string, { readonly member: string; readonly at: number }>;
  readonly responses: Map<string, ResponseUrl>;
  scopes: readonly string[];
  /** Added to the Date header, ms. */
  skew: number;
  /** Redirect URLs in the app's settings. */
  readonly redirectUris: string[];
  readonly oauth: OAuthSide;
  /** Workspaces of which no call is answered. */
  readonly hanging: Set<string>;
  /** When set, every call answers with this error. */
  broken: string | null;
  next: number;
}

export interface ResponseUrl {
  readonly member: string;
  readonly channel: string;
  /** The pressed message; null for a command. */
  readonly message: Message | null;
  uses: number;
}

export function newState(): State {
  const redirectUris: string[] = [];
  return {
    redirectUris,
    oauth: new OAuthSide(() => redirectUris),
    hanging: new Set(),
    people: new Map(PEOPLE.map((person) => [person.id, { ...person }])),
    messages: [],
    modals: new Map(),
    homes: new Map(),
    files: new Map(),
    fileReadMs: 0,
    takesDataBlocks: true,
    uploads: new Map(),
    shared: [],
    sent: new Map(),
    calls: [],
    unlawful: [],
    faults: new Map(),
    triggers: new Map(),
    responses: new Map(),
    scopes: ALL_SCOPES,
    skew: 0,
    broken: null,
    next: 1,
  };
}

export function nextTs(state: State): string {
  const seconds = Math.floor(Date.now() / 1000);
  return `${seconds}.${String(state.next++).padStart(6, '0')}`;
}
