/**
 * Whole clicks on Slack over HTTP through one `deckhand start` and through two on one Postgres, in turns: half of the
 * clicks each, in one workspace, whose transactions both must wait for. Each process has a slice of a core of its own
 * where the machine can give it one, so that not the number of cores is measured.
 * `npx tsx bench/processes.ts [rounds]` after `npm run build`; prints one line of JSON at the end.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres } from '../test/postgres/server.ts';
import { coreSlice, type CoreSlice } from './core-slice.ts';
import { ended, SECRET, slackSettings, startDeckhand, type Server } from './servers.ts';
import { clicks, codesIn, commandBody, signedRequest } from './slack/clicks.ts';
import { openSlackSide, type SlackSide } from './slack/slack-side.ts';
import { compareClicks, shareOf, type Clicking } from './whole-clicks.ts';

/** Small enough that two of them, the database and the clicks together fit on two cores. */
const SHARE = 0.25;
/** Times as many clicks at once as one process gets in other measurements, so that each of two still has many. */
const MANY = 2;
/** What two processes must do of one's clicks. */
const LEAST = 1.6;
/** How long the processes run before the measurement, with a whole core each: code that is not compiled yet is not measured. */
const WARM_UP = 6_000;

interface Clicked {
  readonly slack: SlackSide;
  readonly codes: readonly string[];
  /** Members that have clicked. */
  count: number;
}

/** Clicks spread evenly over the processes, as a balancer does. */
function clickingAt(clicked: Clicked, servers: readonly Server[]): Clicking {
  return async (count, atOnce) => {
    const from = clicked.count;
    clicked.count += count;
    const { slack, codes } = clicked;
    const requests = clicks(SECRET, slack.port, codes, from, count);
    const each = servers.map(({ port }, server) => {
      const own = requests.flatMap((request, index) =>
        index % servers.length === server ? [[from + index, request] as const] : [],
      );
      return slack.click(port, new Map(own), Math.ceil((atOnce * MANY) / servers.length));
    });
    return (await Promise.all(each)).flat();
  };
}

async function measure(rounds: number, folder: string, url: string): Promise<void> {
  const slack = await openSlackSide();
  const settings = { ...slackSettings(slack.port), DATABASE_URL: url };
  const first = await startDeckhand(folder, settings);
  const second = await startDeckhand(folder, settings);
  const ask = signedRequest(SECRET, commandBody('ask', slack.port));
  void slack.click(first.port, new Map([[-1, ask]]), 1).catch(() => undefined);
  const codes = codesIn(await slack.posted);
  if (codes.length === 0) throw new Error('no question was posted');
  const clicked: Clicked = { slack, codes, count: 0 };
  const both = clickingAt(clicked, [first, second]);
  await both(WARM_UP, 50);
  const slices = [first, second].map(({ child }, index): CoreSlice | null => {
    const slice = coreSlice(`process${index}`, SHARE);
    slice?.hold(child.pid ?? 0);
    return slice;
  });
  const medians = await compareClicks(
    rounds,
    new Map([
      ['one', clickingAt(clicked, [first])],
      ['two', both],
    ]),
  );
  slack.checkOnce();
  const isSliced = slices.every((slice) => slice !== null);
  const twoToOne = shareOf(medians, 'perSecond', ['two', 'one']);
  process.stdout.write(
    `${JSON.stringify({ bench: 'processes', twoToOne, coreOfEach: isSliced ? SHARE : null })}\n`,
  );
  await Promise.all([first, second].map(({ child }) => ended(child)));
  for (const slice of slices) slice?.close();
  slack.close();
  process.exitCode = isSliced && twoToOne < LEAST ? 1 : 0;
}

const folder = await mkdtemp(path.join(tmpdir(), 'deckhand-bench-'));
const server = await startPostgres(['fsync=on', 'full_page_writes=on', 'synchronous_commit=on']);
try {
  await measure(Number(process.argv[2] ?? 5), folder, await server.freshDatabase());
} finally {
  await server.stop();
  await rm(folder, { recursive: true });
}
process.exit();
