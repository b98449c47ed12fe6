import { describe, expect, test } from 'vitest';
import type { Card } from '../../../../src/domain/card.ts';
import { asking, saying } from '../../recording-bot.ts';
import { ADA, ALONE, calls, PLACE, posted, privately, scene } from '../scene.ts';
import {
  CHANNEL,
  emptyMessage,
  FORUM,
  GUILD,
  MAY,
  QUIET_CHANNEL,
  snowflake,
} from '../standin/index.ts';
import type { Fault } from '../standin/index.ts';
import { shownText } from '../standin/read.ts';
import { failure, until } from '../../harness.ts';

const POST = /^POST channels\/\d+\/messages$/;

describe('a post', () => {
  test('carries a nonce of its name, asks Discord to hold it, and lets nobody be pinged', async () => {
    const scenery = await scene();
    await posted(scenery);
    const [body] = calls(scenery.standIn, POST);
    expect(body).toMatchObject({
      nonce: expect.stringMatching(/^[a-z2-7]{24}$/),
      enforce_nonce: true,
      allowed_mentions: { parse: [] },
    });
    expect(body).not.toHaveProperty('content');
    expect(body).not.toHaveProperty('embeds');
  });

  test('of the same name is one message, also by another process', async () => {
    const { chat, standIn } = await scene();
    const first = await chat.post(PLACE, saying('Once'), 'round:1', ALONE);
    expect(await chat.post(PLACE, saying('Once'), 'round:1', ALONE)).toBe(first);
    const other = await chat.post(PLACE, saying('Twice'), 'round:2', ALONE);
    expect(other).not.toBe(first);
    expect(standIn.state.messages).toHaveLength(2);
  });

  test('after which the connection broke is unknown, is found, and is not made again', async () => {
    const { chat, standIn } = await scene();
    standIn.fail('post', { kind: 'reset-after' });
    const error = await failure(chat.post(PLACE, saying('Lost?'), 'round:1', ALONE));
    expect(error.failure).toBe('unknown');
    expect(calls(standIn, POST)).toHaveLength(1);
    const found = await chat.find(PLACE, 'round:1', Date.now() - 5000, ALONE);
    expect(found).toEqual({ kind: 'there', message: standIn.state.messages[0]?.id });
    await chat.post(PLACE, saying('Lost?'), 'round:1', ALONE);
    expect(standIn.state.messages).toHaveLength(1);
  });

  test.each<[string, Fault, object]>([
    [
      'a rate limit',
      { kind: 'rate', seconds: 2, global: false },
      { failure: 'not-sent', retryAfterMs: expect.closeTo(2000, -3) },
    ],
    [
      'a global rate limit',
      { kind: 'rate', seconds: 3, global: true },
      { failure: 'not-sent', retryAfterMs: expect.closeTo(3000, -3) },
    ],
    ['slow mode', { kind: 'error', status: 400, code: 20016 }, { failure: 'not-sent' }],
    [
      'a missing permission',
      { kind: 'error', status: 403, code: 50013 },
      { failure: 'refused', code: '50013', gone: false },
    ],
    [
      'no access',
      { kind: 'error', status: 403, code: 50001 },
      { failure: 'refused', code: '50001', gone: true },
    ],
    [
      'a deleted channel',
      { kind: 'error', status: 404, code: 10003 },
      { failure: 'refused', code: '10003', gone: true },
    ],
    [
      'a server that we are not in',
      { kind: 'error', status: 404, code: 10004 },
      { failure: 'refused', gone: true },
    ],
    ['AutoMod', { kind: 'error', status: 400, code: 200000 }, { failure: 'refused', gone: false }],
    [
      'a code that nobody knows yet',
      { kind: 'error', status: 400, code: 999999 },
      { failure: 'refused', code: '999999' },
    ],
    [
      'a gateway that gave up',
      { kind: 'status', status: 502 },
      { failure: 'unknown', code: 'http_502' },
    ],
    ['an error after the work', { kind: 'status-after', status: 500 }, { failure: 'unknown' }],
    ['a reset after the work', { kind: 'reset-after' }, { failure: 'unknown' }],
    ['half an answer', { kind: 'half-after' }, { failure: 'unknown' }],
    ['the page of a proxy', { kind: 'page-after' }, { failure: 'unknown' }],
    ['silence', { kind: 'hang-after' }, { failure: 'unknown', code: 'timeout' }],
  ])('that meets %s is sent once and fails as what it is', async (_, fault, expected) => {
    const { chat, standIn } = await scene({ timings: { requestMs: 300 } });
    standIn.fail('post', fault, 5);
    const error = await failure(chat.post(PLACE, saying('Hm'), 'round:1', ALONE));
    expect(error).toMatchObject(expected);
    expect(error.advice.en.length).toBeGreaterThan(10);
    expect(calls(standIn, POST)).toHaveLength(1);
    expect(JSON.stringify([error, error.message, error.stack])).not.toContain(standIn.token);
  });

  test('to a Discord that went away is unknown once, and was surely not sent from then on', async () => {
    const { chat, standIn } = await scene();
    await standIn.close();
    // The connection was still open when the request was written to it.
    await failure(chat.post(PLACE, saying('Hm'), 'round:1', ALONE));
    const error = await failure(chat.post(PLACE, saying('Hm'), 'round:1', ALONE));
    expect(error).toMatchObject({ failure: 'not-sent', code: 'ECONNREFUSED' });
  });

  test('waits for the bucket instead of running into it', async () => {
    const { chat, standIn } = await scene();
    for (const n of [1, 2, 3, 4, 5]) await chat.post(PLACE, saying(`${n}`), `post:${n}`, ALONE);
    const error = await failure(chat.post(PLACE, saying('6'), 'post:6', ALONE));
    expect(error).toMatchObject({ failure: 'not-sent' });
    expect(error.retryAfterMs).toBeGreaterThan(500);
    expect(error.retryAfterMs).toBeLessThanOrEqual(6000);
    // The SDK knew it from the headers: Discord was not asked.
    expect(calls(standIn, POST)).toHaveLength(5);
    expect(
      await chat.post({ ...PLACE, channel: QUIET_CHANNEL }, saying('x'), 'x', ALONE),
    ).toBeTruthy();
  });

  test('with its token refused says where to get another', async () => {
    const { chat, standIn } = await scene();
    standIn.state.broken = 401;
    const error = await failure(chat.post(PLACE, saying('Hm'), 'round:1', ALONE));
    expect(error).toMatchObject({ failure: 'refused', code: 'http_401' });
    expect(error.advice.en).toContain('DISCORD_TOKEN');
  });

  test('into a forum is refused with the way out', async () => {
    const { chat } = await scene();
    const error = await failure(chat.post({ ...PLACE, channel: FORUM }, saying('x'), 'x', ALONE));
    expect(error).toMatchObject({ failure: 'refused', code: '50008' });
    expect(error.advice.en).toContain('text channel');
  });
});

