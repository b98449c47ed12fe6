import { languageOf } from '../../../domain/language.ts';
import type { Language } from '../../../domain/language.ts';
import type { Painter, Clock, Log } from '../../../ports/system.ts';
import type { Clients } from './web-api.ts';
import { openMemberDirectory } from './member-directory.ts';
import type { MemberDirectory } from './member-directory.ts';
import { openPictures } from './pictures.ts';
import type { Pictures } from './pictures.ts';
import { openDataBlocks, type DataBlocks } from './data-blocks.ts';

/** Everything of one installation. Nothing here is shared, so one workspace never delays another. */
export interface Workspace {
  /** `slack:<team id>`. */
  readonly id: string;
  readonly name: string;
  /** Our own member ids, which mark a message as ours. */
  readonly botUser: string;
  readonly bot: string;
  /** Null if Slack did not say. */
  readonly scopes: ReadonlySet<string> | null;
  readonly clients: Clients;
  readonly members: MemberDirectory;
  /** Null without the scope files:write. */
  readonly pictures: Pictures | null;
  readonly dataBlocks: DataBlocks;
}

export interface Identity {
  readonly team: string;
  /** The organization (Enterprise Grid) that the workspace belongs to; null for none. */
  readonly enterprise: string | null;
  readonly name: string;
  readonly botUser: string;
  readonly bot: string;
  readonly scopes: ReadonlySet<string> | null;
}

export function openWorkspace(
  identity: Identity,
  clients: Clients,
  tools: {
    readonly clock: Clock;
    readonly log: Log;
    readonly painter: Painter;
    /** The most members whose names and rights are remembered; left out where there is one workspace. */
    readonly members?: number;
  },
): Workspace {
  const { clock, log, painter, members: most } = tools;
  return {
    id: `slack:${identity.team}`,
    name: identity.name,
    botUser: identity.botUser,
    bot: identity.bot,
    scopes: identity.scopes,
    clients,
    members: openMemberDirectory(clients, identity, { clock, log, most }),
    pictures: has(identity, 'files:write') ? openPictures(clients, { clock, log, painter }) : null,
    dataBlocks: openDataBlocks({ clock, log }),
  };
}

/** A member's language as far as Slack has told us, else English. */
export function languageIn(workspace: Workspace | null, member: string): Language {
  return languageOf(workspace?.members.cached(member)?.locale ?? null) ?? 'en';
}

/** Whether the token has a scope; false if Slack did not say. */
export function has(who: Pick<Identity, 'scopes'>, scope: string): boolean {
  return who.scopes?.has(scope) ?? false;
}
