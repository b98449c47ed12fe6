import { languageOf } from '../../../domain/language.ts';
import type { Language } from '../../../domain/language.ts';
import { interactionShape } from './payloads.ts';
import type { CommandData, CommandLeaf, InteractionPayload } from './payloads.ts';
import { mayManage } from '../outbound/permissions.ts';
import { workspaceOf } from '../ids.ts';
import { guildOf, codeOf } from '../render/custom-id.ts';
import type { Interaction } from '../../../ports/bot.ts';
import type { Actor, Place } from '../../../ports/identity.ts';

/** By what an interaction is answered. */
export interface InteractionToken {
  readonly id: string;
  readonly token: string;
  /** Of the bot; names the webhook that edits a deferred reply. */
  readonly application: string;
  /** Of the one who did it, where we speak it. */
  readonly language: Language;
}

/** What one interaction means. */
export type Delivery =
  | {
      readonly kind: 'input';
      readonly ticket: InteractionToken;
      readonly interaction: Interaction;
      /** A press on a message that only this member sees: a reply may take its place. */
      readonly own: boolean;
    }
  | {
      readonly kind: 'completion';
      readonly ticket: InteractionToken;
      readonly from: Omit<Interaction, 'intent'>;
      readonly command: string;
      readonly argument: string;
      readonly typed: string;
    }
  /**
   * A press in a direct message of ours. Its workspace is not in the envelope: it is what we wrote behind the code
   * when we sent the message, and counts only after Discord has said that the member belongs to it.
   */
  | {
      readonly kind: 'direct';
      readonly ticket: InteractionToken;
      readonly guild: string;
      readonly interaction: Interaction;
    }
  /** Outside a server: the commands are registered for servers only, but an old client may still send one. */
  | { readonly kind: 'outside'; readonly ticket: InteractionToken };

/** Message flag EPHEMERAL (message object). */
const EPHEMERAL = 64;
const BUTTON = 2;
const SUBCOMMAND = 1;
const SUBCOMMAND_GROUP = 2;

/**
 * An INTERACTION_CREATE payload as a Delivery; null when its shape is none that we know. Workspace, channel, member,
 * rights and message come from the envelope, never from a custom_id.
 */
export function readInteraction(payload: unknown): Delivery | null {
  const sent = interactionShape.safeParse(payload).data;
  if (sent === undefined) return null;
  const language = languageOf(sent.locale ?? null) ?? 'en';
  const ticket = { id: sent.id, token: sent.token, application: sent.application_id, language };
  const channel = sent.channel_id ?? sent.channel?.id ?? null;
  if (channel === null) return null;
  if (sent.guild_id == null || sent.member == null) return readOutside(sent, ticket, channel);
  const place = placeOf(sent.guild_id, channel);
  const actor = actorOf(sent);
  switch (sent.type) {
    case 2: {
      const { name, leaves } = readCommand(sent.data);
      const intent = { kind: 'command', name, values: valuesOf(leaves) } as const;
      return {
        kind: 'input',
        ticket,
        interaction: { place, actor, intent, idempotencyKey: sent.id },
        own: false,
      };
    }
    case 3: {
      if (sent.data.component_type !== BUTTON) return null;
      const own = isEphemeral(sent.message.flags);
      const code = codeOf(sent.data.custom_id);
      const intent = { kind: 'press', code, message: sent.message.id, own } as const;
      return {
        kind: 'input',
        ticket,
        interaction: { place, actor, intent, idempotencyKey: sent.id },
        own,
      };
    }
    case 4: {
      const { name, leaves } = readCommand(sent.data);
      const focused = leaves.find((leaf) => leaf.focused === true);
      if (focused === undefined) return null;
      const typed = String(focused.value ?? '');
      const from = { place, actor };
      return { kind: 'completion', ticket, from, command: name, argument: focused.name, typed };
    }
    case 5: {
      const values: Record<string, string> = Object.create(null);
      for (const { component } of sent.data.components) {
        if (component == null) continue;
        values[component.custom_id] = component.value ?? component.values?.join(',') ?? '';
      }
      const intent = { kind: 'form', code: sent.data.custom_id, values } as const;
      const own = sent.message != null && isEphemeral(sent.message.flags);
      return {
        kind: 'input',
        ticket,
        interaction: { place, actor, intent, idempotencyKey: sent.id },
        own,
      };
    }
    default:
      return sent satisfies never;
  }
}

function readOutside(
  sent: InteractionPayload,
  ticket: InteractionToken,
  channel: string,
): Delivery | null {
  if (sent.type === 4) return null;
  const guild = sent.type === 3 ? guildOf(sent.data.custom_id) : null;
  // Discord brings us presses on our own messages only, so the suffix is as we wrote it.
  if (sent.type !== 3 || guild === null) return { kind: 'outside', ticket };
  const code = codeOf(sent.data.custom_id);
  const intent = { kind: 'press', code, message: sent.message.id, own: true } as const;
  const actor = actorOf(sent);
  return {
    kind: 'direct',
    ticket,
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
  for (const { name, value } of leaves) if (value != null) values[name] = String(value);
  return values;
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
