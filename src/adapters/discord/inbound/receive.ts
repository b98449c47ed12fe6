import { languageOf } from '../../../domain/language.ts';
import { interactionShape } from './payloads.ts';
import type { CommandData, CommandLeaf, InteractionPayload, Resolved } from './payloads.ts';
import { mayManage } from '../outbound/permissions.ts';
import { workspaceOf } from '../ids.ts';
import { decodeCustomId } from '../render/custom-id.ts';
import type { InteractionToken } from '../outbound/interaction-token.ts';
import type { Interaction, SentFile, SentFiles } from '../../../ports/bot.ts';
import type { Actor, Place } from '../../../ports/identity.ts';

/** The meaning of one interaction. */
export type Delivery =
  | {
      readonly kind: 'input';
      readonly token: InteractionToken;
      readonly interaction: Interaction;
      /** A press on a message that only this member sees: a reply may replace it. */
      readonly isPrivate: boolean;
    }
  | {
      readonly kind: 'completion';
      readonly token: InteractionToken;
      readonly from: Omit<Interaction, 'intent'>;
      readonly command: string;
      readonly argument: string;
      readonly typed: string;
    }
  /**
   * A press in a direct message of ours. The envelope does not name its workspace: that stands behind the code, where we
   * wrote it, and counts only after Discord has confirmed that the member belongs to it.
   */
  | {
      readonly kind: 'direct';
      readonly token: InteractionToken;
      readonly guild: string;
      readonly interaction: Interaction;
    }
  /** Outside a server. The commands are registered for servers only, but an old client may still send one. */
  | { readonly kind: 'outside'; readonly token: InteractionToken };

/** Message flag EPHEMERAL (message object). */
const EPHEMERAL = 64;
const BUTTON = 2;
const SUBCOMMAND = 1;
const SUBCOMMAND_GROUP = 2;
/** An option of a command, and a component of a modal, that is a file. */
const ATTACHMENT = 11;
const FILE_UPLOAD = 19;

/**
 * An INTERACTION_CREATE payload as a Delivery; null if its shape is not known. Workspace, channel, member, rights and
 * message come from the envelope, never from a custom_id.
 */
export function readInteraction(payload: unknown): Delivery | null {
  const sent = interactionShape.safeParse(payload).data;
  if (sent === undefined) return null;
  const language = languageOf(sent.locale ?? null) ?? 'en';
  const token = { id: sent.id, token: sent.token, application: sent.application_id, language };
  const channel = sent.channel_id ?? sent.channel?.id ?? null;
  if (channel === null) return null;
  if (sent.guild_id == null || sent.member == null) return readOutside(sent, token, channel);
  const place = placeOf(sent.guild_id, channel);
  const actor = actorOf(sent);
  switch (sent.type) {
    case 2: {
      const { name, leaves } = readCommand(sent.data);
      const values = valuesOf(leaves);
      const sentAlong = filesOf(leaves, sent.data.resolved);
      const intent = { kind: 'command', name, values, ...sentAlong } as const;
      return {
        kind: 'input',
        token,
        interaction: { place, actor, intent, idempotencyKey: sent.id, ...channelNamed(sent) },
        isPrivate: false,
      };
    }
    case 3: {
      if (sent.data.component_type !== BUTTON) return null;
      const isPrivate = isEphemeral(sent.message.flags);
      const { code } = decodeCustomId(sent.data.custom_id);
      const message = sent.message.id;
      const intent = { kind: 'press', code, message, own: isPrivate } as const;
      return {
        kind: 'input',
        token,
        interaction: { place, actor, intent, idempotencyKey: sent.id },
        isPrivate,
      };
    }
    case 4: {
      const { name, leaves } = readCommand(sent.data);
      const focused = leaves.find((leaf) => leaf.focused === true);
      if (focused === undefined) return null;
      const typed = String(focused.value ?? '');
      const from = { place, actor };
      return { kind: 'completion', token, from, command: name, argument: focused.name, typed };
    }
    case 5: {
      const values: Record<string, string> = Object.create(null);
      const uploads: Upload[] = [];
      for (const { component } of sent.data.components) {
        if (component == null) continue;
        const { custom_id: name, type, values: several } = component;
        if (type === FILE_UPLOAD) uploads.push({ name, value: several?.[0] });
        else values[name] = component.value ?? several?.join(',') ?? '';
      }
      const sentAlong = sentFiles(uploads, sent.data.resolved);
      const intent = { kind: 'form', code: sent.data.custom_id, values, ...sentAlong } as const;
      const isPrivate = sent.message != null && isEphemeral(sent.message.flags);
      return {
        kind: 'input',
        token,
        interaction: { place, actor, intent, idempotencyKey: sent.id },
        isPrivate,
      };
    }
    default:
      return sent satisfies never;
  }
}

