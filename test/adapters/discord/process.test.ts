import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as slack from '../slack/standin/index.ts';
import * as slackRead from '../slack/standin/read.ts';
import { talkOver } from '../harness.ts';
import { startDeckhand } from './deckhand-process.ts';
import type { DeckhandProcess } from './deckhand-process.ts';
import { ADA, BO, CY, EVE, privately } from './scene.ts';
import { CHANNEL, startStandIn } from './standin/index.ts';
import type { Message, StandIn } from './standin/index.ts';
import { pingsIn, shownButtons, shownText } from './standin/read.ts';

/** A post that was on its way when the process died is looked for when its lease is over. */
const LEASE_MS = 130_000;

let standIn: StandIn;
let folder: string;
let deckhand: DeckhandProcess | null = null;

beforeEach(async () => {
  standIn = await startStandIn();
  folder = await mkdtemp(path.join(tmpdir(), 'deckhand-discord-'));
});

afterEach(async () => {
  await deckhand?.kill();
  deckhand = null;
  await standIn.close();
  await rm(folder, { recursive: true });
  expect(standIn.state.unlawful).toEqual([]);
  const all = standIn.state.messages.flatMap(({ components }) => pingsIn(components));
  // The deck's own sources are the only links.
  expect(all.filter((ping) => !ping.startsWith('link https://'))).toEqual([]);
});

async function start(): Promise<DeckhandProcess> {
  deckhand = await startDeckhand(standIn, folder);
  return deckhand;
}

const inChannel = (): readonly Message[] =>
  standIn.state.messages.filter(({ channel, only }) => channel === CHANNEL && only === null);
const questions = (): readonly Message[] => inChannel().filter(({ replyTo }) => replyTo === null);

const { until, ask, codesOf, press, command } = talkOver<Message>({
  manager: ADA,
  privately: (member) => privately(standIn, member),
  questions,
  buttonsOf: ({ components }) => shownButtons(components),
  press: async (member, message, code) => {
    expect((await standIn.press(member, message, code)).type).toBe(4);
  },
  command: async (member, line) => {
    expect((await standIn.command(member, line, CHANNEL)).type).toBe(4);
  },
  output: () => deckhand?.output() ?? '',
});

test('the real process: a question, from ask to the leaderboard', { timeout: 60_000 }, async () => {
  const running = await start();
  expect(await command(BO, 'ask')).not.toContain('Posted');
  expect(questions()).toHaveLength(0);
  const { message, codes } = await ask();
  expect(codes.length).toBeGreaterThanOrEqual(2);

  expect(await press(BO, message, codes[0])).toMatch(/Right|Close|Not quite|Dangerous/);
  expect(await press(BO, message, codes[1])).toContain('the first answer counts');
  expect(await press(ADA, message, codes[1])).toMatch(/Right|Close|Not quite|Dangerous/);
  const anonymousId = await press(EVE, message, codes[0]);
  expect(anonymousId).not.toMatch(/Right|Close|Not quite|Dangerous/);

  await command(ADA, 'question close');
  await until(() => inChannel().some(({ replyTo }) => replyTo === message.id), 'it is revealed');
  await until(() => codesOf(message).length === 0, 'its buttons are gone');
  expect(shownText(message.components)).toContain('Closed. 2');

  expect(await press(CY, message, codes[0])).toContain('does not count');
  const board = await command(BO, 'leaderboard');
  expect(board).toContain('2 took part');
  expect(board).not.toContain('Eve');
  expect(questions()).toHaveLength(1);

  const { choices } = await standIn.complete(ADA, 'ask', 'deck', 'api', CHANNEL);
  expect(choices.map(({ value }) => value)).toContain('api-security');
  const set = await command(ADA, 'schedule daily 09:00 Europe/Berlin');
  expect(set).toContain('09:00');

  expect(await running.stop()).toBe(0);
  expect(running.output()).not.toContain(standIn.token);
});

test(
  'the real process, killed in the middle of it, goes on where it was',
  { timeout: LEASE_MS + 60_000 },
  async () => {
    const first = await start();
    const { message, codes } = await ask();
    expect(await press(BO, message, codes[0])).toMatch(/Right|Close|Not quite|Dangerous/);
    // Acknowledged is committed: the process dies as soon as Discord has its answer.
    const { type } = await standIn.press(CY, message, codes[1] ?? '');
    await first.kill();
    expect(type).toBe(4);

    // A second question is queued when the next process dies too.
    const second = await start();
    expect(await press(BO, message, codes[1])).toContain('the first answer counts');
    expect(await press(CY, message, codes[0])).toContain('the first answer counts');
    expect(await press(ADA, message, codes[0])).toMatch(/Right|Close|Not quite|Dangerous/);
    await command(ADA, 'ask');
    await second.kill();

    await start();
    await until(() => questions().length === 2, 'the second question is posted', LEASE_MS);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(questions()).toHaveLength(2);
    // Boards show answers when their question has closed.
    await command(ADA, 'question close 1');
    expect(await command(BO, 'leaderboard')).toContain('3 took part');
  },
);

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

test(
  'Slack, Discord and the local chat in one process keep to themselves',
  { timeout: 60_000 },
  async () => {
    const other = await slack.startStandIn();
    const webPort = await freePort();
    try {
      deckhand = await startDeckhand(standIn, folder, {
        SLACK_BOT_TOKEN: other.botToken,
        SLACK_APP_TOKEN: other.appToken,
        SLACK_API_URL: other.apiUrl,
        WEB_PORT: String(webPort),
      });
      expect(deckhand.output()).toMatch(/Connected: (slack, discord|discord, slack)/);
      const { message, codes } = await ask();
      await other.command('U0ADA', 'ask', slack.CHANNEL);
      const inSlack = (): readonly slack.Message[] =>
        other.state.messages.filter(
          ({ channel, only }) => channel === slack.CHANNEL && only === null,
        );
      await until(() => inSlack().length === 1, 'Slack has its question too');

      expect(await press(BO, message, codes[0])).toMatch(/Right|Close|Not quite|Dangerous/);
      expect(await press(CY, message, codes[0])).toMatch(/Right|Close|Not quite|Dangerous/);
      const [question] = inSlack();
      const code = slackRead
        .shownButtons(question?.blocks ?? [])
        .find((button) => button.code?.includes('.answer.') === true)?.code;
      if (question === undefined || code === undefined) throw new Error('no question in Slack');
      expect((await other.press('U0BO', question, code ?? '')).status).toBe(200);
      // A round of one platform is none on another, whatever code is sent.
      expect(await press(ADA, message, code ?? '')).not.toMatch(/Right|Close|Not quite|Dangerous/);

      await command(ADA, 'question close');
      expect(await command(BO, 'leaderboard')).toContain('2 took part');
      const page = await fetch(`http://127.0.0.1:${webPort}/`, { redirect: 'manual' });
      expect(page.status).toBe(200);
      expect(other.state.unlawful).toEqual([]);
    } finally {
      await deckhand?.kill();
      await other.close();
    }
  },
);
