/**
 * From nothing to ready, and the memory ten seconds later: `deckhand start` with its database and decks, against the plain
 * Bolt app of `slack/contender.js`, each in a new process with a new folder, in turns. Build first: `npm run build`.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startContender, startDeckhand } from './slack/servers.ts';
import { openSlackSide } from './slack/slack-side.ts';

const IDLE_MS = 10_000;
const ROUNDS = 5;

interface Started {
  readonly readyMs: number;
  /** Resident memory of an idle process, megabytes. */
  readonly idleMb: number;
}

async function once(start: (folder: string) => Promise<{ child: ChildProcess }>): Promise<Started> {
  const folder = await mkdtemp(path.join(tmpdir(), 'deckhand-bench-'));
  try {
    const begun = performance.now();
    const { child } = await start(folder);
    const readyMs = performance.now() - begun;
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
    const idleMb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
    await new Promise((resolve) => {
      child.once('exit', resolve);
      child.kill();
    });
    return { readyMs, idleMb };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export async function benchStart(): Promise<void> {
  const slack = await openSlackSide();
  const bolt: Started[] = [];
  const ours: Started[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    bolt.push(await once((folder) => startContender('plain', path.join(folder, 'plain.db'))));
    ours.push(await once((folder) => startDeckhand(slack.port, folder)));
  }
  slack.close();
  for (const [what, unit] of [
    ['readyMs', 'ms to ready'],
    ['idleMb', 'MB when idle'],
  ] as const) {
    const [mine, theirs] = [ours, bolt].map((all) => median(all.map((one) => one[what])));
    const ratio = (mine ?? 0) / (theirs ?? 1);
    process.stdout.write(
      `${ratio.toFixed(2)} of plain Bolt: ${Math.round(mine ?? 0)} ${unit}, Bolt ${Math.round(theirs ?? 0)}\n`,
    );
  }
}
