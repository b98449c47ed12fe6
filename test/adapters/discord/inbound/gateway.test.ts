import { describe, expect, test } from 'vitest';
import { recordingBot, saying } from '../../recording-bot.ts';
import { ADA, ALONE, BO, calls, openStandIn, PLACE, scene } from '../scene.ts';
import { CHANNEL, GUILD, OTHER_GUILD } from '../standin/index.ts';
import type { StandIn } from '../standin/index.ts';
import { startDiscord } from '../start.ts';
import type { Overrides } from '../start.ts';
import { StartError } from '../../../../src/ports/errors.ts';
import { openReconnects } from '../../../../src/adapters/discord/inbound/reconnects.ts';
import { TIMINGS } from '../../../../src/adapters/discord/timings.ts';
import { systemClock } from '../../../../src/system/clock.ts';
import { systemRandom } from '../../../../src/system/random.ts';
import { later, until } from '../../harness.ts';

const FAST = { helloMs: 400, readyMs: 400, watchMs: 20, silenceTimeoutMs: 60_000, drainMs: 200 };
const beating =
  (ms: number) =>
  ({ gateway }: StandIn): void => {
    gateway.heartbeatMs = ms;
  };

describe('the gateway', () => {
  test('that drops is resumed: what happened meanwhile arrives, once', async () => {
    const { standIn, bot } = await scene({ timings: FAST });
    standIn.gateway.drop();
    // While nobody is connected Discord keeps what happens for the session.
    const meanwhile = standIn.command(BO, 'help', CHANNEL);
    await until(() => standIn.gateway.resumes() === 1, 'it resumes');
    expect((await meanwhile).type).toBe(4);
    expect(bot.inputs).toHaveLength(1);
    expect(standIn.gateway.identifies()).toBe(1);
  });

  test('that asks for a reconnect is resumed', async () => {
    const { standIn, bot } = await scene({ timings: FAST });
    standIn.gateway.reconnect();
    await until(() => standIn.gateway.resumes() === 1, 'it resumes');
    expect((await standIn.command(BO, 'help', CHANNEL)).type).toBe(4);
    expect(bot.inputs).toHaveLength(1);
  });

  test('whose session is gone begins a new one, and no server is taken for a new one', async () => {
    const { standIn, bot } = await scene({ timings: FAST });
    await until(() => bot.happenings.length === 2, 'both servers are known');
    standIn.gateway.forget = true;
    standIn.gateway.drop();
    // The SDK leaves five seconds between identifies, as Discord demands.
    await until(() => standIn.gateway.identifies() === 2, 'it identifies again');
    expect((await standIn.command(BO, 'help', CHANNEL)).type).toBe(4);
    expect(bot.happenings).toHaveLength(2);
  }, 15_000);

  test.each([4000, 4009, 1001])(
    'closed with %d comes back',
    async (code) => {
      const { standIn } = await scene({ timings: FAST });
      standIn.gateway.close(code);
      const { resumes, identifies } = standIn.gateway;
      await until(() => resumes() + identifies() === 2, 'it is back');
      await until(async () => (await standIn.command(BO, 'help', CHANNEL)).type === 4, 'it hears');
    },
    15_000,
  );

  test('that answers no heartbeat is a zombie, is left, and resumed', async () => {
    const { standIn, records } = await scene({ timings: FAST }, beating(80));
    standIn.gateway.mute = true;
    await until(() => standIn.gateway.resumes() >= 1, 'it is resumed');
    standIn.gateway.mute = false;
    await until(async () => (await standIn.command(BO, 'help', CHANNEL)).type === 4, 'it hears');
    expect(records.gaveUp).toEqual([]);
  });

  test('that stays deaf is given up with a clear line, once', async () => {
    const { standIn, records } = await scene(
      { timings: { ...FAST, silenceTimeoutMs: 300 } },
      beating(50),
    );
    standIn.gateway.silent = true;
    standIn.gateway.drop();
    await until(() => records.gaveUp.length > 0, 'it gives up');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(records.gaveUp).toHaveLength(1);
    expect(records.gaveUp[0]).toMatch(/silent for \d+ s .* start me again/);
    standIn.gateway.silent = false;
  });

  test('that will have this token no more is given up at once', async () => {
    const { standIn, records } = await scene({ timings: FAST });
    standIn.gateway.close(4004);
    await until(() => records.gaveUp.length > 0, 'it gives up');
    expect(records.gaveUp[0]).toContain('DISCORD_TOKEN');
    expect(JSON.stringify(records.lines)).not.toContain(standIn.token);
  });

  test.each([
    ['an event that nobody knows', { t: 'SOMETHING_NEW', d: { a: null } }],
    ['an interaction of no shape', { t: 'INTERACTION_CREATE', d: { id: null, type: 'x' } }],
    ['an interaction of a new type', { t: 'INTERACTION_CREATE', d: { id: '1', type: 99 } }],
    ['a server that is null', { t: 'GUILD_CREATE', d: null }],
    ['a server of nulls', { t: 'GUILD_CREATE', d: { id: null, roles: null, channels: null } }],
    ['a channel of nulls', { t: 'CHANNEL_DELETE', d: { id: '1', guild_id: null } }],
  ])('that sends %s is still heard after it', async (_, { t, d }) => {
    const { standIn, bot } = await scene({ timings: FAST });
    standIn.gateway.frame(JSON.stringify({ op: 0, t, s: 100, d }));
    expect((await standIn.command(BO, 'help', CHANNEL)).type).toBe(4);
    expect(bot.inputs).toHaveLength(1);
  });

  test('gets as many shards as Discord recommends, each hearing its own servers', async () => {
    const { standIn, bot } = await scene({ timings: FAST }, ({ state }) => {
      state.shards = 3;
    });
    expect(standIn.gateway.identifies()).toBe(3);
    expect((await standIn.command(ADA, 'help', CHANNEL)).type).toBe(4);
    await until(() => bot.happenings.length === 2, 'every server was told once');
  }, 30_000);
});

