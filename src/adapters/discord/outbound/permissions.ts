import { PermissionFlagsBits } from 'discord-api-types/v10';
import { z } from 'zod';

/** The permissions that posting needs, in the words of Discord's settings. */
const NEEDED = [
  ['View Channel', PermissionFlagsBits.ViewChannel],
  ['Send Messages', PermissionFlagsBits.SendMessages],
  ['Embed Links', PermissionFlagsBits.EmbedLinks],
  ['Attach Files', PermissionFlagsBits.AttachFiles],
] as const;

/** Without it the bot can post, but cannot look for a post whose outcome is unknown. */
const USEFUL = ['Read Message History', PermissionFlagsBits.ReadMessageHistory] as const;

/** Thread channels: announcement, public, private (channel types). */
const THREADS: ReadonlySet<number> = new Set([10, 11, 12]);

/**
 * The link by which a server gets the bot, with the smallest permissions: nothing that touches members, roles or
 * other people's messages.
 */
export function inviteLink(application: string): string {
  const permissions =
    NEEDED.reduce((all, [, bit]) => all | bit, 0n) |
    USEFUL[1] |
    PermissionFlagsBits.SendMessagesInThreads;
  const query = new URLSearchParams({
    client_id: application,
    scope: 'bot applications.commands',
    permissions: String(permissions),
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}

/** Manage Server, or all rights. The owner has all (permissions). */
export function mayManage(permissions: bigint): boolean {
  return (
    (permissions & (PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator)) !== 0n
  );
}

/** Whether the bot can read its posts back: without the history the list is empty instead of an error. */
export function mayReadBack(permissions: bigint): boolean {
  const needed = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;
  return has(permissions, needed);
}

/** The names of the permissions that are missing for posts in a channel of that type. */
export function missingForPosts(permissions: bigint, channelType: number): readonly string[] {
  return NEEDED.filter(([name, bit]) =>
    name === 'Send Messages' && THREADS.has(channelType)
      ? !has(permissions, PermissionFlagsBits.SendMessagesInThreads)
      : !has(permissions, bit),
  ).map(([name]) =>
    name === 'Send Messages' && THREADS.has(channelType) ? 'Send Messages in Threads' : name,
  );
}

function has(permissions: bigint, bits: bigint): boolean {
  return (permissions & bits) === bits;
}

const bits = z.string().regex(/^\d+$/).transform(BigInt);
const id = z.string();
export const channelShape = z.object({
  id,
  type: z.number(),
  name: z.string().nullish(),
  guild_id: id.nullish(),
  parent_id: id.nullish(),
  permission_overwrites: z
    .array(z.object({ id, type: z.number(), allow: bits, deny: bits }))
    .nullish(),
});
export const guildRolesShape = z.object({
  id,
  owner_id: id,
  roles: z.array(z.object({ id, permissions: bits })),
});
export const memberShape = z.object({ roles: z.array(id) });
/** A member's names: the server's own one, the shown one, the handle. */
export const namedShape = z.object({
  nick: z.string().nullish(),
  user: z.object({ global_name: z.string().nullish(), username: z.string() }),
});
export type ChannelRights = z.output<typeof channelShape>;

const EVERYTHING = (1n << 53n) - 1n;
const MEMBER_OVERWRITE = 1;

/**
 * What a member may do in a channel: roles, then the channel's overwrites for everyone, roles, and the member
 * (permissions, overwrites). A thread has those of its parent.
 */
export function permissionsIn(
  guild: z.output<typeof guildRolesShape>,
  user: string,
  roles: readonly string[],
  channel: ChannelRights | null,
): bigint {
  if (guild.owner_id === user) return EVERYTHING;
  const own = new Set([guild.id, ...roles]);
  const base = guild.roles
    .filter((role) => own.has(role.id))
    .reduce((all, role) => all | role.permissions, 0n);
  if (has(base, PermissionFlagsBits.Administrator)) return EVERYTHING;
  const overwrites = channel?.permission_overwrites ?? [];
  const everyone = overwrites.filter((one) => one.id === guild.id);
  const ofRoles = overwrites.filter((one) => one.id !== guild.id && own.has(one.id));
  const ofMember = overwrites.filter((one) => one.type === MEMBER_OVERWRITE && one.id === user);
  return [everyone, ofRoles, ofMember].reduce((all, step) => {
    const deny = step.reduce((sum, one) => sum | one.deny, 0n);
    const allow = step.reduce((sum, one) => sum | one.allow, 0n);
    return (all & ~deny) | allow;
  }, base);
}
