import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StandIn } from './standin/index.ts';

export interface DeckhandProcess {
  /** Everything it wrote, for when a test fails and for what it must never write. */
  readonly output: () => string;
  /** `kill -9`, in the middle of whatever it does. */
  kill(): Promise<void>;
  /** SIGTERM, as a supervisor stops it; the exit code. */
  stop(): Promise<number | null>;
}

const here = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/**
 * Starts the real program in its own process, on a database file in `folder`, and waits until it is connected.
 * @param more other platforms' settings, by their environment names
 */
export async function startDeckhand(
  standIn: StandIn,
  folder: string,
  more: Readonly<Record<string, string>> = {},
): Promise<DeckhandProcess> {
  const tsx = import.meta.resolve('tsx');
  const child = spawn(process.execPath, ['--import', tsx, here('../../../src/main.ts'), 'start'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      // The local chat's pages are JSX, and the folder that it runs in has no settings for that.
      TSX_TSCONFIG_PATH: here('../../../tsconfig.json'),
      DATABASE_URL: `sqlite:${path.join(folder, 'deckhand.db')}`,
      DECKS_DIR: here('../../../decks'),
      DISCORD_TOKEN: standIn.token,
      DISCORD_API_URL: standIn.apiUrl,
      TIME_ZONE: 'Europe/Berlin',
      LOG_LEVEL: 'debug',
      LOG_FORMAT: 'json',
      PORT: '0',
      ...more,
    },
  });
  let output = '';
  const listen = (data: Buffer): void => {
    output += data.toString();
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null));
  while (!output.includes('Connected: ')) {
    if (child.exitCode !== null) throw new Error(`deckhand did not start:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    output: () => output,
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
