/**
 * Presses per second through a real gateway socket, 50 at once, and the p99 from the dispatch to the callback's
 * arrival: our adapter with a whole reply, against a discord.js client that answers one word, in the same run. Then
 * the memory of each for 2,500 servers with 100 channels. `npx tsx bench/discord.ts [rounds]`; prints one line of
 * JSON at the end; the exit code is 1 when a limit is missed.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { openSink } from './discord/sink.ts';
import type { Pressed, Sink } from './discord/sink.ts';

const AT_ONCE = 50;
const PRESSES = 5000;
const SERVERS = 2500;
const LEAST_RATIO = 0.9;
const MOST_BYTES_A_SERVER = 4096;
const NAMES = ['client', 'deckhand'] as const;
type Name = (typeof NAMES)[number];

interface Contender {
  readonly sink: Sink;
  readonly child: ChildProcess;
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

async function start(name: Name): Promise<Contender> {
  const sink = await openSink();
  const file = fileURLToPath(new URL('discord/contender.ts', import.meta.url));
  const child = fork(file, [name, String(sink.port)], {
    execArgv: ['--expose-gc', '--import', import.meta.resolve('tsx')],
  });
  await told(child, z.object({ ready: z.literal(true) }));
  await sink.joined;
  return { sink, child };
}

async function heapOf({ child }: Contender): Promise<number> {
  const answer = told(child, z.object({ heap: z.number() }));
  child.send('memory');
  return (await answer).heap;
}

/** Bytes of heap for each server that is joined, in a process that has done nothing else: what presses leave behind would hide it. */
async function memoryOf(name: Name): Promise<number> {
  const contender = await start(name);
  await contender.sink.press(1, 1);
  const before = await heapOf(contender);
  await contender.sink.joinServers(SERVERS);
  // A press that is answered has been heard after all the servers.
  await contender.sink.press(1, 1);
  const after = await heapOf(contender);
  end(contender);
  return (after - before) / SERVERS;
}

function end({ child, sink }: Contender): void {
  child.disconnect();
  sink.close();
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function measure(rounds: number): Promise<void> {
  const contenders = new Map<Name, Contender>();
  for (const name of NAMES) contenders.set(name, await start(name));
  const results = new Map<Name, Pressed[]>(NAMES.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, { sink }] of contenders) {
      const result = await sink.press(PRESSES, AT_ONCE);
      // The first round warms up.
      if (round > 0) results.get(name)?.push(result);
    }
  }
  const summary = [];
  for (const [name, contender] of contenders) {
    const all = results.get(name) ?? [];
    const perSecond = Math.round(median(all.map((one) => one.perSecond)));
    const p99Ms = Math.round(median(all.map((one) => one.p99Ms)) * 10) / 10;
    end(contender);
    const bytesAServer = Math.round(await memoryOf(name));
    summary.push({ name, perSecond, p99Ms, bytesAServer });
    process.stdout.write(
      `${name.padEnd(9)} ${perSecond} presses/s, p99 ${p99Ms} ms, ${bytesAServer} bytes a server\n`,
    );
  }
  const [client, ours] = summary;
  const ratio = (ours?.perSecond ?? 0) / (client?.perSecond ?? 1);
  const toClient = Math.round(ratio * 100) / 100;
  process.stdout.write(`${JSON.stringify({ bench: 'discord', toClient, summary })}\n`);
  const lean = (ours?.bytesAServer ?? Infinity) <= MOST_BYTES_A_SERVER;
  process.exitCode = ratio >= LEAST_RATIO && lean ? 0 : 1;
}

await measure(Number(process.argv[2] ?? 5));