describe('what happens to servers and channels', () => {
  test('reaches the bot: here, gone, back, and a channel gone', async () => {
    const { chat, standIn, bot } = await scene();
    await until(() => bot.happenings.length === 2, 'both are here');
    expect(bot.happenings[0]).toEqual({
      kind: 'workspace-here',
      workspace: `discord:${GUILD}`,
      name: 'Deckhand Crew',
    });
    standIn.leave(OTHER_GUILD);
    standIn.join(OTHER_GUILD);
    standIn.deleteChannel(CHANNEL);
    await until(() => bot.happenings.length === 5, 'all is told');
    expect(bot.happenings.slice(2)).toEqual([
      { kind: 'workspace-gone', workspace: `discord:${OTHER_GUILD}` },
      { kind: 'workspace-here', workspace: `discord:${OTHER_GUILD}`, name: 'Elsewhere' },
      { kind: 'channel-gone', place: PLACE, name: 'team-quiz' },
    ]);
    const late = chat.post(PLACE, saying('x'), 'x', ALONE);
    await expect(late).rejects.toMatchObject({ failure: 'refused', gone: true });
  });

  test('an outage is no farewell', async () => {
    const { standIn, bot } = await scene();
    await until(() => bot.happenings.length === 2, 'both are here');
    standIn.leave(GUILD, true);
    standIn.join(GUILD);
    expect((await standIn.command(BO, 'help', CHANNEL)).type).toBe(4);
    expect(bot.happenings).toHaveLength(2);
  });
});

