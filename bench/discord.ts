/**
 * Whole clicks on Discord, from the dispatch on a real gateway socket to the private reply's arrival: `deckhand start` with
 * its file on disk, against a discord.js client with better-sqlite3 in a plain and in a tuned form
 * (`discord/contender.js`), 50 at once and one at a time, in paired rounds of one run. Then the memory of our adapter and of
 * a lean discord.js client for 2,500 servers with 100 channels. `npx tsx bench/discord.ts [rounds]` after `npm run build`;
 * prints one line of JSON at the end; the exit code is 1 when a limit is missed or a click has not exactly one reply.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { openSink, type Sink } from './discord/sink.ts';
import { TOKEN } from './discord/token.ts';
import { discordSettings, ended, startContender, startDeckhand, type Server } from './servers.ts';
import { compareClicks, shareOf, type Clicking } from './whole-clicks.ts';

const SERVERS = 2500;
const MOST_BYTES_A_SERVER = 4096;

interface Contender {
  readonly sink: Sink;
  readonly child: ChildProcess;
}

/** A process beside a Discord of its own. */
async function beside(start: (port: number) => Promise<Server>): Promise<Contender> {
  const sink = await openSink();
  const { child } = await start(sink.port);
  await sink.joined;
  return { sink, child };
}

async function end({ child, sink }: Contender): Promise<void> {
  await ended(child);
  sink.close();
}

async function compare(rounds: number, folder: string): Promise<Readonly<Record<string, number>>> {
  const file = (name: string): string => path.join(folder, `${name}.db`);
  const form = (name: string): Promise<Contender> =>
    beside((port) => startContender('discord/contender.js', name, String(port), TOKEN, file(name)));
  const contenders = new Map([
    ['plain', await form('plain')],
    ['tuned', await form('tuned')],
    ['deckhand', await beside((port) => startDeckhand(folder, discordSettings(port)))],
  ]);
  const codes = (await contenders.get('deckhand')?.sink.ask()) ?? [];
  if (codes.length === 0) throw new Error('no question was posted');
  const clicking =
    ({ sink }: Contender): Clicking =>
    async (count, atOnce) =>
      (await sink.press(codes, count, atOnce)).map((repliedMs) => ({
        acknowledgedMs: null,
        repliedMs,
      }));
  const medians = await compareClicks(
    rounds,
    new Map([...contenders].map(([name, contender]) => [name, clicking(contender)])),
  );
  for (const contender of contenders.values()) {
    contender.sink.checkOnce();
    await end(contender);
  }
  return {
    clicksToPlain: shareOf(medians, 'perSecond', ['deckhand', 'plain']),
    clicksToTuned: shareOf(medians, 'perSecond', ['deckhand', 'tuned']),
    replyP99ToPlain: shareOf(medians, 'replyP99Ms', ['deckhand', 'plain']),
    loneReplyToPlain: shareOf(medians, 'loneReplyMs', ['deckhand', 'plain']),
    loneReplyP99ToPlain: shareOf(medians, 'loneReplyP99Ms', ['deckhand', 'plain']),
    loneReplyToTuned: shareOf(medians, 'loneReplyMs', ['deckhand', 'tuned']),
  };
}

/** The next message of a child that has the shape. */
function told<T extends z.ZodType>(child: ChildProcess, shape: T): Promise<z.output<T>> {
  return new Promise((resolve, reject) => {
    const take = (message: unknown): void => {
      const read = shape.safeParse(message);
      if (!read.success) return;
      child.off('message', take);
      resolve(read.data);
    };
    child.on('message', take);
    child.once('exit', (code) => reject(new Error(`a contender ended with ${code}`)));
  });
}

async function heapOf({ child }: Contender): Promise<number> {
  const answer = told(child, z.object({ heap: z.number() }));
  child.send('memory');
  return (await answer).heap;
}

/** Bytes of heap for each server that is joined, in a process that has done nothing else: what clicks leave behind would hide it. */
async function memoryOf(name: 'client' | 'deckhand'): Promise<number> {
  const file = fileURLToPath(new URL('discord/joined.ts', import.meta.url));
  const contender = await beside(async (port) => {
    const child = fork(file, [name, String(port)], {
      execArgv: ['--expose-gc', '--import', import.meta.resolve('tsx')],
    });
    await told(child, z.object({ ready: z.literal(true) }));
    return { child, port: 0 };
  });
  const code = ['1.answer.kJ8dQ2mXw0aBcDeF.1'];
  await contender.sink.press(code, 1, 1);
  const before = await heapOf(contender);
  await contender.sink.joinServers(SERVERS);
  // A click that is answered has been heard after all the servers.
  await contender.sink.press(code, 1, 1);
  const after = await heapOf(contender);
  await end(contender);
  return Math.round((after - before) / SERVERS);
}

const folder = await mkdtemp(path.join(tmpdir(), 'deckhand-bench-'));
try {
  const shares = await compare(Number(process.argv[2] ?? 5), folder);
  const bytesAServer = { client: await memoryOf('client'), deckhand: await memoryOf('deckhand') };
  process.stdout.write(`${JSON.stringify({ bench: 'discord', ...shares, bytesAServer })}\n`);
  const isLean = bytesAServer.deckhand <= MOST_BYTES_A_SERVER;
  process.exitCode = (shares['clicksToPlain'] ?? 0) >= 1 && isLean ? 0 : 1;
} finally {
  await rm(folder, { recursive: true });
}
process.exit();
