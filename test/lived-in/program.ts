import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../free-port.ts';
import { PROGRAM } from '../program.ts';

const here = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export const TINY = `deck: tiny
title: Tiny
questions:
  - id: one
    ask: Which one?
    options:
      - { text: This, key: true, why: Because it is this one and no other. }
      - { text: That, why: Because it is that one and not this. }
    explain: It is this.
`;

/** A new folder with one small deck, as an operator's. */
export function operatorsFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'deckhand-operators-'));
  mkdirSync(path.join(folder, 'decks'));
  writeFileSync(path.join(folder, 'decks', 'tiny.yaml'), TINY);
  return folder;
}

export interface Ended {
  readonly code: number | null;
  /** What it wrote to both streams. */
  readonly said: string;
}

export interface Running {
  /** Where its local chat is. */
  readonly url: string;
  readonly pid: number;
  readonly said: () => string;
  readonly ended: Promise<Ended>;
  stop(): Promise<Ended>;
}

type Settings = Readonly<Record<string, string>>;

function spawned(folder: string, args: readonly string[], settings: Settings) {
  const child = spawn(process.execPath, [...PROGRAM, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      TSX_TSCONFIG_PATH: here('../../tsconfig.json'),
      ...settings,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (said += part.toString()));
  const ended = once(child, 'close').then(([code]): Ended => ({
    code: typeof code === 'number' ? code : null,
    said,
  }));
  return { child, said: () => said, ended };
}

/** The real program with that command, until it ends. */
export function command(
  folder: string,
  args: readonly string[],
  settings: Settings = {},
): Promise<Ended> {
  return spawned(folder, args, settings).ended;
}

/** The real bot with its local chat, until it is stopped or ends. */
export async function startBot(folder: string, settings: Settings = {}): Promise<Running> {
  const port = settings['WEB_PORT'] ?? String(await freePort());
  const { child, said, ended } = spawned(folder, ['start'], { WEB_PORT: port, ...settings });
  let over = false;
  void ended.then(() => (over = true));
  while (!said().includes('Local chat:')) {
    if (over) throw new Error(`deckhand did not start:\n${said()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    said,
    ended,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** The lines that a person reads as errors. */
export function complaints({ said }: Ended): readonly string[] {
  return said.split('\n').filter((line) => line.startsWith('deckhand: '));
}
