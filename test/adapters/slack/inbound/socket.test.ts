import { describe, expect, test } from 'vitest';
import { saying } from '../../recording-bot.ts';
import { posted, privately, scene } from '../scene.ts';
import { CHANNEL } from '../standin/index.ts';
import { until } from '../../harness.ts';

const FAST = { reconnectMs: [0, 20, 40], pongMs: 300, pingMs: 5000, helloMs: 400, watchMs: 20 };

describe('the socket', () => {
  test('that drops is replaced, and clicks are heard again', async () => {
    const { bot, standIn } = await scene('socket', { timings: FAST });
    standIn.socket.drop();
    await until(() => standIn.socket.made() === 2 && standIn.socket.open() === 1, 'it is back');
    await standIn.command('U0BO', 'help', CHANNEL);
    expect(bot.inputs).toHaveLength(1);
  });

  test('that drops while Slack is away comes back when Slack does', async () => {
    const { bot, standIn, records } = await scene('socket', { timings: FAST });
    standIn.fail('apps.connections.open', { kind: 'status', status: 503 }, 3);
    standIn.fail('apps.connections.open', { kind: 'reset-after' });
    standIn.fail('apps.connections.open', { kind: 'page-after' });
    standIn.socket.drop();
    await until(() => standIn.socket.made() === 2, 'it is back');
    expect(records.lines.filter(({ text }) => text.startsWith('connecting'))).toHaveLength(5);
    expect((await standIn.command('U0BO', 'help', CHANNEL)).status).toBe(200);
    expect(bot.inputs).toHaveLength(1);
  });

  test('that gets no pong is given up and replaced', async () => {
    const { standIn } = await scene('socket', { timings: FAST });
    standIn.socket.mute = true;
    await until(() => standIn.socket.made() >= 2, 'there is another');
    standIn.socket.mute = false;
    await until(() => standIn.socket.open() >= 1, 'it is open');
    await until(
      async () => (await standIn.command('U0BO', 'help', CHANNEL)).status === 200,
      'it is heard',
    );
  });

  test('that retires is replaced before it goes: no click falls between', async () => {
    const scenery = await scene('socket', { timings: FAST });
    const { bot, standIn } = scenery;
    const message = await posted(scenery);
    bot.answerWith(() => ({ kind: 'card', card: saying('heard') }));
    const statuses: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const made = standIn.socket.made();
      standIn.socket.frame('{"type":"disconnect","reason":"refresh_requested"}');
      for (let n = 0; n < 10; n += 1) {
        statuses.push(
          (await standIn.press('U0ADA', message, `1.answer.round-one.${n % 2}`)).status,
        );
      }
      await until(
        () => standIn.socket.made() === made + 1 && standIn.socket.open() === 1,
        'one stays',
      );
    }
    expect(statuses).toEqual(Array.from({ length: 30 }, () => 200));
    expect(bot.inputs).toHaveLength(30);
  });

  test('that is one of two for a moment hears each gesture once', async () => {
    const { bot, standIn } = await scene('socket', { timings: FAST });
    bot.answerWith(() => ({ kind: 'card', card: saying('once') }));
    const payload = {
      command: '/quiz',
      text: 'ask',
      team_id: 'T0DECKHAND',
      channel_id: CHANNEL,
      user_id: 'U0ADA',
      user_name: 'ada',
      response_url: 'https://hooks.slack.com/commands/1',
      trigger_id: 'same.gesture',
    };
    standIn.socket.frame('{"type":"disconnect","reason":"warning"}');
    const given = await Promise.all(
      ['same', 'same', 'other'].map((id) => standIn.socket.deliver('slash_commands', payload, id)),
    );
    expect(given.at(-1)?.status).toBe(200);
    expect(bot.inputs).toHaveLength(1);
  });

  test('takes the same envelope three times as one', async () => {
    const { bot, standIn } = await scene('socket', { timings: FAST });
    const event = {
      type: 'event_callback',
      team_id: 'T0DECKHAND',
      event_id: 'Ev1',
      event: { type: 'channel_left', channel: 'C1' },
    };
    for (let n = 0; n < 3; n += 1) {
      expect((await standIn.socket.deliver('events_api', event, `envelope-1`)).status).toBe(200);
    }
    expect(bot.happenings.filter(({ kind }) => kind === 'channel-gone')).toHaveLength(1);
  });

  test.each([
    'null',
    'not json',
    '[]',
    '{}',
    '{"type":"events_api"}',
    '{"type":"events_api","envelope_id":"e","payload":null}',
    '{"type":"events_api","envelope_id":"e","payload":{"event":{"type":"close"}}}',
    '{"type":"events_api","envelope_id":"e","payload":{"event":{"type":"ws_message"}}}',
    '{"type":"interactive","envelope_id":"e","payload":{"type":"block_actions"}}',
    '{"type":"close"}',
  ])('shrugs off the frame %s', async (frame) => {
    const { bot, standIn } = await scene('socket', { timings: FAST });
    standIn.socket.frame(frame);
    expect((await standIn.command('U0BO', 'help', CHANNEL)).status).toBe(200);
    expect(bot.inputs).toHaveLength(1);
    expect(standIn.socket.made()).toBe(1);
  });

  test('that Slack has switched off says where to switch it on', async () => {
    const { standIn, records } = await scene('socket', { timings: FAST });
    standIn.socket.frame('{"type":"disconnect","reason":"link_disabled"}');
    await until(() => records.lines.some(({ level }) => level === 'error'), 'it is logged');
    expect(records.lines.find(({ level }) => level === 'error')?.text).toContain('Socket Mode');
  });

  test('what was under way when it closed still reaches the member', async () => {
    const scenery = await scene('socket', { timings: FAST });
    const { bot, standIn } = scenery;
    const message = await posted(scenery);
    bot.answerWith(async () => {
      standIn.socket.drop();
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { kind: 'card', card: saying('Saved all the same') };
    });
    void standIn.press('U0ADA', message, '1.answer.round-one.1');
    await until(() => privately(standIn, 'U0ADA').length === 1, 'the reply is there');
  });
});

describe('the watchdog', () => {
  test('ends a process that stays deaf, once and with a clear line', async () => {
    const { standIn, records } = await scene('socket', {
      timings: { ...FAST, silenceTimeoutMs: 250 },
    });
    standIn.state.broken = 'invalid_auth';
    standIn.socket.drop();
    await until(() => records.gaveUp.length > 0, 'it gives up');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(records.gaveUp).toHaveLength(1);
    const line = records.lines.find(
      ({ level, text }) => level === 'error' && text.includes('silent'),
    );
    expect(line?.text).toContain('start me again');
  });

  test('leaves a quiet but living socket alone', async () => {
    const { records } = await scene('socket', { timings: { ...FAST, silenceTimeoutMs: 400 } });
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(records.gaveUp).toEqual([]);
  });
});

test('stopping lets what is under way finish, and takes nothing new', async () => {
  const scenery = await scene('socket', { timings: FAST });
  const { bot, chat, standIn } = scenery;
  const message = await posted(scenery);
  bot.answerWith(async () => {
    await new Promise((resolve) => setTimeout(resolve, 150));
    return { kind: 'card', card: saying('Still answered') };
  });
  const press = standIn.press('U0ADA', message, '1.answer.round-one.1');
  await until(() => bot.inputs.length === 1, 'the bot is asked');
  await chat.stop();
  expect((await press).status).toBe(200);
  expect(privately(standIn, 'U0ADA')).toEqual(['Still answered']);
  await until(() => standIn.socket.open() === 0, 'the socket is closed');
});
