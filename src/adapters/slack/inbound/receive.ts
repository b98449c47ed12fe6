import type { z } from 'zod';
import { unescapeText } from '../render/mrkdwn.ts';
import {
  challengeShape,
  channelShape,
  commandShape,
  eventShape,
  homeOpenedShape,
  joinedShape,
  pressShape,
  revokedShape,
  sslCheckShape,
  submissionShape,
  userShape,
} from './payloads.ts';
import type { viewShape } from './payloads.ts';
import { readViewMetadata } from '../render/views.ts';
import type { ReplyTarget, ViewSeen } from '../outbound/reply-target.ts';
import type { WorkspaceEvent, Interaction, SentFile } from '../../../ports/bot.ts';
import type { Actor, Place } from '../../../ports/identity.ts';

/** The meaning of one delivery. `id` is the same for every delivery of one gesture. */
export type Delivery =
  | (ReplyTarget & { readonly kind: 'command' | 'press'; readonly id: string })
  | {
      readonly kind: 'form';
      readonly id: string;
      readonly interaction: Interaction;
      /** Names of the form's fields: a refusal can be shown beside them. */
      readonly fields: readonly string[];
      readonly view: ViewSeen;
    }
  | { readonly kind: 'home'; readonly id: string; readonly interaction: Interaction }
  | {
      readonly kind: 'workspace-event';
      readonly id: string;
      readonly event: WorkspaceEvent;
      /** When it happened, epoch ms; null if Slack did not say. */
      readonly at: number | null;
    }
  /** Somebody, perhaps the bot, came into a channel. */
  | {
      readonly kind: 'joined';
      readonly id: string;
      readonly place: Place;
      readonly member: string;
      readonly inviter: string | null;
    }
  /** Slack checks the address that was entered in the app's settings. */
  | { readonly kind: 'challenge'; readonly challenge: string }
  /** Acknowledged without further effect; `name` is Slack's own, for what the log should show. */
  | { readonly kind: 'ignored'; readonly why: string; readonly name?: string };

/**
 * A verified payload (parsed JSON or form fields) as a Delivery; null if Slack sends no such shape. Workspace, channel,
 * member and message come from the envelope, never from a button's value.
 */
export function readPayload(body: unknown): Delivery | null {
  const type = typeOf(body);
  switch (type) {
    case undefined:
      if (isSslCheck(body)) return { kind: 'ignored', why: 'ssl-check' };
      return readCommand(body);
    case 'block_actions':
      return readPress(body);
    case 'view_submission':
      return readSubmission(body);
    case 'event_callback':
      return readEvent(body);
    case 'url_verification': {
      const sent = challengeShape.safeParse(body).data;
      return sent === undefined ? null : { kind: 'challenge', challenge: sent.challenge };
    }
    default:
      return typeof type === 'string' ? ignoredType(type) : null;
  }
}

export function isSslCheck(body: unknown): boolean {
  return sslCheckShape.safeParse(body).success;
}

/** A kind of payload that we do not use. */
function ignoredType(type: string): Delivery {
  const why = type === 'app_rate_limited' ? 'rate-limited' : 'type';
  return { kind: 'ignored', why, name: nameFor(type) };
}

/** Slack's name of something, short enough for a log line. */
function nameFor(type: string): string {
  return type.slice(0, 60);
}

function typeOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined;
}

function readCommand(body: unknown): Delivery | null {
  const sent = commandShape.safeParse(body).data;
  if (sent === undefined) return null;
  const name = sent.user_name ?? sent.user_id;
  return {
    kind: 'command',
    id: sent.trigger_id,
    interaction: {
      place: placeOf(sent.team_id, sent.channel_id),
      actor: actorOf(sent.user_id, name),
      intent: { kind: 'line', line: unescapeText(sent.text) },
      idempotencyKey: sent.trigger_id,
    },
    responseUrl: sent.response_url,
    trigger: sent.trigger_id,
    isPrivate: false,
    thread: null,
    view: null,
  };
}

function readPress(body: unknown): Delivery | null {
  const sent = pressShape.safeParse(body).data;
  const action = sent?.actions[0];
  if (sent === undefined || action === undefined) return null;
  const workspace = workspaceIn(sent);
  const view = viewOf(sent.view ?? null);
  const channel = sent.channel?.id ?? view?.metadata.channel;
  if (workspace === null || channel === undefined) return { kind: 'ignored', why: 'foreign-view' };
  // Slack also reports presses on buttons that open an address.
  if (
    action.type !== 'button' ||
    ((action.value ?? null) === null && action.action_id.startsWith('open:'))
  ) {
    return { kind: 'ignored', why: 'no-value' };
  }
  // Only the member and we see our direct messages.
  const isPrivate =
    sent.container.is_ephemeral === true || channel.startsWith('D') || view !== null;
  const message = sent.container.message_ts ?? view?.id ?? '';
  return {
    kind: 'press',
    id: sent.trigger_id,
    interaction: {
      place: placeOf(workspace, channel),
      actor: actorOf(sent.user.id, sent.user.username ?? sent.user.name ?? sent.user.id),
      intent: { kind: 'press', code: action.value ?? '', message, own: isPrivate },
      idempotencyKey: sent.trigger_id,
    },
    isPrivate,
    responseUrl: sent.response_url ?? null,
    thread: sent.container.thread_ts ?? null,
    trigger: sent.trigger_id,
    view,
  };
}

