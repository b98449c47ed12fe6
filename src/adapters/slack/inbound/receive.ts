import type { z } from 'zod';
import { unescapeText } from '../render/mrkdwn.ts';
import type { Interaction } from '../../../ports/bot.ts';
import {
  challengeShape,
  commandShape,
  organizationShape,
  pressShape,
  sslCheckShape,
  submissionShape,
} from './payloads.ts';
import type { viewShape } from './payloads.ts';
import { readViewMetadata } from '../render/views.ts';
import type { ViewSeen } from '../outbound/reply-target.ts';
import { actorOf, nameFor, placeOf, type Delivery } from './delivery.ts';
import { readEvent } from './receive-event.ts';
import type { SentFile } from '../../../ports/bot.ts';

/**
 * A verified payload (parsed JSON or form fields) as a Delivery; null if Slack sends no such shape. Workspace, channel,
 * member and message come from the envelope, never from a button's value.
 */
export function readPayload(body: unknown): Delivery | null {
  const organization = organizationIn(body);
  const read = readMeaning(body, organization !== null);
  return read === null || organization === null ? read : { ...read, organization };
}

/** The organization whose installation an interaction is for; null for a workspace's own. */
function organizationIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('is_enterprise_install' in body)) return null;
  // A command's flag is a text.
  if (body.is_enterprise_install !== true && body.is_enterprise_install !== 'true') return null;
  const sent = organizationShape.safeParse(body).data;
  const id = sent?.enterprise_id ?? sent?.enterprise?.id ?? null;
  return id === null ? null : `slack:${id}`;
}

function readMeaning(body: unknown, isOrganization: boolean): Delivery | null {
  const type = typeOf(body);
  switch (type) {
    case undefined:
      if (isSslCheck(body)) return { kind: 'ignored', why: 'ssl-check' };
      return readCommand(body);
    case 'block_actions':
      return readPress(body, isOrganization);
    case 'view_submission':
      return readSubmission(body, isOrganization);
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
      ...channelNamed(sent.channel_name),
      idempotencyKey: sent.trigger_id,
    },
    responseUrl: sent.response_url,
    trigger: sent.trigger_id,
    isPrivate: false,
    thread: null,
    view: null,
  };
}

/** Slack calls every private channel and direct message the same. */
const NO_NAMES: ReadonlySet<string> = new Set(['privategroup', 'directmessage', '']);

function channelNamed(name: string | null | undefined): Pick<Interaction, 'channelName'> {
  return name == null || NO_NAMES.has(name) ? {} : { channelName: name };
}

function readPress(body: unknown, isOrganization: boolean): Delivery | null {
  const sent = pressShape.safeParse(body).data;
  const action = sent?.actions[0];
  if (sent === undefined || action === undefined) return null;
  const workspace = workspaceIn(sent, isOrganization);
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

function readSubmission(body: unknown, isOrganization: boolean): Delivery | null {
  const sent = submissionShape.safeParse(body).data;
  if (sent === undefined) return null;
  const workspace = workspaceIn(sent, isOrganization);
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

interface Envelope {
  readonly view?:
    | {
        readonly app_installed_team_id?: string | null | undefined;
        readonly team_id?: string | null | undefined;
      }
    | null
    | undefined;
  readonly team?: { readonly id: string } | null | undefined;
  readonly user: { readonly team_id?: string | null | undefined };
}

/** The team of the installation that is meant: in a channel shared between workspaces the member's may be another. */
function workspaceIn({ view, team, user }: Envelope, isOrganization: boolean): string | null {
  // An organization's installation is named by the organization, and the workspace beside it.
  if (isOrganization) return view?.team_id ?? team?.id ?? null;
  return view?.app_installed_team_id ?? team?.id ?? user.team_id ?? null;
}

function viewOf(view: z.infer<typeof viewShape> | null): ViewSeen | null {
  const metadata = view === null ? null : readViewMetadata(view.private_metadata);
  return view === null || metadata === null ? null : { id: view.id, type: view.type, metadata };
}