describe('a start', () => {
  async function refusedStart(
    overrides: Overrides,
    prepare: (standIn: StandIn) => void = () => undefined,
  ): Promise<StartError> {
    const standIn = await openStandIn();
    prepare(standIn);
    const error = await startDiscord(standIn, recordingBot(), {
      ...overrides,
      timings: { ...FAST, loginMs: 500, requestMs: 300, ...overrides.timings },
    }).catch((thrown: unknown) => thrown);
    if (!(error instanceof StartError)) throw new Error(`no StartError but ${String(error)}`);
    expect(error.message).not.toContain(overrides.token ?? standIn.token);
    expect(error.message).not.toContain('\n');
    return error;
  }

  test('with a wrong token names the variable and stops with 78', async () => {
    const error = await refusedStart({ token: 'wrong.token.here' });
    expect(error.exitCode).toBe(78);
    expect(error.message).toMatch(/DISCORD_TOKEN is not accepted .* copy the token/);
  });

  test('that the gateway never answers ends by itself', async () => {
    const error = await refusedStart({}, ({ gateway }) => {
      gateway.deaf = true;
    });
    expect(error.message).toMatch(/let nobody in for .* s: look at discordstatus\.com/);
  });

  test.each(['page-after', 'hang-after', 'reset-after'] as const)(
    'against a gateway address that answers with %s is one line',
    async (kind) => {
      const error = await refusedStart({}, (standIn) => standIn.fail('gateway', { kind }, 20));
      expect(error.exitCode).toBe(1);
      expect(error.message).toMatch(/Discord/);
    },
  );

  test('with nobody there says that Discord cannot be reached', async () => {
    const error = await refusedStart({ apiUrl: 'http://127.0.0.1:9/api' });
    expect(error.message).toMatch(/cannot be reached \(ECONNREFUSED\).*DISCORD_API_URL/);
  });
});

describe('/quiz', () => {
  const PUT = /^PUT applications\/\d+\/(guilds\/\d+\/)?commands$/;

  test('is registered everywhere once, and again only when it changed', async () => {
    const standIn = await openStandIn();
    const bot = recordingBot();
    for (let start = 0; start < 2; start += 1) {
      await (await startDiscord(standIn, bot)).chat.stop();
    }
    expect(calls(standIn, PUT)).toHaveLength(1);
    const more = {
      name: 'me',
      help: { en: 'Your points', de: 'Your points' },
      who: 'all',
      arguments: [],
    } as const;
    const changed = { ...bot, commands: [...bot.commands, more] };
    await (await startDiscord(standIn, changed)).chat.stop();
    expect(calls(standIn, PUT)).toHaveLength(2);
    expect(JSON.stringify(standIn.state.commands.get(''))).toContain('Your points');
  });

  test('is registered at once in the dev server, and nowhere else', async () => {
    const { standIn } = await scene({ devGuild: GUILD });
    expect([...standIn.state.commands.keys()]).toEqual([GUILD]);
  });

  test('never stands twice: what another setting has left is taken away, and nothing else', async () => {
    const standIn = await openStandIn();
    const bot = recordingBot();
    const places = (): unknown =>
      [...standIn.state.commands].flatMap(([guild, all]) =>
        all.map(({ name }) => `${guild}:${name}`),
      );
    await (await startDiscord(standIn, bot)).chat.stop();
    const other = { name: 'dice', description: 'Of somebody else' };
    standIn.state.commands.set('', [...(standIn.state.commands.get('') ?? []), other]);
    expect(places()).toEqual([':quiz', ':dice']);
    await (await startDiscord(standIn, bot, { devGuild: GUILD })).chat.stop();
    expect(places()).toEqual([':dice', `${GUILD}:quiz`]);
    standIn.state.commands.set('', []);
    await (await startDiscord(standIn, bot)).chat.stop();
    expect(places()).toEqual([':quiz']);
    const writes = standIn.state.calls.filter(({ method }) => method !== 'GET').length;
    await (await startDiscord(standIn, bot)).chat.stop();
    expect(standIn.state.calls.filter(({ method }) => method !== 'GET')).toHaveLength(writes);
  });

  test('that cannot be registered globally does not keep the bot from starting', async () => {
    const { standIn, records } = await scene({}, (made) => {
      made.fail('commands', { kind: 'status', status: 500 }, 3);
    });
    expect(standIn.gateway.open()).toBe(1);
    expect(records.lines.some(({ level }) => level === 'error')).toBe(true);
  });
});

