import type { Encrypted } from './cipher.ts';

/** Encrypted tokens of an installation. */
export interface StoredTokens {
  readonly encrypted: Encrypted;
  /** When the access token ends (epoch ms); null if it does not. */
  readonly expiresAt: number | null;
  /** Another one with each write. */
  readonly version: string;
}

/** A platform's app in a workspace, or in an organization with the workspaces that it grants. */
export interface Installation {
  /** `slack:<team id>`, or `slack:<enterprise id>` of an organization. */
  readonly id: string;
  readonly name: string;
  readonly isOrganization: boolean;
  /** The organization that a workspace belongs to; null for none. */
  readonly organization: string | null;
  readonly botUser: string;
  readonly bot: string;
  readonly scopes: readonly string[];
  readonly tokens: StoredTokens;
  /** Epoch ms by the platform's clock. */
  readonly installedAt: number;
}

/** Installations by OAuth. No plain token comes here. */
export interface Installations {
  get(id: string): Promise<Installation | null>;
  /** The installation that serves a workspace: its own, else its organization's. */
  serving(workspace: string): Promise<Installation | null>;
  /** Takes the place of an earlier installation of the same id. */
  put(installation: Installation): Promise<void>;
  /** Stores other tokens of one installation. False if it was replaced, removed or, where `version` is given, changed. */
  replaceTokens(
    of: Pick<Installation, 'id' | 'installedAt'> & { readonly version?: string },
    tokens: StoredTokens,
  ): Promise<boolean>;
  /** Erases an installation with its tokens and grants. False if it was replaced or removed. */
  remove(of: Pick<Installation, 'id' | 'installedAt'>): Promise<boolean>;
  /** Notes that the platform takes no token. Returns since when, null if it was replaced or removed. */
  refused(of: Pick<Installation, 'id' | 'installedAt'>, at: number): Promise<number | null>;
  /** The platform takes the token. */
  accepted(of: Pick<Installation, 'id' | 'installedAt'>): Promise<void>;
  /** Lets an organization's installation serve these workspaces. Returns those that it did not serve before. */
  grant(
    organization: string,
    workspaces: readonly string[],
    at: number,
  ): Promise<readonly string[]>;
  /** Ends grants that are not newer than `at`. Returns the workspaces that lost theirs. */
  revoke(
    organization: string,
    workspaces: readonly string[],
    at: number,
  ): Promise<readonly string[]>;
  grantedBy(organization: string): Promise<readonly string[]>;
  /** A page by id; `after` is the last one of the page before, null for the first. */
  list(after: string | null, limit: number): Promise<readonly Installation[]>;
  /** Uses a state up, and drops those that are too old. False if it was used before. */
  spendState(state: string, expiresAt: number, now: number): Promise<boolean>;
}
