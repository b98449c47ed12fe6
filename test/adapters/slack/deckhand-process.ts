import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StandIn } from './standin/index.ts';
import type { Mode } from './start.ts';

export interface DeckhandProcess {
  /** Everything it wrote, for when a test fails and for what it must never write. */
  readonly output: () => string;
  /** Resolves with the exit code; null after a signal. */
  readonly ended: Promise<number | null>;
  /** `kill -9`, in the middle of whatever it does. */
  kill(): Promise<void>;
  /** SIGTERM, as a supervisor stops it. */
  stop(): Promise<number | null>;
}

const here = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Starts the real program in its own process, on a database file in `folder`, and waits until it is connected. */
export async function startDeckhand(
  standIn: StandIn,
  mode: Mode,
  folder: string,
): Promise<DeckhandProcess> {
  const tsx = import.meta.resolve('tsx');
  const child = spawn(process.execPath, ['--import', tsx, here('../../../src/main.ts'), 'start'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(standIn, mode, folder),
  });
  let output = '';
  const listen = (data: Buffer): void => {
    output += data.toString();
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null));
  const port = await said(
    child,
    () => /Health and metrics: http:\/\/[\d.]+:(\d+)/.exec(output)?.[1],
  );
  if (port === null) throw new Error(`deckhand did not start:\n${output}`);
  standIn.deliverTo(mode === 'http' ? `http://127.0.0.1:${port}/slack/events` : null);
  return {
    output: () => output,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

function environment(standIn: StandIn, mode: Mode, folder: string): NodeJS.ProcessEnv {
  const secret =
    mode === 'socket'
      ? { SLACK_APP_TOKEN: standIn.appToken }
      : { SLACK_SIGNING_SECRET: standIn.signingSecret };
  return {
    PATH: process.env['PATH'],
    DATABASE_URL: `sqlite:${path.join(folder, 'deckhand.db')}`,
    DECKS_DIR: here('../../../decks'),
    SLACK_BOT_TOKEN: standIn.botToken,
    SLACK_API_URL: standIn.apiUrl,
    TIME_ZONE: 'Europe/Berlin',
    LOG_LEVEL: 'debug',
    LOG_FORMAT: 'json',
    PORT: '0',
    ...secret,
  };
}

/** What `find` finds in the output, once it does; null when the process ends before. */
async function said(child: ChildProcess, find: () => string | undefined): Promise<string | null> {
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    if (child.exitCode !== null) return null;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