describe('an answer to a message', () => {
  test('refers to it, and is still made when that was deleted', async () => {
    const { chat, standIn } = await scene();
    const first = await chat.post(PLACE, saying('Question'), 'a', ALONE);
    await chat.post(PLACE, saying('Reveal'), 'b', { replyTo: first });
    await chat.post(PLACE, saying('Orphan'), 'c', { replyTo: snowflake() });
    expect(standIn.state.messages.map((message) => message.replyTo)).toEqual([
      null,
      first,
      expect.any(String),
    ]);
  });

  test('goes out alone where the history may not be read', async () => {
    const { chat, standIn } = await scene();
    const first = await chat.post(PLACE, saying('Question'), 'a', ALONE);
    const channel = standIn.state.channels.get(CHANNEL);
    if (channel !== undefined) channel.denied = MAY.history;
    await chat.post(PLACE, saying('Reveal'), 'b', { replyTo: first });
    expect(standIn.state.messages.map((message) => message.replyTo)).toEqual([null, null]);
  });
});

describe('find', () => {
  test('says that it cannot tell where the history may not be read', async () => {
    const { chat, standIn } = await scene();
    await chat.post(PLACE, saying('There'), 'a', ALONE);
    const channel = standIn.state.channels.get(CHANNEL);
    if (channel !== undefined) channel.denied = MAY.history;
    const found = await chat.find(PLACE, 'a', 0, ALONE);
    expect(found).toMatchObject({ kind: 'cannot-tell', why: expect.stringContaining('History') });
  });

  test('knows an edited post, a post with pictures, and nothing of another name or time', async () => {
    const { chat } = await scene({ painter: { paint: () => Promise.resolve(PNG) } });
    const message = await chat.post(PLACE, PICTURED, 'a', ALONE);
    await chat.edit(PLACE, message, saying('Closed'), 'a');
    expect(await chat.find(PLACE, 'a', Date.now() - 5000, ALONE)).toEqual({
      kind: 'there',
      message,
    });
    expect(await chat.find(PLACE, 'b', 0, ALONE)).toEqual({ kind: 'absent' });
    expect(await chat.find(PLACE, 'a', Date.now() + 60_000, ALONE)).toEqual({ kind: 'absent' });
  });

  test('reads on over pages, and does not take a copy by somebody else for ours', async () => {
    const { chat, standIn } = await scene();
    const { state } = standIn;
    for (let n = 0; n < 230; n += 1) {
      state.messages.push(emptyMessage({ id: snowflake(), channel: CHANNEL, guild: GUILD }));
    }
    const message = await chat.post(PLACE, saying('Last'), 'a', ALONE);
    expect(await chat.find(PLACE, 'a', Date.now() - 60_000, ALONE)).toEqual({
      kind: 'there',
      message,
    });
    expect(calls(standIn, /^GET channels\/\d+\/messages$/)).toHaveLength(3);
  });

  test('that Discord does not answer is no "absent"', async () => {
    const { chat, standIn } = await scene();
    standIn.fail('list', { kind: 'status', status: 503 });
    expect(await failure(chat.find(PLACE, 'a', 0, ALONE))).toMatchObject({ failure: 'unknown' });
  });
});

