import { existsSync } from 'node:fs';
import path from 'node:path';
import { counted } from '../domain/counted.ts';
import { environment, readConfig } from '../config.ts';
import type { CheckedChannel } from '../adapters/slack/setup/doctor-many.ts';
import type { SlackOAuthConfig } from '../config/slack.ts';
import { systemClock } from '../system/clock.ts';
import { openLog } from '../system/log.ts';
import { messageOf, StartError } from '../ports/errors.ts';
import type { Clock, Log } from '../ports/system.ts';

/** Prints an app manifest for Slack, ready to paste. */
export async function printSlackManifest(options: {
  readonly socket?: boolean;
  readonly url?: string;
  readonly oauth?: boolean;
}): Promise<void> {
  const { slackManifest } = await import('../adapters/slack/setup/manifest.ts');
  if ((options.socket === true) === (options.url !== undefined)) {
    throw new StartError(
      'say one of --socket (no public address needed) or --url https://your.address',
    );
  }
  if (options.url !== undefined && !/^https:\/\/[^/\s]+\/?$/.test(options.url)) {
    throw new StartError(
      `--url is “${options.url}”: expected a public address like https://quiz.example.com`,
    );
  }
  const isForMany = options.oauth === true;
  if (isForMany && options.url === undefined)
    throw new StartError(
      '--oauth needs --url https://your.address: Slack sends browsers back to it',
    );
  const manifest = slackManifest(
    options.url === undefined
      ? { socket: true }
      : { url: options.url.replace(/\/$/, ''), isForMany },
  );
  process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
}

/** Prints the link by which a Discord server gets the bot. */
export async function printDiscordInvite(): Promise<void> {
  const { discord } = readConfig(environment(), false);
  if (discord === null)
    throw new StartError('DISCORD_TOKEN is not set: the link is made for that bot', 78);
  const { invite } = await import('../adapters/discord/setup/invite.ts');
  const log = openLog({ level: 'warn', format: 'pretty' });
  process.stdout.write(`${await invite({ ...discord, clock: systemClock(), log })}\n`);
}

interface Finding {
  readonly level: 'ok' | 'warning' | 'error';
  readonly what: string;
  readonly fix: string | null;
}

/** Looks at everything that is configured and says what to fix; exit code 1 when something must be. */
export async function doctor(options: {
  readonly slackChannel?: string;
  readonly slackWorkspace?: string;
  readonly discordChannel?: string;
  readonly json?: boolean;
}): Promise<void> {
  const config = readConfig(environment(), false);
  const log = openLog({ level: 'silent', format: 'json' });
  const clock = systemClock();
  const findings: Finding[] = [
    ...(await checkDatabase()),
    ...(await checkDecks(config.decksDir, { clock, log })),
  ];
  if (config.slack?.kind === 'one') {
    const { checkSlack } = await import('../adapters/slack/setup/doctor.ts');
    const channel = options.slackChannel ?? null;
    findings.push(...(await checkSlack({ ...config.slack, channel, clock, log })));
  }
  if (config.slack?.kind === 'many') {
    const { slackChannel: channel, slackWorkspace: workspace = null } = options;
    const looked = channel === undefined ? null : { channel, workspace };
    findings.push(...(await checkManyWorkspaces(config.slack, looked)));
  }
  if (config.discord !== null) {
    const { checkDiscord } = await import('../adapters/discord/setup/doctor.ts');
    const channel = options.discordChannel ?? null;
    findings.push(...(await checkDiscord({ ...config.discord, channel, clock, log })));
  }
  if (config.slack === null && config.discord === null) {
    findings.push({ level: 'ok', what: 'no platform is set: the local chat opens', fix: null });
  }
  if (options.json === true) process.stdout.write(`${JSON.stringify({ findings })}\n`);
  else for (const finding of findings) process.stdout.write(`${lineOf(finding)}\n`);
  if (findings.some((finding) => finding.level === 'error')) process.exitCode = 1;
}

/** Looks at the app's credentials and at the stored tokens; a database that is not there has none. */
async function checkManyWorkspaces(
  slack: SlackOAuthConfig,
  channel: CheckedChannel | null,
): Promise<readonly Finding[]> {
  const { checkChannelOf, checkInstallations, checkOAuthApp } =
    await import('../adapters/slack/setup/doctor-many.ts');
  const { openCipher } = await import('../system/cipher.ts');
  const { withToolStore } = await import('./database.ts');
  const log = openLog({ level: 'silent', format: 'json' });
  const tools = { ...slack, clock: systemClock(), log, cipher: openCipher(slack.encryptionKeys) };
  const app = await checkOAuthApp(tools);
  try {
    const stored = await withToolStore(async ({ installations }) => [
      ...(await checkInstallations(installations, tools.cipher)),
      ...(channel === null ? [] : [await checkChannelOf(channel, { ...tools, installations })]),
    ]);
    return [...app, ...stored];
  } catch {
    // What is wrong with the database stands in a line of its own.
    return app;
  }
}

async function checkDatabase(): Promise<readonly Finding[]> {
  const { withToolStore } = await import('./database.ts');
  const { database } = readConfig(environment(), false);
  if (database.kind === 'sqlite' && !existsSync(database.file)) {
    const what = `there is no database at ${path.resolve(database.file)} yet: the first start makes it`;
    return [{ level: 'ok', what, fix: null }];
  }
  try {
    const found = await withToolStore((store) => store.verify());
    if (found.length === 0) return [{ level: 'ok', what: 'the database is sound', fix: null }];
    return found.map((what) => ({
      level: 'error',
      what,
      fix: 'restore a backup (docs/database.md)',
    }));
  } catch (error) {
    return [problem(messageOf(error))];
  }
}

/** Reads the decks as a start does, which needs all of them. */
async function checkDecks(
  folder: string,
  tools: { readonly clock: Clock; readonly log: Log },
): Promise<readonly Finding[]> {
  const { openLibrary } = await import('../decks/library.ts');
  try {
    const library = await openLibrary(folder, tools);
    library.close();
    const count = library.decks().length;
    const what = `${counted(count, 'deck')} can be asked`;
    const problems = library.problems().map(({ message }) => problem(message.en));
    return [{ level: 'ok', what, fix: null }, ...problems];
  } catch (error) {
    return messageOf(error).split('\n').map(problem);
  }
}

function problem(what: string): Finding {
  return { level: 'error', what, fix: null };
}

function lineOf({ level, what, fix }: Finding): string {
  const sign = { ok: 'ok     ', warning: 'warning', error: 'error  ' }[level];
  return fix === null ? `${sign} ${what}` : `${sign} ${what}\n        ${fix}`;
}
