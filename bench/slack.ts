/**
 * Whole clicks on Slack over HTTP, from the request to the private reply's arrival: `deckhand start` with its file on
 * disk, against a Bolt app with better-sqlite3 in a plain and in a tuned form (`slack/contender.js`), 50 at once and one
 * at a time, in paired rounds of one run. `npx tsx bench/slack.ts [rounds]` after `npm run build`; prints one line of
 * JSON at the end. A click without exactly one reply fails the bench, and so does being slower than plain Bolt.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { clicks, codesIn, commandBody, signedRequest } from './slack/clicks.ts';
import { SECRET, startContender, startDeckhand, type Server } from './slack/servers.ts';
import { openSlackSide, type Click, type SlackSide } from './slack/slack-side.ts';

const AT_ONCE = 50;
const CLICKS = 3_000;
const LONE_CLICKS = 150;
const NAMES = ['plain', 'tuned', 'deckhand'] as const;
type Name = (typeof NAMES)[number];

interface Figures {
  readonly perSecond: number;
  readonly replyP99Ms: number;
  readonly acknowledgeP99Ms: number;
  readonly loneReplyMs: number;
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill();
  });
}

const sorted = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b);
const at = (values: readonly number[], share: number): number =>
  sorted(values)[Math.floor(values.length * share)] ?? 0;
const round = (value: number): number => Math.round(value * 100) / 100;

let clicked = 0;

/** Clicks of members that have not clicked before. */
function fresh(slack: SlackSide, codes: readonly string[], count: number): Map<number, Buffer> {
  const from = clicked;
  clicked += count;
  return new Map(
    clicks(SECRET, slack.port, codes, from, count).map((request, index) => [from + index, request]),
  );
}

async function roundOf(
  slack: SlackSide,
  server: Server,
  codes: readonly string[],
): Promise<Figures> {
  const crowd = fresh(slack, codes, CLICKS);
  const started = performance.now();
  const all: readonly Click[] = await slack.click(server.port, crowd, AT_ONCE);
  const seconds = (performance.now() - started) / 1_000;
  const lone = await slack.click(server.port, fresh(slack, codes, LONE_CLICKS), 1);
  return {
    perSecond: all.length / seconds,
    replyP99Ms: at(
      all.map((one) => one.repliedMs),
      0.99,
    ),
    acknowledgeP99Ms: at(
      all.map((one) => one.acknowledgedMs),
      0.99,
    ),
    loneReplyMs: at(
      lone.map((one) => one.repliedMs),
      0.5,
    ),
  };
}

async function measure(rounds: number, folder: string): Promise<void> {
  const slack = await openSlackSide();
  const servers: Readonly<Record<Name, Server>> = {
    plain: await startContender('plain', path.join(folder, 'plain.db')),
    tuned: await startContender('tuned', path.join(folder, 'tuned.db')),
    deckhand: await startDeckhand(slack.port, folder),
  };
  const ask = signedRequest(SECRET, commandBody('ask', slack.port));
  void slack.click(servers.deckhand.port, new Map([[-1, ask]]), 1).catch(() => undefined);
  const codes = codesIn(await slack.posted);
  if (codes.length === 0) throw new Error('no question was posted');
  const results = new Map<Name, Figures[]>(NAMES.map((name) => [name, []]));
  // The first round warms up.
  for (let turn = 0; turn <= rounds; turn += 1) {
    for (const name of NAMES) {
      const figures = await roundOf(slack, servers[name], codes);
      if (turn > 0) results.get(name)?.push(figures);
    }
  }
  slack.checkOnce();
  const median = (name: Name, what: keyof Figures): number =>
    at(
      (results.get(name) ?? []).map((one) => one[what]),
      0.5,
    );
  const ratio = (what: keyof Figures, to: Name): number =>
    round(median('deckhand', what) / median(to, what));
  for (const name of NAMES) {
    process.stdout.write(
      `${name.padEnd(9)} ${Math.round(median(name, 'perSecond'))} whole clicks/s, reply p99 ${round(median(name, 'replyP99Ms'))} ms, acknowledgement p99 ${round(median(name, 'acknowledgeP99Ms'))} ms, a lone reply ${round(median(name, 'loneReplyMs'))} ms\n`,
    );
  }
  const figures = {
    bench: 'slack',
    clicksToPlain: ratio('perSecond', 'plain'),
    clicksToTuned: ratio('perSecond', 'tuned'),
    replyP99ToPlain: ratio('replyP99Ms', 'plain'),
    loneReplyToPlain: ratio('loneReplyMs', 'plain'),
    loneReplyToTuned: ratio('loneReplyMs', 'tuned'),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  await Promise.all(Object.values(servers).map(({ child }) => ended(child)));
  slack.close();
  process.exitCode = figures.clicksToPlain >= 1 && figures.replyP99ToPlain <= 1 ? 0 : 1;
}

const folder = await mkdtemp(path.join(tmpdir(), 'deckhand-bench-'));
try {
  await measure(Number(process.argv[2] ?? 5), folder);
} finally {
  await rm(folder, { recursive: true });
}
process.exit();