describe('row 53: a gateway that is away', () => {
  test('row 53: is tried ever more rarely, and health says so until it is back', async () => {
    const { chat, standIn, bot } = await scene({
      timings: { ...FAST, reconnectMs: [0, 300, 600, 1200, 2400] },
    });
    expect(chat.health?.()).toBeNull();
    standIn.gateway.away = true;
    const before = standIn.gateway.attempts();
    standIn.gateway.drop();
    await until(() => standIn.gateway.attempts() - before >= 2, 'it is tried');
    expect(chat.health?.()).toMatch(
      /^Discord's gateway has been away for \d+ s \(one connection\)$/,
    );
    await later(4000, null);
    expect(standIn.gateway.attempts() - before).toBeLessThanOrEqual(6);
    standIn.gateway.away = false;
    await until(() => chat.health?.() === null, 'it is back');
    expect((await standIn.command(BO, 'help', CHANNEL)).type).toBe(4);
    expect(bot.inputs).toHaveLength(1);
  }, 20_000);

  test('row 53: waits grow to a minute, with jitter, and begin anew after a connection', async () => {
    const waited: number[] = [];
    const clock = {
      ...systemClock(),
      after(ms: number, work: () => void) {
        waited.push(ms);
        work();
        return () => undefined;
      },
    };
    const most = { ...systemRandom(), below: (below: number) => below - 1 };
    const reconnects = openReconnects(TIMINGS, { clock, random: most });
    for (let attempt = 0; attempt < 9; attempt += 1) {
      reconnects.onClosed(0);
      await reconnects.beforeConnect(0);
      await reconnects.beforeConnect(0);
    }
    expect(waited).toEqual([1500, 3000, 7500, 15_000, 45_000, 60_000, 60_000, 60_000]);
    reconnects.onReady(0);
    reconnects.onClosed(0);
    await reconnects.beforeConnect(0);
    expect(waited).toHaveLength(8);
  });
});

describe('row 16: a server that has just invited the bot', () => {
  const joined = (joined_at: string, system_channel_id: string | null) => ({
    id: OTHER_GUILD,
    name: 'Brand new',
    joined_at,
    ...(system_channel_id === null ? {} : { system_channel_id }),
  });

  test('row 16: gets a welcome where Discord itself welcomes', async () => {
    const { bot, standIn } = await scene({ timings: FAST });
    await until(() => bot.happenings.length === 2, 'both servers are known');
    const now = new Date().toISOString();
    standIn.gateway.dispatch(OTHER_GUILD, 'GUILD_CREATE', joined(now, CHANNEL));
    await until(() => bot.happenings.length === 4, 'it is told');
    expect(bot.happenings.slice(2)).toMatchObject([
      { kind: 'workspace-here', name: 'Brand new' },
      {
        kind: 'channel-here',
        place: { workspace: `discord:${OTHER_GUILD}`, channel: CHANNEL },
        inviter: null,
      },
    ]);
  });

  test.each([
    ['one that is long there', '2026-01-01T00:00:00.000000+00:00', CHANNEL],
    ['one without such a channel', new Date().toISOString(), null],
  ])('row 16: none for %s', async (_, at, channel) => {
    const { bot, standIn } = await scene({ timings: FAST });
    await until(() => bot.happenings.length === 2, 'both servers are known');
    standIn.gateway.dispatch(OTHER_GUILD, 'GUILD_CREATE', joined(at, channel));
    await until(() => bot.happenings.length === 3, 'it is told');
    await later(50, null);
    expect(bot.happenings.map(({ kind }) => kind)).not.toContain('channel-here');
  });
});
