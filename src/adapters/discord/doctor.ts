import type { REST } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Clock, Log } from '../../ports/system.ts';
import { identify } from './account.ts';
import type { Account } from './account.ts';
import { toPostError } from './errors.ts';
import { startError } from './gateway.ts';
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

export interface CheckDiscord {
  readonly token: string;
  readonly apiUrl: string | null;
  readonly devGuild: string | null;
  /** A channel's id to look at; null: none. */
  readonly channel: string | null;
  readonly clock: Clock;
  readonly log: Log;
}

/** Fewer logins than these are left of the day's 1,000: something starts the bot again and again. */
const FEW_LOGINS = 50;

/** Looks at the token, `/quiz`, the gateway and a channel, and changes nothing. Never rejects. */
export async function checkDiscord(settings: CheckDiscord): Promise<readonly Finding[]> {
  const { clock, log } = settings;
  const rest = openRest(settings.token, settings.apiUrl, { clock, log, timings: TIMINGS });
  try {
    return await look(rest.api, settings);
  } finally {
    rest.close();
  }
}

async function look(api: REST, settings: CheckDiscord): Promise<readonly Finding[]> {
  let account: Account;
  try {
    account = await identify(api);
  } catch (error) {
    const { message } = startError(error);
    return [bad(message, 'Mend this first; nothing else can be looked at.')];
  }
  const { application, name } = account;
  const findings: Finding[] = [
    good(`DISCORD_TOKEN belongs to the bot ${name} (application ${application})`),
    await commandFinding(api, application, settings.devGuild),
    await gatewayFinding(api),
  ];
  if (settings.channel !== null) {
    findings.push(...(await channelFindings(api, account, settings.channel)));
  }
  return findings;
}

const commands = z.array(z.object({ name: z.string() }));

async function commandFinding(
  api: REST,
  application: string,
  devGuild: string | null,
): Promise<Finding> {
  const route =
    devGuild === null
      ? Routes.applicationCommands(application)
      : Routes.applicationGuildCommands(application, devGuild);
  const where = devGuild === null ? 'everywhere' : `in the server ${devGuild}`;
  try {
    const there = commands.parse(await api.get(route));
    if (there.some(({ name }) => name === 'quiz')) return good(`/quiz is registered ${where}`);
    const fix = 'Start Deckhand once: it registers /quiz by itself.';
    return { level: 'warning', what: `/quiz is not registered ${where} yet`, fix };
  } catch (error) {
    const { code, advice } = toPostError(error);
    const fix = devGuild === null ? advice : `Invite the bot there: ${inviteLink(application)}`;
    return bad(`the commands ${where} could not be looked at (${code})`, fix);
  }
}

const gatewayBot = z.object({
  shards: z.number(),
  session_start_limit: z.object({ remaining: z.number(), total: z.number() }),
});

async function gatewayFinding(api: REST): Promise<Finding> {
  try {
    const { shards, session_start_limit: limit } = gatewayBot.parse(
      await api.get(Routes.gatewayBot()),
    );
    const what = `${limit.remaining} of ${limit.total} logins are left today, ${shards} shard${shards === 1 ? '' : 's'} recommended`;
    if (limit.remaining >= FEW_LOGINS) return good(what);
    const fix =
      'Something starts this bot again and again: look at its log before Discord resets the token.';
    return { level: 'warning', what, fix };
  } catch (error) {
    const { code, advice } = toPostError(error);
    return bad(`the gateway could not be looked at (${code})`, advice);
  }
}

const channelOf = z.object({ guild_id: z.string() });

async function channelFindings(
  api: REST,
  account: Account,
  channel: string,
): Promise<readonly Finding[]> {
  try {
    const shape = channelOf.safeParse(await api.get(Routes.channel(channel)));
    if (!shape.success) {
      return [bad(`${channel} is no channel of a server`, 'Copy the id of a text channel.')];
    }
    const workspace = `discord:${shape.data.guild_id}`;
    const rights = openRights(api, account.user);
    const { permissions, channelType } = await rights.ours({
      platform: 'discord',
      workspace,
      channel,
    });
    const missing = missingForPosts(permissions, channelType);
    const findings =
      missing.length === 0
        ? [good(`can post in ${channel}`)]
        : [
            bad(
              `cannot post in ${channel}: ${missing.join(', ')} missing`,
              "Give the bot's role these permissions in the channel's settings.",
            ),
          ];
    if (mayReadBack(permissions)) return findings;
    const fix = 'Give it, and an interrupted post is found again instead of being asked about.';
    const what = `Read Message History is missing in ${channel}`;
    return [...findings, { level: 'warning', what, fix }];
  } catch (error) {
    const { code, advice } = toPostError(error);
    return [bad(`${channel} could not be looked at (${code})`, advice)];
  }
}

function good(what: string): Finding {
  return { level: 'ok', what, fix: null };
}

function bad(what: string, fix: string): Finding {
  return { level: 'error', what, fix };
}
