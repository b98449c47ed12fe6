import { channelGoneShape, guildShape } from './payloads.ts';
import { workspaceOf } from '../ids.ts';
import type { Clock } from '../../../ports/system.ts';
import type { WorkspaceEvent } from '../../../ports/bot.ts';

/** The servers that the bot is in: their ids and names, and nothing else of them. */
export interface GuildEvents {
  /** The meaning of a gateway event for a server or channel, in order; often none. */
  read(event: string, data: unknown): readonly WorkspaceEvent[];
  readonly isUnavailable: (guild: string) => boolean;
}

/** A server that the bot came into within this time gets a welcome, which the outbox posts once. */
const NEW_MS = 24 * 3_600_000;
const NONE: readonly WorkspaceEvent[] = [];

export function openGuildEvents(clock: Clock): GuildEvents {
  const names = new Map<string, string>();
  const unavailable = new Set<string>();

  const arrived = (data: unknown): readonly WorkspaceEvent[] => {
    const guild = guildShape.safeParse(data).data;
    if (guild === undefined) return NONE;
    if (guild.unavailable === true) {
      unavailable.add(guild.id);
      return NONE;
    }
    unavailable.delete(guild.id);
    // Every new session and every outage sends all servers again.
    if (names.get(guild.id) === guild.name) return NONE;
    const isNew = clock.now() - Date.parse(guild.joined_at ?? '') < NEW_MS;
    // A copy: a slice would keep the whole payload alive.
    names.set(guild.id, Buffer.from(guild.name).toString());
    const workspace = workspaceOf(guild.id);
    const here = { kind: 'workspace-here', workspace, name: guild.name } as const;
    if (!isNew || guild.system_channel_id == null) return [here];
    const place = { platform: 'discord', workspace, channel: guild.system_channel_id } as const;
    return [here, { kind: 'channel-here', place, inviter: null }];
  };

  const left = (data: unknown): readonly WorkspaceEvent[] => {
    const guild = guildShape.safeParse(data).data;
    if (guild === undefined) return NONE;
    // An outage: the server will be back, and nothing of it is lost.
    if (guild.unavailable === true) {
      unavailable.add(guild.id);
      return NONE;
    }
    names.delete(guild.id);
    unavailable.delete(guild.id);
    return [{ kind: 'workspace-gone', workspace: workspaceOf(guild.id) }];
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
          if (channel?.guild_id == null) return NONE;
          const workspace = workspaceOf(channel.guild_id);
          const place = { platform: 'discord', workspace, channel: channel.id } as const;
          return [{ kind: 'channel-gone', place, name: channel.name ?? null }];
        }
        default:
          return NONE;
      }
    },
    isUnavailable: (guild) => unavailable.has(guild),
  };
}
