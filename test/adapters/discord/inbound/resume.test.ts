import { describe, expect, test } from 'vitest';
import { later, until } from '../../harness.ts';
import { ADA, BO, CY, EVE, scene } from '../scene.ts';
import type { Scene } from '../scene.ts';
import { CHANNEL } from '../standin/index.ts';
import type { StandIn } from '../standin/index.ts';

type Gateway = StandIn['gateway'];

/** What the SDK waits before it connects again. */
const PAUSE_MS = 500;
const SETTLED_MS = 300;
/** What the attempts after the SDK's first wait besides. */
const WAIT_MS = 1000;
const TIMINGS = { helloMs: 2000, readyMs: 2000, drainMs: 200, settledMs: SETTLED_MS };

/** A bot whose connection has lived for a while. */
async function settled(prepare: (standIn: StandIn) => void = () => undefined): Promise<Scene> {
  const made = await scene({ timings: { ...TIMINGS, reconnectMs: [0, WAIT_MS] } }, prepare);
  await later(SETTLED_MS + 50, null);
  return made;
}

/** Milliseconds until there were so many. */
async function timeUntil(count: () => number, reached: number): Promise<number> {
  const began = performance.now();
  await until(() => count() >= reached, `there are ${reached}`);
  return performance.now() - began;
}

describe('a connection that lived for a while and ends', () => {
  test.each<[string, (gateway: Gateway) => void]>([
    ['without a goodbye', (gateway) => gateway.drop()],
    ['because Discord asks for a reconnect', (gateway) => gateway.reconnect()],
    ['with a code that may resume', (gateway) => gateway.close(4000)],
  ])('%s is resumed at once, and a press does not wait', async (_, end) => {
    const { standIn, bot } = await settled();
    end(standIn.gateway);
    const { open, resumes } = standIn.gateway;
    await until(() => open() === 0 || resumes() > 0, 'it is cut');
    const pressed = await standIn.command(BO, 'help', CHANNEL);
    expect(pressed.type).toBe(4);
    expect(pressed.ms).toBeLessThan(PAUSE_MS - 50);
    await until(() => standIn.gateway.resumes() === 1, 'it is resumed');
    await later(50, null);
    expect(bot.inputs).toHaveLength(1);
    expect(standIn.gateway.identifies()).toBe(1);
  });

  test('on every shard is resumed on every shard', async () => {
    const { standIn } = await settled(({ state }) => {
      state.shards = 2;
    });
    standIn.gateway.drop();
    expect(await timeUntil(standIn.gateway.resumes, 2)).toBeLessThan(PAUSE_MS - 50);
    for (const member of [BO, EVE]) {
      expect((await standIn.command(member, 'help', CHANNEL)).type).toBe(4);
    }
    expect(standIn.gateway.identifies()).toBe(2);
  }, 20_000);

  test('without an answer to its heartbeats is resumed, and again only after a pause', async () => {
    const { standIn, bot } = await scene({ timings: TIMINGS }, ({ gateway }) => {
      gateway.heartbeatMs = 100;
    });
    await later(SETTLED_MS, null);
    standIn.gateway.mute = true;
    await until(() => standIn.gateway.resumes() === 1, 'it is resumed');
    expect(await timeUntil(standIn.gateway.resumes, 2)).toBeGreaterThan(PAUSE_MS - 20);
    standIn.gateway.mute = false;
    expect((await standIn.command(BO, 'help', CHANNEL)).type).toBe(4);
    expect(bot.inputs).toHaveLength(1);
    expect(standIn.gateway.identifies()).toBe(1);
  });

  test('and ends again soon waits before it is resumed', async () => {
    const { standIn } = await settled();
    standIn.gateway.drop();
    await until(() => standIn.gateway.resumes() === 1, 'it is resumed');
    standIn.gateway.drop();
    expect(await timeUntil(standIn.gateway.resumes, 2)).toBeGreaterThan(PAUSE_MS - 20);
    expect((await standIn.command(BO, 'help', CHANNEL)).type).toBe(4);
  });

  test('and is refused is tried once at once, then ever more rarely', async () => {
    const { chat, standIn } = await settled();
    standIn.gateway.away = true;
    const before = standIn.gateway.attempts();
    standIn.gateway.drop();
    await until(() => standIn.gateway.attempts() > before, 'it is tried');
    const next = await timeUntil(standIn.gateway.attempts, before + 2);
    const third = await timeUntil(standIn.gateway.attempts, before + 3);
    expect(next).toBeGreaterThan(PAUSE_MS - 20);
    expect(next).toBeLessThan(PAUSE_MS + WAIT_MS - 50);
    expect(third).toBeGreaterThan(PAUSE_MS + WAIT_MS - 50);
    standIn.gateway.away = false;
    await until(() => chat.health?.() === null, 'it is back');
    expect(standIn.gateway.identifies()).toBe(1);
  });

  test('while the network is gone for a moment keeps its session', async () => {
    const { standIn, bot } = await settled();
    standIn.gateway.unreachable = true;
    const before = standIn.gateway.attempts();
    standIn.gateway.drop();
    const meanwhile = standIn.command(BO, 'help', CHANNEL);
    await until(() => standIn.gateway.attempts() > before, 'it is tried');
    standIn.gateway.unreachable = false;
    expect((await meanwhile).type).toBe(4);
    expect(bot.inputs).toHaveLength(1);
    expect([standIn.gateway.resumes(), standIn.gateway.identifies()]).toEqual([1, 1]);
  });

  test('amid many commands loses none and hears none twice', async () => {
    const { standIn, bot } = await settled();
    const asked: Promise<unknown>[] = [];
    const ask = (): void => {
      for (const member of [ADA, BO, CY]) asked.push(standIn.command(member, 'help', CHANNEL));
    };
    const { gateway } = standIn;
    for (const end of [() => gateway.reconnect(), () => gateway.drop()]) {
      ask();
      await later(0, null);
      ask();
      end();
      ask();
      await later(1, null);
      ask();
      await Promise.all(asked);
      await later(SETTLED_MS + 50, null);
    }
    expect(bot.inputs).toHaveLength(asked.length);
    expect(standIn.gateway.resumes()).toBe(2);
    expect(standIn.gateway.identifies()).toBe(1);
  });
});

