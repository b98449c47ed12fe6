import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** One life of the real program. */
export interface Life {
  readonly output: () => string;
  /** False as soon as it has been killed. */
  readonly alive: () => boolean;
  /** `kill -9`, in the middle of whatever it does. */
  kill(): Promise<void>;
  /** SIGTERM; the exit code. */
  stop(): Promise<number | null>;
}

const here = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export const databaseIn = (folder: string): string => path.join(folder, 'deckhand.db');

/** What the program is given in every life. */
export function settings(
  folder: string,
  more: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    DATABASE_URL: `sqlite:${databaseIn(folder)}`,
    DECKS_DIR: here('../../decks'),
    LOG_FORMAT: 'json',
    PORT: '0',
    ...more,
  };
}

/** Starts the built program and waits until it is connected. @throws Error with its output when it ends instead */
export async function begin(env: Record<string, string>, folder: string): Promise<Life> {
  const child = spawn(process.execPath, [here('../../bin/deckhand.js'), 'start'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  let output = '';
  let alive = true;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      output += data.toString();
    });
  }
  const ended = once(child, 'exit').then(([code]) => {
    alive = false;
    return typeof code === 'number' ? code : null;
  });
  while (!output.includes('Connected: ')) {
    if (!alive) throw new Error(`deckhand did not start:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return {
    output: () => output,
    alive: () => alive,
    async kill() {
      alive = false;
      child.kill('SIGKILL');
      await ended;
    },
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
