/**
 * From nothing to ready, what that takes of the processor, and the memory ten seconds later: `deckhand start` with its
 * database and decks, against the plain Bolt app of `slack/contender.js` and the plain discord.js client of
 * `discord/contender.js`, each in a new process with a new folder, in turns; and from nothing to the first page of the
 * local chat. Build first: `npm run build`.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../test/free-port.ts';
import { openSink } from './discord/sink.ts';
import { TOKEN } from './discord/token.ts';
import {
  discordSettings,
  ended,
  SECRET,
  slackSettings,
  startContender,
  startDeckhand,
  type Server,
} from './servers.ts';
import { openSlackSide } from './slack/slack-side.ts';

const IDLE_MS = 10_000;
const ROUNDS = 9;

interface Started {
  readonly readyMs: number;
  /** The processor's, of all threads, until then. */
  readonly processorMs: number;
  /** Resident memory of an idle process, megabytes. */
  readonly idleMb: number;
}

type Start = (folder: string) => Promise<Server>;

async function once(start: Start): Promise<Started> {
  const folder = await mkdtemp(path.join(tmpdir(), 'deckhand-bench-'));
  try {
    const begun = performance.now();
    const { child } = await start(folder);
    const readyMs = performance.now() - begun;
    const processorMs = await processorTime(child.pid ?? 0);
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
    const idleMb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
    await ended(child);
    return { readyMs, processorMs, idleMb };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Milliseconds (Linux: proc(5), `schedstat`). */
async function processorTime(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`);
  const each = threads.map(async (thread) => {
    const [nanoseconds] = (await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8')).split(
      ' ',
    );
    return Number(nanoseconds) / 1e6;
  });
  return (await Promise.all(each)).reduce((sum, one) => sum + one, 0);
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export async function benchStart(): Promise<void> {
  const slack = await openSlackSide();
  await pair('Bolt', {
    theirs: (folder) =>
      startContender('slack/contender.js', 'plain', SECRET, path.join(folder, 'plain.db')),
    ours: (folder) => startDeckhand(folder, slackSettings(slack.port)),
  });
  slack.close();
  const discord = await openSink();
  const { port } = discord;
  await pair('discord.js', {
    theirs: (folder) =>
      startContender(
        'discord/contender.js',
        'plain',
        String(port),
        TOKEN,
        path.join(folder, 'p.db'),
      ),
    ours: (folder) => startDeckhand(folder, discordSettings(port)),
  });
  discord.close();
  await firstPage();
}

async function firstPage(): Promise<void> {
  const waits: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const folder = await mkdtemp(path.join(tmpdir(), 'deckhand-bench-'));
    const port = String(await freePort());
    const begun = performance.now();
    const { child } = await startDeckhand(folder, { WEB_PORT: port });
    const page = await fetch(`http://127.0.0.1:${port}/`);
    if (!(await page.text()).includes('<form')) throw new Error('the first page is another one');
    waits.push(performance.now() - begun);
    await ended(child);
    await rm(folder, { recursive: true });
  }
  process.stdout.write(`${Math.round(median(waits))} ms to the first page of the local chat\n`);
}

async function pair(
  what: string,
  starts: { readonly ours: Start; readonly theirs: Start },
): Promise<void> {
  const ours: Started[] = [];
  const theirs: Started[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    theirs.push(await once(starts.theirs));
    ours.push(await once(starts.ours));
  }
  for (const [figure, unit] of [
    ['readyMs', 'ms to ready'],
    ['processorMs', 'ms of the processor'],
    ['idleMb', 'MB when idle'],
  ] as const) {
    const of = (all: readonly Started[]): number => median(all.map((one) => one[figure]));
    process.stdout.write(
      `${(of(ours) / of(theirs)).toFixed(2)} of plain ${what}: ${Math.round(of(ours))} ${unit}, ${what} ${Math.round(of(theirs))}\n`,
    );
  }
}
