import { LRUCache } from 'lru-cache';
import type { WorkspaceEvent } from '../../../ports/bot.ts';
import { messageOf, PostError } from '../../../ports/errors.ts';
import type { Installation, Installations } from '../../../ports/installations.ts';
import type { Clock, Log, Painter } from '../../../ports/system.ts';
import { grantedWorkspaces } from './granted-workspaces.ts';
import { openRotatingClients } from './rotating-clients.ts';
import type { Refusals } from './refusals.ts';
import type { TokenKeeper } from './token-keeper.ts';
import { tokenFailure } from './token-failure.ts';
import { openClients } from './web-api.ts';
import { openWorkspace, type Identity, type Workspace } from './workspace.ts';
import type { Source } from './workspaces.ts';

/** Workspaces that are held at once; another one is loaded in one read. */
const LOADED = 1_000;
/** Members that each of them remembers. */
const MEMBERS = 500;
/** Another process may have installed the app again: the row is read again after this time. */
const LOOK_AGAIN_MS = 10 * 60_000;

export interface InstalledParts {
  readonly installations: Installations;
  readonly tokens: TokenKeeper;
  readonly refusals: Pick<Refusals, 'refused' | 'accepted'>;
  readonly apiUrl: string | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly painter: Painter;
  readonly onEvent: (event: WorkspaceEvent) => Promise<void>;
}

interface Loaded {
  readonly workspace: Workspace;
  readonly installation: string;
  readonly installedAt: number;
  lookAgainAt: number;
}

/** The workspaces of stored installations, of which as many are loaded as were used lately. */
export class InstalledWorkspaces {
  private readonly held = new LRUCache<string, Loaded>({ max: LOADED });
  private readonly loading = new Map<string, Promise<Workspace>>();

  constructor(private readonly parts: InstalledParts) {}

  loaded(id: string): Workspace | null {
    return this.held.get(id)?.workspace ?? null;
  }

  async open(id: string): Promise<Workspace> {
    const held = this.held.get(id);
    if (held !== undefined && this.parts.clock.now() < held.lookAgainAt) return held.workspace;
    const running = this.loading.get(id);
    if (running !== undefined) return running;
    const begun = this.load(id).finally(() => this.loading.delete(id));
    this.loading.set(id, begun);
    return begun;
  }

  prepare({ workspace, organization }: Source): Promise<void> | null {
    const held = this.held.get(workspace);
    if (held !== undefined && this.parts.clock.now() < held.lookAgainAt) return null;
    return this.learn(workspace, organization);
  }

  /** Forgets what is loaded of an installation, since it was replaced or removed. */
  drop(installation: string): void {
    this.parts.tokens.drop(installation);
    const all = Array.from(this.held.entries());
    for (const [id, held] of all) if (held.installation === installation) this.held.delete(id);
  }

  /** Loads a workspace, of which the envelope of a delivery may be the first word. */
  private async learn(workspace: string, organization: string | null): Promise<void> {
    const { installations, log } = this.parts;
    try {
      if (organization !== null && (await installations.serving(workspace)) === null)
        await this.grant(workspace, organization);
      await this.open(workspace);
    } catch (error) {
      log.warn('a delivery is served without the token of its workspace', {
        workspace,
        error: messageOf(error),
      });
    }
  }

  /** Asks Slack which workspaces it granted: in a shared channel an envelope may name another organization's workspace. */
  private async grant(workspace: string, organization: string): Promise<void> {
    const { installations, tokens, apiUrl, clock, log, onEvent } = this.parts;
    if ((await installations.get(organization)) === null) return;
    const { token } = await tokens.current(organization);
    const name = (await grantedWorkspaces(openClients({ token, apiUrl }, { clock, log }))).get(
      workspace,
    );
    if (name === undefined) return;
    await installations.grant(organization, [workspace], clock.now());
    await onEvent({ kind: 'workspace-here', workspace, name });
  }

  private async load(id: string): Promise<Workspace> {
    const { installations, clock } = this.parts;
    const found = await installations.serving(id);
    if (found === null) {
      this.held.delete(id);
      throw tokenFailure('no_installation');
    }
    const lookAgainAt = clock.now() + LOOK_AGAIN_MS;
    const held = this.held.get(id);
    if (held?.installation === found.id && held.installedAt === found.installedAt) {
      held.lookAgainAt = lookAgainAt;
      return held.workspace;
    }
    this.parts.tokens.drop(found.id);
    const workspace = this.make(id, found);
    const { id: installation, installedAt } = found;
    this.held.set(id, { workspace, installation, installedAt, lookAgainAt });
    return workspace;
  }

  private make(id: string, installation: Installation): Workspace {
    const { apiUrl, clock, log, painter, tokens, refusals } = this.parts;
    const noted = <T>(work: Promise<T>): Promise<T> =>
      work.catch((error: unknown) => {
        if (error instanceof PostError) refusals.refused(installation, error.code);
        throw error;
      });
    const team = nativeId(id);
    const source = {
      current: () => noted(tokens.current(installation.id)),
      refused: (used: { token: string; version: string }, code: string) =>
        noted(this.refused(id, installation, { used, code })),
      accepted: () => refusals.accepted(installation),
    };
    const clients = openRotatingClients(
      { tokens: source, apiUrl, team: installation.isOrganization ? team : null },
      { clock, log },
    );
    return openWorkspace(identityIn(installation, id), clients, {
      clock,
      log,
      painter,
      members: MEMBERS,
    });
  }

  /** Slack did not take a token. */
  private async refused(
    id: string,
    installation: Installation,
    { used, code }: { readonly used: { token: string; version: string }; readonly code: string },
  ): Promise<void> {
    const { tokens, installations, log, onEvent, clock } = this.parts;
    if (code === 'team_access_not_granted' && installation.isOrganization) {
      const lost = await installations.revoke(installation.id, [id], clock.now());
      this.held.delete(id);
      for (const workspace of lost) await onEvent({ kind: 'workspace-gone', workspace });
      throw tokenFailure(code);
    }
    log.warn('Slack does not take a token', { workspace: id, code });
    await tokens.renew(installation.id, used, code);
  }
}

/** What the app is in a workspace that an installation serves. */
export function identityIn(installation: Installation, workspace: string): Identity {
  const organization = installation.isOrganization ? installation.id : installation.organization;
  return {
    team: nativeId(workspace),
    enterprise: organization === null ? null : nativeId(organization),
    name: installation.name,
    botUser: installation.botUser,
    bot: installation.bot,
    scopes: new Set(installation.scopes),
  };
}

/** `slack:T0123` → `T0123`. */
export function nativeId(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}
