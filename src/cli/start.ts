import { compose, type Running } from '../compose.ts';
import { environment, readConfig, type Config } from '../config.ts';
import { systemRandom } from '../system/random.ts';
import { systemClock } from '../system/clock.ts';
import { openLog } from '../system/log.ts';
import { INSTALL_PATH } from '../adapters/slack/setup/paths.ts';
import { tellShardingManager } from '../adapters/discord/setup/sharding-manager.ts';

/** A clean stop takes less than this; after it the process goes anyway. */
const STOP_MS = 5_000;

/** Starts the bot and keeps it until a signal. What cannot go on ends the process with a clear line. */
export async function start(): Promise<void> {
  const config = readConfig(environment(), process.stderr.isTTY);
  const log = openLog(config.log);
  const clock = systemClock();
  let running: Running | null = null;
  let stopping = false;
  const stop = (exitCode: number): void => {
    if (stopping) return;
    stopping = true;
    clock.after(STOP_MS, () => process.exit(exitCode));
    void (running?.stop() ?? Promise.resolve()).then(
      () => process.exit(exitCode),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', () => stop(0));
  process.on('SIGTERM', () => stop(0));
  // A fault outside every handler: say it, end cleanly, let the supervisor start anew. A restart loses nothing.
  process.on('uncaughtException', (error) => {
    log.error('a fault outside every handler: stopping', { error: error.stack ?? error.message });
    stop(1);
  });
  process.on('unhandledRejection', (reason) => {
    const error = reason instanceof Error ? (reason.stack ?? reason.message) : 'not an Error';
    log.error('a rejection that nobody handled: stopping', { error });
    stop(1);
  });

  const onFatal = (why: string): void => {
    log.error(`ending: ${why}`);
    stop(1);
  };
  running = await compose(config, { clock, random: systemRandom(), log, onFatal });
  for (const line of greeting(running, installUrl(config))) process.stdout.write(`${line}\n`);
  const shards = config.discord?.shards ?? null;
  if (shards !== null) tellShardingManager(() => stop(0));
}

/** Where workspaces install the app on Slack; null if there is one workspace or none. */
function installUrl({ slack }: Config): string | null {
  return slack?.kind === 'many' ? new URL(INSTALL_PATH, slack.publicOrigin).href : null;
}

function greeting(running: Running, install: string | null): readonly string[] {
  const lines: string[] = [];
  if (running.webUrl !== null) lines.push(`Local chat: ${running.webUrl}`);
  const tokenless: string[] = [];
  if (!running.platforms.includes('slack')) {
    tokenless.push('Slack: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (docs/slack.md).');
  }
  if (!running.platforms.includes('discord')) {
    tokenless.push('Discord: set DISCORD_TOKEN (docs/discord.md).');
  }
  if (tokenless.length > 0) lines.push(tokenless.join(' '));
  const { standingBy } = running;
  const connected = running.platforms.filter((one) => one !== 'web' && !standingBy.includes(one));
  if (connected.length > 0) lines.push(`Connected: ${connected.join(', ')}`);
  if (standingBy.length > 0) lines.push(`Standing by: ${standingBy.join(', ')}`);
  if (install !== null) lines.push(`Install on Slack: ${install}`);
  if (running.httpUrl !== null) lines.push(`Health and metrics: ${running.httpUrl}`);
  return lines;
}
