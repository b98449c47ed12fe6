/**
 * Whole clicks on Slack over HTTP, from the request to the private reply's arrival: `deckhand start` with its file on
 * disk, against a Bolt app with better-sqlite3 in a plain and in a tuned form (`slack/contender.js`) and against what a
 * program in Node cannot do without (`slack/floor.js`), 50 at once and one at a time, in paired rounds of one run.
 * `npx tsx bench/slack.ts [rounds]` after `npm run build`; prints one line of JSON at the end. A click without exactly one
 * reply fails the bench, and so does being slower than plain Bolt.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  ended,
  SECRET,
  SLACK_TOKEN,
  slackSettings,
  startContender,
  startDeckhand,
} from './servers.ts';
import { clicks, codesIn, commandBody, signedRequest } from './slack/clicks.ts';
import { openSlackSide } from './slack/slack-side.ts';
import { compareClicks, shareOf, type Clicking } from './whole-clicks.ts';

async function measure(rounds: number, folder: string): Promise<void> {
  const slack = await openSlackSide();
  const file = (name: string): string => path.join(folder, `${name}.db`);
  const servers = new Map([
    ['plain', await startContender('slack/contender.js', 'plain', SECRET, file('plain'))],
    ['tuned', await startContender('slack/contender.js', 'tuned', SECRET, file('tuned'))],
    ['floor', await startContender('slack/floor.js', SECRET, file('floor'))],
    ['deckhand', await startDeckhand(folder, slackSettings(slack.port))],
  ]);
  const ask = signedRequest(commandBody('ask', slack.port));
  const posted = slack.posted(SLACK_TOKEN);
  const ours = servers.get('deckhand')?.port ?? 0;
  void slack.click(ours, new Map([[-1, ask]]), 1).catch(() => undefined);
  const codes = codesIn(await posted);
  if (codes.length === 0) throw new Error('no question was posted');
  let clicked = 0;
  const clicking =
    (port: number): Clicking =>
    (count, atOnce) => {
      const from = clicked;
      clicked += count;
      const requests = clicks(slack.port, [{ team: 'T0', codes }], { from, count });
      const numbered = new Map(requests.map((request, index) => [from + index, request]));
      return slack.click(port, numbered, atOnce);
    };
  const medians = await compareClicks(
    rounds,
    new Map([...servers].map(([name, { port }]) => [name, clicking(port)])),
  );
  slack.checkOnce();
  const figures = {
    bench: 'slack',
    clicksToPlain: shareOf(medians, 'perSecond', ['deckhand', 'plain']),
    clicksToTuned: shareOf(medians, 'perSecond', ['deckhand', 'tuned']),
    clicksToFloor: shareOf(medians, 'perSecond', ['deckhand', 'floor']),
    floorToPlain: shareOf(medians, 'perSecond', ['floor', 'plain']),
    replyP99ToPlain: shareOf(medians, 'replyP99Ms', ['deckhand', 'plain']),
    loneReplyToPlain: shareOf(medians, 'loneReplyMs', ['deckhand', 'plain']),
    loneReplyP99ToPlain: shareOf(medians, 'loneReplyP99Ms', ['deckhand', 'plain']),
    loneReplyToTuned: shareOf(medians, 'loneReplyMs', ['deckhand', 'tuned']),
    loneReplyToFloor: shareOf(medians, 'loneReplyMs', ['deckhand', 'floor']),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  await Promise.all([...servers.values()].map(({ child }) => ended(child)));
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
