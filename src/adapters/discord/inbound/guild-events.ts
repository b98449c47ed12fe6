import { channelGoneShape, guildShape } from './payloads.ts';
import { workspaceOf } from '../ids.ts';
import type { WorkspaceEvent } from '../../../ports/bot.ts';

/** The servers that the bot is in: their ids and names, and nothing else of them. */
export interface GuildEvents {
  /** The meaning of a gateway event for a server or channel; null if it has none. */
  read(event: string, data: unknown): WorkspaceEvent | null;
  readonly isUnavailable: (guild: string) => boolean;
}

export function openGuildEvents(): GuildEvents {
  const names = new Map<string, string>();
  const unavailable = new Set<string>();

  const arrived = (data: unknown): WorkspaceEvent | null => {
    const guild = guildShape.safeParse(data).data;
    if (guild === undefined) return null;
    if (guild.unavailable === true) {
      unavailable.add(guild.id);
      return null;
    }
    unavailable.delete(guild.id);
    // Every new session and every outage sends all servers again.
    if (names.get(guild.id) === guild.name) return null;
    // A copy: a slice would keep the whole payload alive.
    names.set(guild.id, Buffer.from(guild.name).toString());
    return { kind: 'workspace-here', workspace: workspaceOf(guild.id), name: guild.name };
  };

  const left = (data: unknown): WorkspaceEvent | null => {
    const guild = guildShape.safeParse(data).data;
    if (guild === undefined) return null;
    // An outage: the server will be back, and nothing of it is lost.
    if (guild.unavailable === true) {
      unavailable.add(guild.id);
      return null;
    }
    names.delete(guild.id);
    unavailable.delete(guild.id);
    return { kind: 'workspace-gone', workspace: workspaceOf(guild.id) };
  };

  return {
    read(event, data) {
      switch (event) {
        case 'GUILD_CREATE':
        case 'GUILD_UPDATE':
          return arrived(data);
        case 'GUILD_DELETE':
          return left(data);
        case 'CHANNEL_DELETE':
        case 'THREAD_DELETE': {
          const channel = channelGoneShape.safeParse(data).data;
          if (channel?.guild_id == null) return null;
          const workspace = workspaceOf(channel.guild_id);
          const place = { platform: 'discord', workspace, channel: channel.id } as const;
          return { kind: 'channel-gone', place };
        }
        default:
          return null;
      }
    },
    isUnavailable: (guild) => unavailable.has(guild),
  };
}
