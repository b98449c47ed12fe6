import { createHmac } from 'node:crypto';
import recordedPress from './payloads/press.json' with { type: 'json' };
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { saying } from '../../recording-bot.ts';
import { posted, privately, scene } from '../scene.ts';
import type { Scene } from '../scene.ts';
import { postSigned } from '../standin/wire.ts';
import { until } from '../../harness.ts';

const LINE = new URLSearchParams({
  command: '/quiz',
  text: 'help',
  team_id: 'T0DECKHAND',
  channel_id: 'C0TEAMQUIZ',
  user_id: 'U0ADA',
  user_name: 'ada',
  response_url: 'https://hooks.slack.com/commands/T0/1/x',
  trigger_id: '1.2.abc',
}).toString();

const seconds = (at: number): string => String(Math.floor(at / 1000));
const mac = (secret: string, timestamp: string, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;

async function send(
  { eventsUrl }: Scene,
  headers: Readonly<Record<string, string>>,
  body: string = LINE,
): Promise<number> {
  const response = await fetch(eventsUrl, { method: 'POST', headers, body });
  await response.text();
  return response.status;
}

describe('forged requests are refused before anybody reads them', () => {
  const now = Date.now();
  const stamp = seconds(now);
  const vectors: readonly (readonly [string, (secret: string) => Record<string, string>])[] = [
    ['no headers', () => ({})],
    ['no signature', () => ({ 'x-slack-request-timestamp': stamp })],
    ['no timestamp', (s) => ({ 'x-slack-signature': mac(s, stamp, LINE) })],
    ['another secret', () => signed(stamp, mac('another', stamp, LINE))],
    ['another body', (s) => signed(stamp, mac(s, stamp, `${LINE}&text=ask`))],
    ['another timestamp', (s) => signed(seconds(now - 2000), mac(s, stamp, LINE))],
    [
      'six minutes old',
      (s) => signed(seconds(now - 360_000), mac(s, seconds(now - 360_000), LINE)),
    ],
    [
      'six minutes early',
      (s) => signed(seconds(now + 360_000), mac(s, seconds(now + 360_000), LINE)),
    ],
    ['a day early', (s) => signed(seconds(now + 864e5), mac(s, seconds(now + 864e5), LINE))],
    ['a timestamp that is no number', (s) => signed('abc', mac(s, 'abc', LINE))],
    ['another version', (s) => signed(stamp, mac(s, stamp, LINE).replace('v0=', 'v1='))],
    ['a signature cut short', (s) => signed(stamp, mac(s, stamp, LINE).slice(0, -2))],
    ['a signature in capitals', (s) => signed(stamp, mac(s, stamp, LINE).toUpperCase())],
    ['an empty signature', () => signed(stamp, 'v0=')],
  ];
  const signed = (timestamp: string, signature: string): Record<string, string> => ({
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signature,
  });

  test.each(vectors)('%s', async (_, headers) => {
    const scenery = await scene('http');
    const status = await send(scenery, headers(scenery.standIn.signingSecret));
    expect(status).toBe(401);
    expect(scenery.bot.inputs).toHaveLength(0);
  });

  test('the genuine one is taken', async () => {
    const scenery = await scene('http');
    const given = mac(scenery.standIn.signingSecret, stamp, LINE);
    expect(await send(scenery, signed(stamp, given))).toBe(200);
    expect(scenery.bot.inputs).toHaveLength(1);
  });

  test('just within five minutes, to either side, is genuine', async () => {
    const { bot, eventsUrl, standIn } = await scene('http');
    for (const skew of [-290_000, 290_000]) {
      const body = LINE.replace('1.2.abc', `1.2.${skew}`);
      const { status } = await postSigned(
        eventsUrl,
        standIn.signingSecret,
        body,
        {},
        Date.now() + skew,
      );
      expect(status).toBe(200);
    }
    expect(bot.inputs).toHaveLength(2);
  });
});

describe('signed but strange', () => {
  test.each([
    ['null', 'null'],
    ['an empty body', ''],
    ['a list', '[]'],
    ['a number', 'payload=1'],
    ['payload=null', 'payload=null'],
    ['broken JSON', '{"type":'],
    ['a broken payload', 'payload=%7B%22type'],
    ['a bad escape', 'payload=%E0%A4%A'],
    ['a press without actions', `payload=${encodeURIComponent('{"type":"block_actions"}')}`],
    ['an event without an event', '{"type":"event_callback","team_id":"T1","event_id":"E1"}'],
    ['a command without a team', LINE.replace('team_id', 'team')],
    ['deep nesting', '['.repeat(50_000)],
    ['bytes', '\u0000\u0001\uFFFF'],
  ])('%s gets 400 at once, and the next request is answered', async (_, body) => {
    const { bot, eventsUrl, standIn } = await scene('http');
    const odd = await postSigned(eventsUrl, standIn.signingSecret, body);
    expect(odd.status).toBe(400);
    expect((await postSigned(eventsUrl, standIn.signingSecret, LINE)).status).toBe(200);
    expect(bot.inputs).toHaveLength(1);
  });

  test('a type that we do not know is taken and left', async () => {
    const { bot, eventsUrl, standIn } = await scene('http');
    const body = '{"type":"workflow_step_edit","team_id":"T1"}';
    expect((await postSigned(eventsUrl, standIn.signingSecret, body)).status).toBe(200);
    expect(bot.inputs).toHaveLength(0);
  });

  test("Slack's question whether the address is ours is answered", async () => {
    const { eventsUrl, standIn } = await scene('http');
    const body = '{"type":"url_verification","challenge":"3eZbrw1aB","token":"x"}';
    const given = await postSigned(eventsUrl, standIn.signingSecret, body);
    expect(given).toEqual({ status: 200, body: { challenge: '3eZbrw1aB' } });
  });
});

describe('size and method', () => {
  test('a body of 5 MB is refused without being read', async () => {
    const scenery = await scene('http');
    const { hostname, port } = new URL(scenery.eventsUrl);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          `POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: ${5 * 1024 * 1024}\r\n\r\n`,
        );
      });
      socket.once('data', (data) => {
        socket.destroy();
        resolve(data.toString());
      });
    });
    expect(answer).toMatch(/^HTTP\/1.1 413/);
    expect(scenery.bot.inputs).toHaveLength(0);
  });

  test('a body that grows over 1 MB without saying so is cut off', async () => {
    const scenery = await scene('http');
    const { hostname, port } = new URL(scenery.eventsUrl);
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          'POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n',
        );
        for (let n = 0; n < 20; n += 1) socket.write(chunk);
      });
      socket.on('error', () => undefined);
      socket.once('data', (data) => {
        socket.destroy();
        resolve(data.toString());
      });
    });
    expect(answer).toMatch(/^HTTP\/1.1 413/);
  });

  test('only POST', async () => {
    const { eventsUrl } = await scene('http');
    expect((await fetch(eventsUrl)).status).toBe(405);
  });
});

