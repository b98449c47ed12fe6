import { fork, spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { TOKEN } from './discord/token.ts';

/** Slack's signing secret of every server that is measured. */
export const SECRET = '0123456789abcdef0123456789abcdef';

/** A process that is ready. */
export interface Server {
  readonly child: ChildProcess;
  /** Where it listens; 0 where it does not say. */
  readonly port: number;
}

const here = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Starts a contender, which says when it is ready, and at which port. */
export async function startContender(
  file: string,
  ...settings: readonly string[]
): Promise<Server> {
  const child = fork(here(file), settings, { execArgv: [] });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(Number(Reflect.get(Object(message), 'port') ?? 0)));
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
  });
  return { child, port };
}

export const SLACK_TOKEN = 'xoxb-bench';

/** The settings of a bot on the stand-in for Slack. */
export function slackSettings(port: number): Readonly<Record<string, string>> {
  return {
    SLACK_BOT_TOKEN: SLACK_TOKEN,
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: `http://127.0.0.1:${port}/api/`,
  };
}

/** The settings of a bot on the stand-in for Discord. */
export function discordSettings(port: number): Readonly<Record<string, string>> {
  return { DISCORD_TOKEN: TOKEN, DISCORD_API_URL: `http://127.0.0.1:${port}/api` };
}

/** `deckhand start`, as an operator starts it. */
export async function startDeckhand(
  folder: string,
  settings: Readonly<Record<string, string>>,
): Promise<Server> {
  const child = spawn(process.execPath, [here('../bin/deckhand.js'), 'start'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: `sqlite:${path.join(folder, 'bench.db')}`,
      DECKS_DIR: here('../decks'),
      PORT: '0',
      LOG_LEVEL: 'error',
      ...settings,
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (data: Buffer) => {
      said += data.toString();
      const found = /Health and metrics: http:\/\/[\d.]+:(\d+)/.exec(said)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    child.once('exit', (code) => reject(new Error(`deckhand ended with ${code}; npm run build?`)));
  });
  return { child, port };
}

/** Ends a process that was started here. */
export function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill();
  });
}
