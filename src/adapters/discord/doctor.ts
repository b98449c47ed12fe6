import type { REST } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { identify } from './account.ts';
import { toPostError } from './errors.ts';
import { startError } from './gateway.ts';
import type { Asking } from './invite.ts';
import { inviteLink, mayReadBack, missingForPosts } from './permissions.ts';
import { openRest } from './rest.ts';
import { openRights } from './rights.ts';
import { TIMINGS } from './timings.ts';

/** One thing that was looked at. `fix` is a sentence for whoever can mend it; null when there is nothing to do. */
export interface Finding {
  readonly level: 'ok' | 'warning' | 'error';
  readonly what: string;
  readonly fix: string | null;
}

const channelShape = z.object({ guild_id: z.string(), name: z.string() });

/** Looks at the token and at a channel (its id; null: none), and changes nothing. Never rejects. */
export async function checkDiscord(
  asking: Asking & { readonly channel: string | null },
): Promise<readonly Finding[]> {
  const { token, apiUrl, channel, clock, log } = asking;
  const rest = openRest(token, apiUrl, { clock, log, timings: TIMINGS });
  try {
    const account = await identify(rest.api);
    const found: Finding[] = [
      { level: 'ok', what: `DISCORD_TOKEN belongs to ${account.name}`, fix: null },
    ];
    if (channel !== null) {
      found.push(...(await lookAtChannel(rest.api, account.user, account.application, channel)));
    }
    return found;
  } catch (error) {
    const fix = 'Mend this first; nothing else can be looked at. See docs/discord.md.';
    return [{ level: 'error', what: startError(error).message, fix }];
  } finally {
    rest.close();
  }
}

async function lookAtChannel(
  api: REST,
  self: string,
  application: string,
  channel: string,
): Promise<readonly Finding[]> {
  try {
    const { guild_id: guild, name } = channelShape.parse(await api.get(Routes.channel(channel)));
    const place = { platform: 'discord', workspace: `discord:${guild}`, channel } as const;
    const { permissions, channelType } = await openRights(api, self).ours(place);
    const missing = missingForPosts(permissions, channelType);
    if (missing.length > 0) {
      const fix = `In the channel's settings, under Permissions, give the bot ${missing.join(', ')}.`;
      return [{ level: 'error', what: `#${name} cannot be posted to`, fix }];
    }
    if (!mayReadBack(permissions)) {
      const what = `#${name} can be posted to, and not read back`;
      const fix = 'Give the bot Read Message History, else a manager decides about lost posts.';
      return [{ level: 'warning', what, fix }];
    }
    return [{ level: 'ok', what: `#${name} can be posted to`, fix: null }];
  } catch (error) {
    const { code } = toPostError(error);
    const fix = `Check the id, and that the bot is in that server: ${inviteLink(application)}`;
    return [{ level: 'error', what: `channel ${channel} cannot be looked at (${code})`, fix }];
  }
}