describe('the same request again', () => {
  test('a hundred replays are one answer and one reply', async () => {
    const scenery = await scene('http');
    const { bot, eventsUrl, standIn } = scenery;
    const message = await posted(scenery);
    bot.answerWith(() => ({ kind: 'card', card: saying('Right: B') }));
    const response_url = standIn.responseUrl('U0ADA', message);
    const press = { ...recordedPress, response_url };
    const body = `payload=${encodeURIComponent(JSON.stringify(press))}`;
    const at = Date.now();
    const given = await Promise.all(
      Array.from({ length: 100 }, () => postSigned(eventsUrl, standIn.signingSecret, body, {}, at)),
    );
    expect(new Set(given.map(({ status }) => status))).toEqual(new Set([200]));
    expect(bot.inputs).toHaveLength(1);
    await until(() => privately(standIn, 'U0ADA').length > 0, 'the reply is there');
    expect(privately(standIn, 'U0ADA')).toEqual(['Right: B']);
  });

  test("Slack's own repeat while the first is under way waits for its outcome", async () => {
    const { bot, eventsUrl, standIn } = await scene('http');
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    bot.answerWith(async () => {
      await gate;
      return { kind: 'card', card: saying('Done once') };
    });
    const first = postSigned(eventsUrl, standIn.signingSecret, LINE);
    const second = postSigned(eventsUrl, standIn.signingSecret, LINE, {}, Date.now() + 2000);
    await until(() => bot.inputs.length === 1, 'the bot is asked');
    release();
    expect(await second).toEqual(await first);
    expect(bot.inputs).toHaveLength(1);
  });
});

test('nothing that is logged or counted holds a token or a secret', async () => {
  const scenery = await scene('http');
  const { standIn, records, chat } = scenery;
  await posted(scenery);
  standIn.state.broken = 'token_revoked';
  await chat.manages({ platform: 'slack', workspace: 'slack:T0DECKHAND', channel: 'C' }, 'U0ADA');
  await send(scenery, {});
  standIn.fail('chat.update', { kind: 'page-after' });
  const all = JSON.stringify([records.lines, [...records.counted.keys()]]);
  expect(records.lines.length).toBeGreaterThan(0);
  for (const secret of [
    standIn.botToken,
    standIn.appToken,
    standIn.signingSecret,
    'secret-ticket',
  ]) {
    expect(all).not.toContain(secret);
  }
});
