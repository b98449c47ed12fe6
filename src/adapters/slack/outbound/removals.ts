import { WebAPIPlatformError } from '@slack/web-api';
import type { WorkspaceEvent } from '../../../ports/bot.ts';
import type { Installation, Installations } from '../../../ports/installations.ts';
import type { Clock, Log } from '../../../ports/system.ts';
import { toPostError } from './errors.ts';
import type { InstalledWorkspaces } from './installed-workspaces.ts';
import { isRefreshRefused, type TokenKeeper } from './token-keeper.ts';
import { openClients } from './web-api.ts';
import type { AccessChange, Removal } from './workspaces.ts';

/** An event this much older than the installation is about an earlier one; clocks and Slack's whole seconds differ less. */
const SURELY_OLDER_MS = 5_000;
/** Younger events of an older installation are believed; any other is checked with Slack (Events API, retries). */
const BELIEVED_MS = 60_000;

export interface RemovalParts {
  readonly installations: Installations;
  readonly tokens: TokenKeeper;
  readonly workspaces: Pick<InstalledWorkspaces, 'drop'>;
  readonly apiUrl: string | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly onEvent: (event: WorkspaceEvent) => Promise<void>;
}

/**
 * Erases installations that Slack says are gone. Slack may deliver an event hours late, when the app has long been
 * installed again, so it is compared with the installation and, where that does not settle it, checked with Slack.
 */
export class Removals {
  constructor(private readonly parts: RemovalParts) {}

  /** Never believes what cannot be checked: a call with the token shows the truth sooner or later. */
  async remove(removal: Removal): Promise<void> {
    const { installations, log } = this.parts;
    const { workspace, organization } = removal;
    const id = organization ?? workspace;
    const installation = await installations.get(id);
    if (installation === null) return this.afterRemoval([workspace]);
    const { bots } = removal;
    if (bots !== null && !bots.includes(installation.botUser)) return;
    if (!(await this.holds(removal.at, installation))) {
      log.warn('a delayed event from Slack no longer holds', { event: 'workspace-gone' });
      return;
    }
    await this.erase(installation);
  }

  /** For a token that Slack has refused for days, of whose removal no event came. */
  async removeRevoked(installation: Installation): Promise<void> {
    if (await this.isRevoked(installation)) await this.erase(installation);
  }

  /** Does nothing if the app was installed again meanwhile. */
  private async erase(installation: Installation): Promise<void> {
    const { installations, workspaces, log } = this.parts;
    const { id } = installation;
    const served = installation.isOrganization ? await installations.grantedBy(id) : [id];
    if (!(await installations.remove(installation))) return;
    workspaces.drop(id);
    log.info('the app was removed: its tokens are erased', { workspace: id });
    await this.afterRemoval(served);
  }

  async changeAccess({ organization, workspaces, isGranted, at }: AccessChange): Promise<void> {
    const { installations, clock, onEvent } = this.parts;
    if ((await installations.get(organization)) === null) return;
    // A whole second of Slack's.
    const when = at === null ? clock.now() : at + 999;
    if (!isGranted) {
      const lost = await installations.revoke(organization, workspaces, when);
      this.parts.workspaces.drop(organization);
      return this.afterRemoval(lost);
    }
    for (const workspace of await installations.grant(organization, workspaces, when))
      await onEvent({ kind: 'workspace-here', workspace, name: workspace });
  }

  /** Tells the bot of workspaces that no installation serves any more. */
  private async afterRemoval(workspaces: readonly string[]): Promise<void> {
    const { installations, onEvent } = this.parts;
    for (const workspace of workspaces) {
      if ((await installations.serving(workspace)) !== null) continue;
      await onEvent({ kind: 'workspace-gone', workspace });
      // It may have been installed again in the meantime.
      const back = await installations.serving(workspace);
      if (back !== null) await onEvent({ kind: 'workspace-here', workspace, name: back.name });
    }
  }

  private async holds(at: number | null, installation: Installation): Promise<boolean> {
    const { clock } = this.parts;
    const happenedAt = at ?? clock.now();
    if (happenedAt < installation.installedAt - SURELY_OLDER_MS) return false;
    const isRecent = clock.now() - happenedAt < BELIEVED_MS;
    const isSettled = happenedAt - installation.installedAt > BELIEVED_MS;
    // Of an organization's installation many workspaces live, so Slack is always asked.
    if (isRecent && isSettled && !installation.isOrganization) return true;
    return this.isRevoked(installation);
  }

  private async isRevoked({ id }: Installation): Promise<boolean> {
    const { tokens, apiUrl, clock, log } = this.parts;
    try {
      const { token } = await tokens.current(id);
      await openClients({ token, apiUrl }, { clock, log }).withRetries.auth.test();
      return false;
    } catch (error) {
      if (error instanceof WebAPIPlatformError) return toPostError(error).gone;
      if (isRefreshRefused(error)) return true;
      log.warn('a delayed event could not be checked', { code: toPostError(error).code });
      return false;
    }
  }
}
