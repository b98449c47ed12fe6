import { languageOf } from '../../../domain/language.ts';
import type { Language } from '../../../domain/language.ts';
import type { Painter, Clock, Log } from '../../../ports/system.ts';
import type { Clients } from './web-api.ts';
import { limits } from '../render/limits.ts';
import { openPace } from './channel-rate-limit.ts';
import type { Pace } from './channel-rate-limit.ts';
import { openPeople } from './member-directory.ts';
import type { People } from './member-directory.ts';
import { openPictures } from './pictures.ts';
import type { Pictures } from './pictures.ts';

/** Everything that belongs to one installation: nothing here is shared, so one workspace never delays another. */
export interface Workspace {
  /** `slack:<team id>`. */
  readonly id: string;
  readonly name: string;
  /** Our own member ids, by which a message is known as ours. */
  readonly botUser: string;
  readonly bot: string;
  /** Null where Slack did not say. */
  readonly scopes: ReadonlySet<string> | null;
  readonly clients: Clients;
  readonly people: People;
  readonly pace: Pace;
  /** Null without the scope files:write. */
  readonly pictures: Pictures | null;
}

export interface Identity {
  readonly team: string;
  readonly name: string;
  readonly botUser: string;
  readonly bot: string;
  readonly scopes: ReadonlySet<string> | null;
}

export function openWorkspace(
  identity: Identity,
  clients: Clients,
  tools: { readonly clock: Clock; readonly log: Log; readonly painter: Painter },
): Workspace {
  const { clock, log, painter } = tools;
  return {
    id: `slack:${identity.team}`,
    name: identity.name,
    botUser: identity.botUser,
    bot: identity.bot,
    scopes: identity.scopes,
    clients,
    people: openPeople(clients, () => clock.now(), log),
    pace: openPace(clock, limits.channelPaceMs),
    pictures: has(identity, 'files:write') ? openPictures(clients, painter, log) : null,
  };
}

/** The language of a member, as far as Slack has told us. */
export function languageIn(workspace: Workspace | null, member: string): Language {
  return languageOf(workspace?.people.seen(member)?.locale ?? null) ?? 'en';
}

/** Whether the token has a scope; where Slack did not say, no. */
export function has(who: Pick<Identity, 'scopes'>, scope: string): boolean {
  return who.scopes?.has(scope) ?? false;
}
