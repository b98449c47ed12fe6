import { DiscordAPIError } from '@discordjs/rest';
import type { REST } from 'discord.js';
import { Routes } from 'discord-api-types/v10';
import {
  channelShape,
  guildRolesShape,
  mayManage,
  memberShape,
  namedShape,
  permissionsIn,
} from './permissions.ts';
import { refusal } from './errors.ts';
import { guildIn } from '../ids.ts';
import type { Presence } from '../../../ports/chat.ts';
import type { Place } from '../../../ports/identity.ts';

/** Rights of members and of the bot. Discord is asked each time: nothing is cached, so nothing is out of date. */
export interface MemberRights {
  /** The bot's own rights in a channel of the workspace. Rejects as the SDK does, and with PostError for other channels. */
  ours(place: Place): Promise<{ readonly permissions: bigint; readonly channelType: number }>;
  /** Whether a member manages the server. Rejects as the SDK does. */
  manages(guild: string, member: string): Promise<boolean>;
  /** Whether somebody is a member of the server. Rejects as the SDK does. */
  belongs(guild: string, member: string): Promise<boolean>;
  /** How a member stands in the server. Rejects as the SDK does. */
  presence(guild: string, member: string): Promise<Presence>;
}

/** Unknown Guild, Unknown Member, Unknown User, Missing Access. */
const NOT_THERE: ReadonlySet<string> = new Set(['10004', '10007', '10013', '50001']);

/** Unknown Member, Unknown User: the server is there and the member is not. */
const LEFT: ReadonlySet<string> = new Set(['10007', '10013']);

export function openMemberRights(api: REST, self: string): MemberRights {
  const guildOf = async (guild: string) =>
    guildRolesShape.parse(await api.get(Routes.guild(guild)));
  const rolesOf = async (guild: string, member: string): Promise<readonly string[]> =>
    memberShape.parse(await api.get(Routes.guildMember(guild, member))).roles;
  const channelOf = async (channel: string) =>
    channelShape.parse(await api.get(Routes.channel(channel)));

  return {
    async ours(place) {
      const guild = guildIn(place.workspace);
      const channel = await channelOf(place.channel);
      // Managers name channels by id, so the channel may belong to another server.
      if (channel.guild_id !== guild) throw refusal('10003', 404);
      // A thread has no overwrites of its own (threads, permissions).
      const isThread = channel.permission_overwrites == null && channel.parent_id != null;
      const rules = isThread ? await channelOf(channel.parent_id ?? '') : channel;
      const [server, roles] = await Promise.all([guildOf(guild), rolesOf(guild, self)]);
      const permissions = permissionsIn(server, self, roles, rules);
      return { permissions, channelType: channel.type };
    },
    async manages(guild, member) {
      const [server, roles] = await Promise.all([guildOf(guild), rolesOf(guild, member)]);
      return mayManage(permissionsIn(server, member, roles, null));
    },
    async belongs(guild, member) {
      try {
        await rolesOf(guild, member);
        return true;
      } catch (error) {
        if (error instanceof DiscordAPIError && NOT_THERE.has(String(error.code))) return false;
        throw error;
      }
    },
    async presence(guild, member) {
      try {
        const { nick, user } = namedShape.parse(await api.get(Routes.guildMember(guild, member)));
        return { left: false, name: nick ?? user.global_name ?? user.username };
      } catch (error) {
        if (error instanceof DiscordAPIError && LEFT.has(String(error.code)))
          return { left: true, name: null };
        throw error;
      }
    },
  };
}
