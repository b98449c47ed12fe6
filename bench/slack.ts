/**
 * Signed clicks per second at 50 at once, and the p99 of their acknowledgement: the real process with a file on disk,
 * every answer committed before it is acknowledged, against a Bolt app that only acknowledges and a bare server that
 * only checks the signature, in the same run. In such a crowd the private replies are made after the acknowledgements,
 * up to a second later: `withReplies` counts until the last one has arrived, `lastReplyMs` is how long that is after
 * the last acknowledgement. A click without exactly one reply fails the bench.
 * `npx tsx bench/slack.ts [rounds]` after `npm run build`; prints one line of JSON at the end.
 */
import { fork, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { blast } from './slack/blast.ts';
import type { Blast } from './slack/blast.ts';
import { clicks, codesIn, commandBody, signedRequest } from './slack/clicks.ts';

const SECRET = '0123456789abcdef0123456789abcdef';
const AT_ONCE = 50;
const CLICKS = 6000;
const LEAST_RATIO = 0.9;
const NAMES = ['bolt', 'deckhand', 'bare'] as const;
type Name = (typeof NAMES)[number];

interface Server {
  readonly child: ChildProcess;
  readonly port: number;
}

const here = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The next message of a child that has the field. */
function told(child: ChildProcess, field: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const take = (message: unknown): void => {
      if (typeof message !== 'object' || message === null || !(field in message)) return;
      child.off('message', take);
      child.off('exit', fail);
      resolve(Reflect.get(message, field));
    };
    const fail = (code: number | null): void => {
      reject(new Error(`a contender ended with ${code}`));
    };
    child.on('message', take);
    child.once('exit', fail);
  });
}

async function startContender(role: string): Promise<Server> {
  const child = fork(here('slack/contender.js'), [role, SECRET], { execArgv: [] });
  return { child, port: Number(await told(child, 'port')) };
}

/** `deckhand start`, as an operator starts it. */
async function startDeckhand(slackPort: number, folder: string): Promise<Server> {
  const child = spawn(process.execPath, [here('../bin/deckhand.js'), 'start'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: `sqlite:${path.join(folder, 'bench.db')}`,
      DECKS_DIR: here('../decks'),
      SLACK_BOT_TOKEN: 'xoxb-bench',
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_API_URL: `http://127.0.0.1:${slackPort}/api/`,
      PORT: '0',
      LOG_LEVEL: 'error',
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (data: Buffer) => {
      said += data.toString();
      const found = /http:\/\/[\d.]+:(\d+)/.exec(said)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    child.once('exit', (code) => reject(new Error(`deckhand ended with ${code}; npm run build?`)));
  });
  return { child, port };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const round = (value: number): number => Math.round(value * 100) / 100;

/** Waits until each of these clicks has its private reply. Throws when one has more than one. */
async function allReplied(sink: ChildProcess, from: number, to: number): Promise<void> {
  for (;;) {
    const answer = told(sink, 'counts');
    sink.send({ from, to });
    const counts = await answer;
    const [once, more] = ['once', 'more'].map((name) => Number(Reflect.get(Object(counts), name)));
    if (more !== 0) throw new Error(`${more} clicks got more than one reply`);
    if (once === to - from) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A process that does not answer must not hold up the bench for ever. */
async function within<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | null = null;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited 30 s in vain for ${what}`)), 30_000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    if (timer !== null) clearTimeout(timer);
  }
}

async function measure(rounds: number, folder: string): Promise<void> {
  const sink = await startContender('sink');
  const deckhand = await startDeckhand(sink.port, folder);
  const servers: Readonly<Record<Name, Server>> = {
    bolt: await startContender('bolt'),
    deckhand,
    bare: await startContender('bare'),
  };
  const posted = told(sink.child, 'posted');
  await blast(deckhand.port, [signedRequest(SECRET, commandBody('ask', sink.port))], 1);
  const codes = codesIn(String(await within(posted, 'the question')));
  if (codes.length === 0) throw new Error('no question was posted');

  const withReplies: number[] = [];
  const lastReplyMs: number[] = [];
  const results = new Map<Name, Blast[]>(NAMES.map((name) => [name, []]));
  // The first round warms up.
  for (let turn = 0; turn <= rounds; turn += 1) {
    for (const name of NAMES) {
      const requests = clicks(SECRET, sink.port, codes, turn * CLICKS, CLICKS);
      const started = performance.now();
      const result = await blast(servers[name].port, requests, AT_ONCE);
      if (name === 'deckhand') {
        const acknowledged = performance.now();
        await within(
          allReplied(sink.child, turn * CLICKS, (turn + 1) * CLICKS),
          'one reply to each click',
        );
        const replied = performance.now();
        if (turn > 0) {
          withReplies.push(CLICKS / ((replied - started) / 1000));
          lastReplyMs.push(replied - acknowledged);
        }
      }
      if (turn > 0) results.get(name)?.push(result);
    }
  }
  // Again over all of them: none came a second time later.
  await within(allReplied(sink.child, 0, (rounds + 1) * CLICKS), 'one reply to each click');
  const summary = NAMES.map((name) => {
    const all = results.get(name) ?? [];
    const perSecond = Math.round(median(all.map((one) => one.perSecond)));
    return { name, perSecond, p99Ms: round(median(all.map((one) => one.p99Ms))) };
  });
  const speed = (name: Name): number => summary.find((one) => one.name === name)?.perSecond ?? 0;
  for (const { name, perSecond, p99Ms } of summary) {
    process.stdout.write(`${name.padEnd(9)} ${perSecond} clicks/s, p99 ${p99Ms} ms\n`);
  }
  process.stdout.write(
    `each click got one reply, the last ${Math.round(median(lastReplyMs))} ms after the last acknowledgement\n`,
  );
  const figures = {
    bench: 'slack',
    toBolt: round(speed('deckhand') / speed('bolt')),
    toBare: round(speed('deckhand') / speed('bare')),
    withReplies: Math.round(median(withReplies)),
    lastReplyMs: Math.round(median(lastReplyMs)),
    withRepliesToBolt: round(median(withReplies) / speed('bolt')),
    summary,
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  for (const { child } of [sink, ...Object.values(servers)]) child.kill();
  process.exitCode = figures.toBolt >= LEAST_RATIO ? 0 : 1;
}

const folder = await mkdtemp(path.join(tmpdir(), 'deckhand-bench-'));
try {
  await measure(Number(process.argv[2] ?? 5), folder);
} finally {
  await rm(folder, { recursive: true });
}