describe('a session that is over', () => {
  test.each<[string, (gateway: Gateway) => void]>([
    ['as Discord says', (gateway) => gateway.invalidate(false)],
    ['by a goodbye', (gateway) => gateway.close(1000)],
    ['by a wrong number', (gateway) => gateway.close(4007)],
  ])(
    '%s is replaced after the pause, and not resumed',
    async (_, end) => {
      const { standIn } = await settled();
      end(standIn.gateway);
      const before = standIn.gateway.attempts();
      expect(await timeUntil(standIn.gateway.attempts, before + 1)).toBeGreaterThan(PAUSE_MS - 20);
      await until(() => standIn.gateway.identifies() === 2, 'it identifies');
      expect(standIn.gateway.resumes()).toBe(0);
      expect((await standIn.command(BO, 'help', CHANNEL)).type).toBe(4);
    },
    15_000,
  );

  test('only as far as this connection knows is resumed on it', async () => {
    const { standIn } = await settled();
    const before = standIn.gateway.attempts();
    standIn.gateway.invalidate(true);
    await until(() => standIn.gateway.resumes() === 1, 'it is resumed');
    expect((await standIn.command(BO, 'help', CHANNEL)).type).toBe(4);
    expect(standIn.gateway.attempts()).toBe(before);
  });
});

test('a connection that ends just before a stop does not come back', async () => {
  const { chat, standIn, bot } = await settled();
  standIn.gateway.drop();
  await later(1, null);
  await chat.stop();
  const { resumes, identifies, attempts } = standIn.gateway;
  const before = [resumes(), identifies()];
  const late = standIn.command(BO, 'help', CHANNEL);
  await later(PAUSE_MS + 300, null);
  expect([resumes(), identifies()]).toEqual(before);
  expect(attempts()).toBeLessThanOrEqual(2);
  expect(bot.inputs).toEqual([]);
  await late;
});
