import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { talkOver } from '../harness.ts';
import { privately } from './scene.ts';
import { startDeckhand } from './deckhand-process.ts';
import type { DeckhandProcess } from './deckhand-process.ts';
import { CHANNEL, startStandIn } from './standin/index.ts';
import type { Message, StandIn } from './standin/index.ts';
import { pingsIn, shownButtons, shownText } from './standin/read.ts';
import type { Mode } from './start.ts';

const MODES: readonly Mode[] = ['socket', 'http'];
/** A post that was on its way when the process died is looked for when its lease is over. */
const LEASE_MS = 130_000;

let standIn: StandIn;
let folder: string;
let deckhand: DeckhandProcess | null = null;

beforeEach(async () => {
  standIn = await startStandIn();
  folder = await mkdtemp(path.join(tmpdir(), 'deckhand-slack-'));
});

afterEach(async () => {
  await deckhand?.kill();
  deckhand = null;
  await standIn.close();
  await rm(folder, { recursive: true });
  expect(standIn.state.unlawful).toEqual([]);
  const all = standIn.state.messages.flatMap(({ text, blocks }) => pingsIn(text, blocks));
  expect(all).toEqual([]);
});

async function start(mode: Mode): Promise<DeckhandProcess> {
  deckhand = await startDeckhand(standIn, mode, folder);
  return deckhand;
}

const inChannel = (): readonly Message[] =>
  standIn.state.messages.filter(({ channel, only }) => channel === CHANNEL && only === null);
const questions = (): readonly Message[] => inChannel().filter(({ thread }) => thread === null);

const { until, ask, codesOf, press, command } = talkOver<Message>({
  manager: 'U0ADA',
  privately: (member) => privately(standIn, member),
  questions,
  buttonsOf: ({ blocks }) => shownButtons(blocks),
  press: async (member, message, code) => {
    expect((await standIn.press(member, message, code)).status).toBe(200);
  },
  command: async (member, line) => void (await standIn.command(member, line, CHANNEL)),
  output: () => deckhand?.output() ?? '',
});

describe.each(MODES)('the real process by %s', (mode) => {
  test('a question, from ask to the leaderboard', { timeout: 60_000 }, async () => {
    const running = await start(mode);
    const { message, codes } = await ask();
    expect(codes.length).toBeGreaterThanOrEqual(2);

    expect(await press('U0BO', message, codes[0])).toMatch(/Right|Close|Not quite|Dangerous/);
    expect(await press('U0BO', message, codes[1])).toContain('the first answer counts');
    expect(await press('U0ADA', message, codes[1])).toMatch(/Right|Close|Not quite|Dangerous/);
    const anonymousId = await press('U0EVE', message, codes[0]);
    expect(anonymousId).not.toMatch(/Right|Close|Not quite|Dangerous/);

    await command('U0ADA', 'close');
    await until(() => inChannel().some(({ thread }) => thread === message.ts), 'it is revealed');
    await until(() => codesOf(message).length === 0, 'its buttons are gone');
    expect(shownText(message.blocks)).toContain('Closed. 2');

    expect(await press('U0CY', message, codes[0])).toContain('does not count');
    const board = await command('U0BO', 'leaderboard');
    expect(board).toContain('2 took part');
    expect(board).not.toContain('Eve');
    expect(questions()).toHaveLength(1);

    expect(await running.stop()).toBe(0);
    const written = running.output();
    for (const secret of [standIn.botToken, standIn.appToken, standIn.signingSecret]) {
      expect(written).not.toContain(secret);
    }
  });
});

test(
  'the real process, killed in the middle of it, goes on where it was',
  { timeout: LEASE_MS + 60_000 },
  async () => {
    const first = await start('socket');
    const { message, codes } = await ask();
    expect(await press('U0BO', message, codes[0])).toMatch(/Right|Close|Not quite|Dangerous/);
    // Acknowledged is committed: the process dies as soon as Slack has its answer.
    const { status } = await standIn.press('U0CY', message, codes[1] ?? '');
    await first.kill();
    expect(status).toBe(200);

    // A second question is queued when the next process dies too.
    const second = await start('socket');
    expect(await press('U0BO', message, codes[1])).toContain('the first answer counts');
    expect(await press('U0CY', message, codes[0])).toContain('the first answer counts');
    expect(await press('U0ADA', message, codes[0])).toMatch(/Right|Close|Not quite|Dangerous/);
    await command('U0ADA', 'ask');
    await second.kill();

    await start('socket');
    await until(() => questions().length === 2, 'the second question is posted', LEASE_MS);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(questions()).toHaveLength(2);
    // Boards show answers when their question has closed.
    await command('U0ADA', 'close 1');
    expect(await command('U0BO', 'leaderboard')).toContain('3 took part');
  },
);
