import type { z } from 'zod';
import type { WorkspaceEvent } from '../../../ports/bot.ts';
import { actorOf, nameFor, placeOf, type Delivery } from './delivery.ts';
import {
  accessShape,
  channelShape,
  eventShape,
  homeOpenedShape,
  joinedShape,
  revokedShape,
  userShape,
} from './payloads.ts';

/** A verified event as a Delivery; null if it has not the envelope of an event. */
export function readEvent(body: unknown): Delivery | null {
  const envelope = eventShape.safeParse(body).data;
  if (envelope === undefined) return null;
  // Slack gives up an address that refuses its events, so one of an unknown shape is taken and named in the log.
  const name = nameFor(envelope.event.type);
  const read = readKnownEvent(envelope) ?? { kind: 'ignored', why: 'shape', name };
  const organization = organizationOf(envelope);
  return organization === null || read.kind === 'ignored' ? read : { ...read, organization };
}

/** The organization whose installation hears an event; null for a workspace's own. */
function organizationOf(envelope: z.infer<typeof eventShape>): string | null {
  const [heard] = envelope.authorizations ?? [];
  const isOrganization = heard?.is_enterprise_install === true || teamOf(envelope) === null;
  const id = heard?.enterprise_id ?? envelope.enterprise_id ?? null;
  return isOrganization && id !== null ? `slack:${id}` : null;
}

/** The team that hears an event; null for an event of a whole organization. */
function teamOf({ authorizations, team_id }: z.infer<typeof eventShape>): string | null {
  const team = authorizations?.[0]?.team_id ?? team_id ?? null;
  return team?.startsWith('E') === true ? null : team;
}

/** Null if the event has not the shape of its type. */
function readKnownEvent(envelope: z.infer<typeof eventShape>): Delivery | null {
  const inner = envelope.event;
  const team = teamOf(envelope) ?? envelope.enterprise_id ?? '';
  if (team === '') return null;
  const workspace = `slack:${team}`;
  const at = envelope.event_time == null ? null : envelope.event_time * 1000;
  const about = (event: WorkspaceEvent): Delivery => ({
    kind: 'workspace-event',
    id: envelope.event_id,
    event,
    at,
  });
  switch (inner.type) {
    case 'team_access_granted':
    case 'team_access_revoked':
      return readAccess(envelope, at);
    case 'app_home_opened':
      return readHome(envelope, team);
    case 'app_uninstalled':
      return about({ kind: 'workspace-gone', workspace });
    case 'tokens_revoked': {
      const revoked = revokedShape.safeParse(inner).data;
      if (revoked === undefined) return null;
      const bots = revoked.tokens.bot ?? [];
      if (bots.length === 0) return { kind: 'ignored', why: 'user-token' };
      const event = { kind: 'workspace-gone', workspace } as const;
      return { kind: 'workspace-event', id: envelope.event_id, event, at, bots };
    }
    case 'channel_archive':
    case 'channel_deleted':
    case 'channel_left':
    case 'group_archive':
    case 'group_deleted':
    case 'group_left': {
      const lost = channelShape.safeParse(inner).data;
      if (lost === undefined) return null;
      return about({ kind: 'channel-gone', place: placeOf(team, lost.channel) });
    }
    case 'member_joined_channel': {
      const joined = joinedShape.safeParse(inner).data;
      if (joined === undefined) return null;
      const { user: member, channel, inviter = null } = joined;
      return {
        kind: 'joined',
        id: envelope.event_id,
        place: placeOf(team, channel),
        member,
        inviter,
      };
    }
    case 'user_change': {
      const changed = userShape.safeParse(inner).data;
      if (changed === undefined) return null;
      if (changed.user.deleted !== true) return { kind: 'ignored', why: 'still-here' };
      return about({ kind: 'member-left', workspace, member: changed.user.id });
    }
    default:
      return { kind: 'ignored', why: 'event', name: nameFor(inner.type) };
  }
}

function readHome(envelope: z.infer<typeof eventShape>, team: string): Delivery | null {
  const opened = homeOpenedShape.safeParse(envelope.event).data;
  if (opened === undefined) return null;
  if ((opened.tab ?? 'home') !== 'home') return { kind: 'ignored', why: 'messages-tab' };
  return {
    kind: 'home',
    id: envelope.event_id,
    interaction: {
      place: placeOf(team, opened.channel),
      actor: actorOf(opened.user, opened.user),
      intent: { kind: 'home' },
    },
  };
}

function readAccess(envelope: z.infer<typeof eventShape>, at: number | null): Delivery | null {
  const changed = accessShape.safeParse(envelope.event).data;
  const enterprise = envelope.authorizations?.[0]?.enterprise_id ?? envelope.enterprise_id ?? null;
  if (changed === undefined || enterprise === null) return null;
  return {
    kind: 'access',
    id: envelope.event_id,
    organization: `slack:${enterprise}`,
    workspaces: changed.team_ids.map((team) => `slack:${team}`),
    isGranted: envelope.event.type === 'team_access_granted',
    at,
  };
}
