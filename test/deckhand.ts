import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILT, PROGRAM } from './program.ts';

/** The real program in its own process. */
export interface DeckhandProcess {
  /** What the operating system calls it. */
  readonly id: number;
  /** Everything it wrote, for when a test fails and for what it must never write. */
  readonly output: () => string;
  /** Where its health is served. */
  readonly port: number;
  /** False as soon as it is killed or has ended. */
  readonly alive: () => boolean;
  /** Resolves with the exit code; null after a signal. */
  readonly ended: Promise<number | null>;
  /** `kill -9`, in the middle of whatever it does. */
  kill(): Promise<void>;
  /** SIGTERM, as a supervisor stops it; the exit code. */
  stop(): Promise<number | null>;
}

const here = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

const PROGRAMS = { source: PROGRAM, built: BUILT } as const;

export const databaseIn = (folder: string): string => path.join(folder, 'deckhand.db');

/**
 * Starts it on a database file in `folder` and waits until it is connected.
 * @param settings the platforms' settings, by their environment names
 * @throws Error with its output when it ends instead
 */
export async function startProcess(
  program: keyof typeof PROGRAMS,
  folder: string,
  settings: Readonly<Record<string, string>>,
): Promise<DeckhandProcess> {
  const child = spawn(process.execPath, [...PROGRAMS[program], 'start'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      // The local chat's pages are JSX, and the folder that it runs in has no settings for that.
      TSX_TSCONFIG_PATH: here('../tsconfig.json'),
      DATABASE_URL: `sqlite:${databaseIn(folder)}`,
      DECKS_DIR: here('../decks'),
      LOG_FORMAT: 'json',
      PORT: '0',
      ...settings,
    },
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
  // The last line of its greeting.
  const port = (): string | undefined =>
    /Health and metrics: http:\/\/[\d.]+:(\d+)/.exec(output)?.[1];
  while (port() === undefined) {
    if (!alive) throw new Error(`deckhand did not start:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return {
    id: child.pid ?? 0,
    output: () => output,
    port: Number(port()),
    alive: () => alive,
    ended,
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