const PNG = new Uint8Array([137, 80, 78, 71]);
const PICTURED: Card = {
  gist: 'Spread',
  blocks: [
    {
      kind: 'picture',
      alt: 'A: 3, B: 5',
      picture: { chart: 'spread', title: 'Spread', bars: [] },
    },
  ],
};

describe('a picture', () => {
  const painter = { paint: () => Promise.resolve(PNG) };

  test('is attached with its description', async () => {
    const { chat, standIn } = await scene({ painter });
    await chat.post(PLACE, PICTURED, 'a', ALONE);
    const [message] = standIn.state.messages;
    expect(message?.files).toEqual(['spread-0.png']);
    expect(message?.components[0]).toMatchObject({
      components: [{ type: 12, items: [{ description: 'A: 3, B: 5' }] }],
    });
  });

  test('is told in words where files may not be attached, in one message', async () => {
    const { chat, standIn } = await scene({ painter });
    const channel = standIn.state.channels.get(CHANNEL);
    if (channel !== undefined) channel.denied = MAY.attach;
    await chat.post(PLACE, PICTURED, 'a', ALONE);
    const [message, ...more] = standIn.state.messages;
    expect(more).toEqual([]);
    expect(message?.files).toEqual([]);
    expect(shownText(message?.components ?? [])).toContain('A: 3, B: 5');
  });

  test('that cannot be drawn is told in words', async () => {
    const broken = { paint: () => Promise.reject(new Error('no canvas')) };
    const { chat, standIn, records } = await scene({ painter: broken });
    await chat.post(PLACE, PICTURED, 'a', ALONE);
    expect(shownText(standIn.state.messages[0]?.components ?? [])).toContain('A: 3, B: 5');
    expect(records.lines.some(({ text }) => text.includes('shown as text'))).toBe(true);
  });
});

describe('an edit', () => {
  test('of a message that is too old or gone is refused, not repeated', async () => {
    const { chat, standIn } = await scene();
    const message = await chat.post(PLACE, saying('Old'), 'a', ALONE);
    standIn.fail('edit', { kind: 'error', status: 400, code: 30046 });
    const error = await failure(chat.edit(PLACE, message, saying('New'), 'a'));
    expect(error).toMatchObject({ failure: 'refused', code: '30046' });
    const gone = await failure(chat.edit(PLACE, snowflake(), saying('New'), 'a'));
    expect(gone).toMatchObject({ failure: 'refused', code: '10008', gone: false });
  });
});

