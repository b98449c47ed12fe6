import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ShardingManager } from 'discord.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openSqlite } from '../../../../src/store/sqlite/open.ts';
import { MIGRATIONS } from '../../../../src/migrations.ts';
import { ADA, EVE, privately } from '../scene.ts';
import { CHANNEL, GUILD, startStandIn } from '../standin/index.ts';
import type { Message, StandIn } from '../standin/index.ts';
import { shownButtons } from '../standin/read.ts';
import { until } from '../../harness.ts';
import { PROGRAM } from '../../../program.ts';

/** On the first of two shards, where the usual one is on the second: Discord takes the bits above the 22nd. */
const FAR_GUILD = String(BigInt(GUILD) + (1n << 22n));
const FAR_CHANNEL = '900000000004194399';

let standIn: StandIn;
let folder: string;
let manager: ShardingManager;
let output = '';

beforeEach(async () => {
  standIn = await startStandIn();
  const { state } = standIn;
  state.shards = 2;
  const guild = state.guilds.get(GUILD);
  const channel = state.channels.get(CHANNEL);
  const eve = state.people.get(EVE);
  if (guild === undefined || channel === undefined || eve === undefined)
    throw new Error('no scene');
  state.guilds.set(FAR_GUILD, { ...guild, id: FAR_GUILD, name: 'Far' });
  state.channels.set(FAR_CHANNEL, { ...channel, id: FAR_CHANNEL, guild: FAR_GUILD });
  state.people.set(EVE, { ...eve, guild: FAR_GUILD, manages: true });
  folder = await mkdtemp(path.join(tmpdir(), 'deckhand-shards-'));
  const settings = {
    DISCORD_API_URL: standIn.apiUrl,
    DATABASE_URL: `sqlite:${path.join(folder, 'deckhand.db')}`,
    DECKS_DIR: fileURLToPath(new URL('../../../../decks', import.meta.url)),
    LOG_FORMAT: 'json',
    PORT: '0',
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  manager = new ShardingManager(PROGRAM.at(-1) ?? '', {
    token: standIn.token,
    totalShards: 2,
    shardArgs: ['start'],
    execArgv: PROGRAM.slice(0, -1),
    silent: true,
  });
  manager.on('shardCreate', (shard) => {
    shard.on('spawn', ({ stdout, stderr }) => {
      for (const stream of [stdout, stderr])
        stream?.on('data', (data: Buffer) => (output += `${shard.id}: ${data.toString()}`));
    });
  });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  manager.respawn = false;
  await Promise.all(
    [...manager.shards.values()].map(async ({ process: child }) => {
      if (child === null) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    }),
  );
  await standIn.close();
  await rm(folder, { recursive: true });
  expect(standIn.state.unlawful).toEqual([]);
});

const questionsIn = (channel: string): readonly Message[] =>
  standIn.state.messages.filter(
    (message) => message.channel === channel && message.only === null && message.replyTo === null,
  );

/** Asks a question, and gives it when it is there. */
async function asks(member: string, channel: string): Promise<Message> {
  const before = questionsIn(channel).length;
  expect((await standIn.command(member, 'ask', channel)).type, output).toBe(4);
  await until(() => questionsIn(channel).length > before, `a question is in ${channel}`);
  const question = questionsIn(channel).at(-1);
  if (question === undefined) throw new Error('no question');
  return question;
}

/** Answers it, and gives what the member then reads. */
async function answers(member: string, question: Message): Promise<string> {
  const before = privately(standIn, member).length;
  const code = shownButtons(question.components).find((one) =>
    one.code?.includes('.answer.'),
  )?.code;
  expect((await standIn.press(member, question, code ?? '')).type).toBe(4);
  await until(() => privately(standIn, member).length > before, `${member} reads a reply`);
  return privately(standIn, member).at(-1) ?? '';
}

test(
  'discord.js’s ShardingManager runs one bot as two processes on one database',
  { timeout: 120_000 },
  async () => {
    await manager.spawn({ amount: 2, delay: 100, timeout: 30_000 });
    expect(manager.shards.size).toBe(2);
    expect(
      standIn.state.calls.filter(
        ({ method, path: to }) => method === 'PUT' && to.endsWith('commands'),
      ),
    ).toHaveLength(1);

    const near = await asks(ADA, CHANNEL);
    const far = await asks(EVE, FAR_CHANNEL);
    expect(await answers(ADA, near)).toMatch(/\+(10|3) points/);
    expect(await answers(EVE, far)).toMatch(/\+(10|3) points/);
    await expect(manager.fetchClientValues('guilds.cache.size')).rejects.toThrow('Deckhand');

    // The process that posts for all is killed: the other one posts at once, and the manager starts a new one.
    const first = manager.shards.get(0);
    const reborn = new Promise<void>((resolve) => first?.once('ready', () => resolve()));
    first?.process?.kill('SIGKILL');
    await asks(ADA, CHANNEL);
    await reborn;
    const again = await asks(EVE, FAR_CHANNEL);
    expect(await answers(EVE, again)).toMatch(/\+(10|3) points/);
    expect(questionsIn(CHANNEL)).toHaveLength(2);
    expect(questionsIn(FAR_CHANNEL)).toHaveLength(2);

    const store = await openSqlite(path.join(folder, 'deckhand.db'), MIGRATIONS);
    expect(await store.verify()).toEqual([]);
    await store.close();
  },
);
