import type { REST } from 'discord.js';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { counted } from '../../../domain/counted.ts';
import { identify } from '../outbound/identity.ts';
import type { Account } from '../outbound/identity.ts';
import { toPostError } from '../outbound/errors.ts';
import { startError } from '../inbound/gateway.ts';
import type { DiscordAccess } from './invite.ts';
import { channelShape, inviteLink, mayReadBack, missingForPosts } from '../outbound/permissions.ts';
import { openRest } from '../outbound/rest.ts';
import { openMemberRights } from '../outbound/member-rights.ts';
import { TIMINGS } from '../timings.ts';
import { type Finding, bad, good, warning } from '../../shared/finding.ts';
import { workspaceOf } from '../ids.ts';

export interface CheckDiscord extends DiscordAccess {
  /** The server where commands are registered at once; null for all servers. */
  readonly devGuild: string | null;
  /** The id of a channel to check; null for none. */
  readonly channel: string | null;
}

/** With fewer logins left for today, something must be restarting the bot (gateway, session start limit). */
const FEW_LOGINS = 50;

const gateway = z.object({
  shards: z.number(),
  session_start_limit: z.object({ remaining: z.number(), total: z.number() }),
});

/** Checks the token, the gateway, servers and a channel, and changes nothing. Never rejects. */
export async function checkDiscord(settings: CheckDiscord): Promise<readonly Finding[]> {
  const { clock, log, token, apiUrl } = settings;
  const rest = openRest(token, apiUrl, { clock, log, timings: TIMINGS });
  try {
    const account = await identify(rest.api);
    return [
      good(`DISCORD_TOKEN belongs to the app ${account.name} (${account.application})`),
      ...(await gatewayFindings(rest.api)),
      await serversFinding(rest.api, account),
      ...(await commandFindings(rest.api, account, settings.devGuild)),
      ...(settings.channel === null
        ? []
        : await channelFindings(rest.api, account, settings.channel)),
    ];
  } catch (error) {
    const fix = 'Mend this first; nothing else can be looked at.';
    return [bad(startError(error).message, fix)];
  } finally {
    rest.close();
  }
}

async function gatewayFindings(api: REST): Promise<readonly Finding[]> {
  const { shards, session_start_limit: logins } = gateway.parse(await api.get(Routes.gatewayBot()));
  const findings = [good(`the gateway wants ${counted(shards, 'shard')}`)];
  if (logins.remaining < FEW_LOGINS) {
    const what = `only ${logins.remaining} of ${logins.total} logins are left for now`;
    const fix = 'Something starts the bot again and again: look at its log.';
    findings.push(warning(what, fix));
  }
  return findings;
}

/** Get Current User Guilds: at most 200 at once, which is enough to tell none from some. */
async function serversFinding(api: REST, account: Account): Promise<Finding> {
  const joined = z.array(z.unknown()).parse(await api.get(Routes.userGuilds()));
  if (joined.length > 0) return good(`the bot is in ${joined.length} servers or more`);
  const fix = `Invite it: ${inviteLink(account.application)}`;
  return warning('the bot is in no server yet', fix);
}

async function commandFindings(
  api: REST,
  { application }: Account,
  devGuild: string | null,
): Promise<readonly Finding[]> {
  const route =
    devGuild === null
      ? Routes.applicationCommands(application)
      : Routes.applicationGuildCommands(application, devGuild);
  try {
    const there = z.array(z.object({ name: z.string() })).parse(await api.get(route));
    return there.some(({ name }) => name === 'quiz')
      ? [good('/quiz is registered')]
      : [warning('/quiz is not registered yet', 'The next start registers it.')];
  } catch (error) {
    const { code } = toPostError(error);
    const fix = `Invite the bot to that server: ${inviteLink(application)}`;
    return [bad(`the commands cannot be looked at (${code})`, fix)];
  }
}

async function channelFindings(
  api: REST,
  account: Account,
  channel: string,
): Promise<readonly Finding[]> {
  try {
    const { guild_id: guild } = channelShape
      .extend({ guild_id: z.string() })
      .parse(await api.get(Routes.channel(channel)));
    const place = { platform: 'discord', workspace: workspaceOf(guild), channel } as const;
    const { permissions, channelType } = await openMemberRights(api, account.user).ours(place);
    const missing = missingForPosts(permissions, channelType).join(', ');
    const findings = [
      missing === ''
        ? good(`can post in ${channel}`)
        : bad(`${channel}: ${missing} missing`, `Give the bot ${missing} in that channel.`),
    ];
    if (!mayReadBack(permissions)) {
      const what = `${channel}: Read Message History missing`;
      const fix = 'With it, posts of unknown outcome are looked for instead of asking a manager.';
      findings.push(warning(what, fix));
    }
    return findings;
  } catch (error) {
    const { code, advice } = toPostError(error);
    return [bad(`${channel} could not be looked at (${code})`, advice.en)];
  }
}