describe('what is told to one member', () => {
  test('goes into their direct messages, and its buttons find the way back', async () => {
    const { chat, standIn, bot } = await scene();
    await chat.tell(PLACE, ADA, asking('A post is unknown', ['One', 'Two']));
    expect(privately(standIn, ADA)).toHaveLength(1);
    const [message] = standIn.state.messages;
    const button = JSON.stringify(message?.components).match(/"custom_id":"([^"]+)"/)?.[1];
    if (message === undefined || button === undefined) throw new Error('no button');
    expect((await standIn.press(ADA, message, button)).type).toBe(4);
    expect(bot.inputs[0]?.place.workspace).toBe(PLACE.workspace);
    expect(bot.inputs[0]?.intent).toMatchObject({ code: '1.answer.round-one.0', own: true });
  });

  test('whose button names a server of others is turned away', async () => {
    const { chat, standIn, bot } = await scene();
    await chat.tell(PLACE, ADA, asking('Unknown', ['One', 'Two']));
    const [message] = standIn.state.messages;
    if (message === undefined) throw new Error('no message');
    await standIn.press(ADA, message, '1.answer.round-one.0@900000000000000020');
    expect(bot.inputs).toHaveLength(0);
    expect(privately(standIn, ADA).at(-1)).toContain('not in that server');
  });

  test('who takes no direct messages fails with that advice', async () => {
    const { chat, standIn } = await scene();
    standIn.fail('direct', { kind: 'error', status: 403, code: 50007 });
    const error = await failure(chat.tell(PLACE, ADA, saying('Hm')));
    expect(error).toMatchObject({ failure: 'refused', code: '50007', gone: false });
  });
});

describe('rights', () => {
  test.each([
    ['View Channel', MAY.view],
    ['Send Messages', MAY.send],
    ['Embed Links', MAY.embed],
    ['Attach Files', MAY.attach],
  ])('without %s it says so before a schedule is set', async (name, bit) => {
    const { chat, standIn } = await scene();
    const channel = standIn.state.channels.get(CHANNEL);
    if (channel !== undefined) channel.denied = bit;
    const said = await chat.mayPost(PLACE);
    // A channel that is not seen cannot be looked at either.
    expect(said?.en).toContain(bit === MAY.view ? 'View Channel' : name);
  });

  test('a permission that is lost is refused with advice, and works again when it is back', async () => {
    const { chat, standIn } = await scene();
    const guild = standIn.state.guilds.get(GUILD);
    if (guild === undefined) throw new Error('no server');
    const before = guild.granted;
    guild.granted = MAY.view;
    const error = await failure(chat.post(PLACE, saying('x'), 'a', ALONE));
    expect(error).toMatchObject({ failure: 'refused', code: '50013' });
    expect(error.advice.en).toContain('Send Messages');
    guild.granted = before;
    expect(await chat.post(PLACE, saying('x'), 'a', ALONE)).toBeTruthy();
  });

  test('are those of the member in this server, asked each time', async () => {
    const { chat, standIn } = await scene();
    expect(await chat.manages(PLACE, ADA)).toBe(true);
    expect(await chat.manages(PLACE, '910000000000000002')).toBe(false);
    expect(await chat.manages(PLACE, '910000000000000009')).toBe(false);
    standIn.fail('channel', { kind: 'status', status: 500 }, 2);
    expect(await chat.manages(PLACE, ADA)).toBeNull();
  });
});

test('a server that is out of order is not written to until it is back', async () => {
  const { chat, standIn, bot } = await scene();
  let tries = 0;
  standIn.leave(GUILD, true);
  await until(async () => {
    const error = await chat
      .post(PLACE, saying('x'), `outage:${(tries += 1)}`, ALONE)
      .catch((e: unknown) => e);
    return error instanceof Error && error.message.includes('server_unavailable');
  }, 'the outage is known');
  standIn.join(GUILD);
  await until(
    () => chat.post(PLACE, saying('y'), 'y', ALONE).then(Boolean, () => false),
    'it is back',
  );
  expect(bot.happenings.some(({ kind }) => kind === 'workspace-gone')).toBe(false);
});
