import type { WorkspaceEvent } from '../../../ports/bot.ts';
import type { Installation, Installations } from '../../../ports/installations.ts';
import type { Clock, Log } from '../../../ports/system.ts';
import { toPostError } from '../outbound/errors.ts';
import { grantedWorkspaces } from '../outbound/granted-workspaces.ts';
import type { InstalledWorkspaces } from '../outbound/installed-workspaces.ts';
import type { Grant, OAuthClient } from '../outbound/oauth-client.ts';
import type { TokenKeeper } from '../outbound/token-keeper.ts';
import { openClients, type Clients } from '../outbound/web-api.ts';
import { missingScopes } from './tokens.ts';

export interface InstallerParts {
  readonly installations: Installations;
  readonly tokens: TokenKeeper;
  readonly workspaces: Pick<InstalledWorkspaces, 'drop'>;
  readonly oauth: Pick<OAuthClient, 'exchange'>;
  readonly apiUrl: string | null;
  /** Where Slack sends the browser back to. */
  readonly redirectUri: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly onEvent: (event: WorkspaceEvent) => Promise<void>;
}

export type Installed =
  | { readonly kind: 'installed'; readonly installation: Installation; readonly appId: string }
  /** Scopes that were refused, without which nothing works. */
  | { readonly kind: 'scopes'; readonly missing: readonly string[] }
  /** Slack's word for what is wrong with the code. */
  | { readonly kind: 'refused'; readonly code: string };

/** Exchanges the code of a redirect and stores the installation. Rejects with StoreError. */
export async function install(parts: InstallerParts, code: string): Promise<Installed> {
  const { installations, log, apiUrl, clock, workspaces, onEvent } = parts;
  let grant: Grant;
  try {
    grant = await parts.oauth.exchange(code, parts.redirectUri);
  } catch (error) {
    return { kind: 'refused', code: toPostError(error).code };
  }
  const { needed: missing } = missingScopes({ scopes: new Set(grant.scopes) });
  if (missing.length > 0) return { kind: 'scopes', missing };
  const clients = openClients({ token: grant.tokens.access, apiUrl }, { clock, log });
  const installation = toInstallation(parts, grant, await botOf(clients));
  if (installation === null) return { kind: 'refused', code: 'no_workspace' };
  await installations.put(installation);
  workspaces.drop(installation.id);
  const { id, name } = installation;
  log.info('the app was installed', { workspace: id });
  if (!installation.isOrganization) await onEvent({ kind: 'workspace-here', workspace: id, name });
  else await grantWorkspaces(parts, clients, id);
  return { kind: 'installed', installation, appId: grant.appId };
}

function toInstallation(
  { tokens }: InstallerParts,
  grant: Grant,
  bot: string,
): Installation | null {
  const { team, enterprise, isOrganization, scopes, botUser, at } = grant;
  const owner = isOrganization ? enterprise : team;
  if (owner === null) return null;
  const id = `slack:${owner.id}`;
  return {
    id,
    name: owner.name === '' ? owner.id : owner.name,
    isOrganization,
    organization: enterprise === null || isOrganization ? null : `slack:${enterprise.id}`,
    botUser,
    bot,
    scopes,
    tokens: tokens.seal(id, grant.tokens),
    installedAt: at,
  };
}

/** The bot's id, by which its messages are known; without an answer they are known by its member id. */
async function botOf({ withRetries }: Clients): Promise<string> {
  try {
    return (await withRetries.auth.test()).bot_id ?? '';
  } catch {
    return '';
  }
}

/** Workspaces that an organization granted before, or together with the installation; others come by an event. */
async function grantWorkspaces(
  { installations, onEvent, log, clock }: InstallerParts,
  clients: Clients,
  organization: string,
): Promise<void> {
  try {
    const granted = await grantedWorkspaces(clients);
    await installations.grant(organization, [...granted.keys()], clock.now());
    for (const [workspace, name] of granted)
      await onEvent({ kind: 'workspace-here', workspace, name });
  } catch (error) {
    log.warn('the workspaces of an organization could not be listed; they come as they are used', {
      workspace: organization,
      code: toPostError(error).code,
    });
  }
}
