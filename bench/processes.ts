/**
 * Whole clicks on Slack over HTTP through one `deckhand start` and through two on one Postgres, in turns: half of the
 * clicks each, spread over workspaces, as a balancer does. Where there is one workspace alone, both must wait for its
 * transactions. Each process has a slice of a core of its own where the machine can give it one, so that not the number
 * of cores is measured.
 * `npx tsx bench/processes.ts [rounds] [workspaces]` after `npm run build`; prints one line of JSON at the end.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres } from '../test/postgres/server.ts';
import { coreSlice, type CoreSlice } from './core-slice.ts';
import { ended, startDeckhand, type Server } from './servers.ts';
import { clicks, codesIn, commandBody, signedRequest, type AskedIn } from './slack/clicks.ts';
import { openSlackSide, type SlackSide } from './slack/slack-side.ts';
import { installWorkspaces, type Workspace } from './slack/workspaces.ts';
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
  readonly asked: readonly AskedIn[];
  /** Members that have clicked. */
  count: number;
}

/** Clicks spread evenly over the processes, as a balancer does. */
function clickingAt(clicked: Clicked, servers: readonly Server[]): Clicking {
  return async (count, atOnce) => {
    const from = clicked.count;
    clicked.count += count;
    const { slack, asked } = clicked;
    const requests = clicks(slack.port, asked, { from, count });
    const each = servers.map(({ port }, server) => {
      const own = requests.flatMap((request, index) =>
        index % servers.length === server ? [[from + index, request] as const] : [],
      );
      return slack.click(port, new Map(own), Math.ceil((atOnce * MANY) / servers.length));
    });
    return (await Promise.all(each)).flat();
  };
}

/** Asks a question in each workspace. */
async function ask(
  slack: SlackSide,
  port: number,
  workspaces: readonly Workspace[],
): Promise<readonly AskedIn[]> {
  const asked: AskedIn[] = [];
  for (const { team, token } of workspaces) {
    const posted = slack.posted(token);
    const request = signedRequest(commandBody('ask', slack.port, team));
    void slack.click(port, new Map([[-1, request]]), 1).catch(() => undefined);
    const codes = codesIn(await posted);
    if (codes.length === 0) throw new Error('no question was posted');
    asked.push({ team, codes });
  }
  return asked;
}

interface Measured {
  readonly rounds: number;
  readonly workspaces: number;
}

async function measure(many: Measured, folder: string, url: string): Promise<void> {
  const slack = await openSlackSide();
  const { workspaces, settings } = await installWorkspaces(url, slack.port, many.workspaces);
  const first = await startDeckhand(folder, { ...settings, DATABASE_URL: url });
  const second = await startDeckhand(folder, { ...settings, DATABASE_URL: url });
  const asked = await ask(slack, first.port, workspaces);
  const clicked: Clicked = { slack, asked, count: 0 };
  const both = clickingAt(clicked, [first, second]);
  await both(WARM_UP, 50);
  const slices = [first, second].map(({ child }, index): CoreSlice | null => {
    const slice = coreSlice(`process${index}`, SHARE);
    slice?.hold(child.pid ?? 0);
    return slice;
  });
  const medians = await compareClicks(
    many.rounds,
    new Map([
      ['one', clickingAt(clicked, [first])],
      ['two', both],
    ]),
  );
  slack.checkOnce();
  const isSliced = slices.every((slice) => slice !== null);
  const twoToOne = shareOf(medians, 'perSecond', ['two', 'one']);
  process.stdout.write(
    `${JSON.stringify({ bench: 'processes', workspaces: many.workspaces, twoToOne, coreOfEach: isSliced ? SHARE : null })}\n`,
  );
  await Promise.all([first, second].map(({ child }) => ended(child)));
  for (const slice of slices) slice?.close();
  slack.close();
  process.exitCode = isSliced && twoToOne < LEAST ? 1 : 0;
}

const folder = await mkdtemp(path.join(tmpdir(), 'deckhand-bench-'));
const server = await startPostgres(['fsync=on', 'full_page_writes=on', 'synchronous_commit=on']);
try {
  const [rounds = '5', workspaces = '10'] = process.argv.slice(2);
  const many = { rounds: Number(rounds), workspaces: Number(workspaces) };
  await measure(many, folder, await server.freshDatabase());
} finally {
  await server.stop();
  await rm(folder, { recursive: true });
}
process.exit();