function readSubmission(body: unknown): Delivery | null {
  const sent = submissionShape.safeParse(body).data;
  if (sent === undefined) return null;
  const workspace = workspaceIn(sent);
  const view = viewOf(sent.view);
  if (workspace === null || view === null) return { kind: 'ignored', why: 'foreign-view' };
  const values: Record<string, string> = Object.create(null);
  const files: Record<string, SentFile> = Object.create(null);
  for (const elements of Object.values(sent.view.state.values)) {
    for (const [name, state] of Object.entries(elements)) {
      const several = state.selected_options?.map((option) => option.value).join(',');
      const channels = state.selected_conversations?.join(',');
      values[name] = state.value ?? state.selected_option?.value ?? several ?? channels ?? '';
      const file = state.files?.[0];
      const url = file?.url_private_download ?? file?.url_private ?? null;
      if (file !== undefined && url !== null)
        files[name] = { name: file.name ?? '', size: file.size, url };
    }
  }
  const attached = Object.keys(files).length === 0 ? {} : { files };
  // After a refusal the same view may be submitted again, with other values.
  const id = sent.trigger_id ?? `${sent.view.id}:${JSON.stringify([values, files])}`;
  return {
    kind: 'form',
    id,
    interaction: {
      place: placeOf(workspace, view.metadata.channel),
      actor: actorOf(sent.user.id, sent.user.username ?? sent.user.name ?? sent.user.id),
      intent: { kind: 'form', code: view.metadata.code, values, ...attached },
      idempotencyKey: id,
    },
    fields: Object.keys(sent.view.state.values),
    view,
  };
}

/** The team of the installation that is meant: in a channel shared between workspaces the member's may be another. */
function workspaceIn(sent: {
  readonly view?: { readonly app_installed_team_id?: string | null | undefined } | null | undefined;
  readonly team?: { readonly id: string } | null | undefined;
  readonly user: { readonly team_id?: string | null | undefined };
}): string | null {
  return sent.view?.app_installed_team_id ?? sent.team?.id ?? sent.user.team_id ?? null;
}

function readEvent(body: unknown): Delivery | null {
  const envelope = eventShape.safeParse(body).data;
  if (envelope === undefined) return null;
  // Slack gives up an address that refuses its events, so one of an unknown shape is taken and named in the log.
  const name = nameFor(envelope.event.type);
  return readKnownEvent(envelope) ?? { kind: 'ignored', why: 'shape', name };
}

/** Null if the event has not the shape of its type. */
function readKnownEvent(envelope: z.infer<typeof eventShape>): Delivery | null {
  const inner = envelope.event;
  const team = envelope.authorizations?.[0]?.team_id ?? envelope.team_id;
  const workspace = `slack:${team}`;
  const at = envelope.event_time == null ? null : envelope.event_time * 1000;
  const about = (event: WorkspaceEvent): Delivery => ({
    kind: 'workspace-event',
    id: envelope.event_id,
    event,
    at,
  });
  switch (inner.type) {
    case 'app_home_opened': {
      const opened = homeOpenedShape.safeParse(inner).data;
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
    case 'app_uninstalled':
      return about({ kind: 'workspace-gone', workspace });
    case 'tokens_revoked': {
      const revoked = revokedShape.safeParse(inner).data;
      if (revoked === undefined) return null;
      if ((revoked.tokens.bot ?? []).length === 0) return { kind: 'ignored', why: 'user-token' };
      return about({ kind: 'workspace-gone', workspace });
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

function viewOf(view: z.infer<typeof viewShape> | null): ViewSeen | null {
  const metadata = view === null ? null : readViewMetadata(view.private_metadata);
  return view === null || metadata === null ? null : { id: view.id, type: view.type, metadata };
}

function placeOf(team: string, channel: string): Place {
  return { platform: 'slack', workspace: `slack:${team}`, channel };
}

/** `manages` is looked up only when it is needed: a click must not wait for it. */
function actorOf(id: string, name: string): Actor {
  return { id, name, manages: null, locale: null, zone: null };
}