function channelNamed({ channel }: InteractionPayload): Pick<Interaction, 'channelName'> {
  return channel?.name == null ? {} : { channelName: channel.name };
}

function readOutside(
  sent: InteractionPayload,
  token: InteractionToken,
  channel: string,
): Delivery | null {
  if (sent.type === 4) return null;
  if (sent.type !== 3) return { kind: 'outside', token };
  // Discord sends us presses on our own messages only, so the custom_id is as we wrote it.
  const { code, guild } = decodeCustomId(sent.data.custom_id);
  if (guild === null) return { kind: 'outside', token };
  const intent = { kind: 'press', code, message: sent.message.id, own: true } as const;
  const actor = actorOf(sent);
  return {
    kind: 'direct',
    token,
    guild,
    interaction: { place: placeOf(guild, channel), actor, intent },
  };
}

/** `/quiz schedule daily` is the subcommand `daily` in the group `schedule`. */
function readCommand(data: CommandData): {
  readonly name: string;
  readonly leaves: readonly CommandLeaf[];
} {
  const [first] = data.options ?? [];
  if (first?.type === SUBCOMMAND_GROUP) {
    const [second] = first.options ?? [];
    return { name: `${first.name} ${second?.name ?? ''}`, leaves: second?.options ?? [] };
  }
  if (first?.type === SUBCOMMAND) return { name: first.name, leaves: first.options ?? [] };
  return { name: 'help', leaves: [] };
}

function valuesOf(leaves: readonly CommandLeaf[]): Readonly<Record<string, string>> {
  const values: Record<string, string> = Object.create(null);
  for (const { name, type, value } of leaves)
    if (value != null && type !== ATTACHMENT) values[name] = String(value);
  return values;
}

/** A field or an option, with the id of what was uploaded there. */
interface Upload {
  readonly name: string;
  readonly value?: unknown;
}

/** Left out of an intent without files. */
interface Attached {
  readonly files?: SentFiles;
}

function filesOf(leaves: readonly CommandLeaf[], resolved: Resolved): Attached {
  return sentFiles(
    leaves.filter(({ type }) => type === ATTACHMENT),
    resolved,
  );
}

function sentFiles(uploads: readonly Upload[], resolved: Resolved): Attached {
  const files: Record<string, SentFile> = Object.create(null);
  for (const { name, value } of uploads) {
    const found = resolved?.attachments?.[String(value)];
    if (found === undefined) continue;
    const { filename, title, size, url } = found;
    const extension = /\.[A-Za-z0-9]{1,8}$/.exec(filename)?.[0] ?? '';
    // A title comes without the extension, by which some formats are known.
    const named = title == null || title.endsWith(extension) ? title : `${title}${extension}`;
    files[name] = { name: named ?? filename, size, url };
  }
  return Object.keys(files).length === 0 ? {} : { files };
}

function placeOf(guild: string, channel: string): Place {
  return { platform: 'discord', workspace: workspaceOf(guild), channel };
}

function actorOf(sent: InteractionPayload): Actor {
  const user = sent.member?.user ?? sent.user;
  const permissions = sent.member?.permissions ?? null;
  return {
    id: user?.id ?? '',
    name: sent.member?.nick ?? user?.global_name ?? user?.username ?? '',
    manages: permissions === null ? null : mayManage(BigInt(permissions)),
    locale: sent.locale ?? null,
    zone: null,
  };
}

function isEphemeral(flags: number | null | undefined): boolean {
  return ((flags ?? 0) & EPHEMERAL) !== 0;
}
