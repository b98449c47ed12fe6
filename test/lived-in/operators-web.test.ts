import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { request, type ClientRequest } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { createWeb, type WebChat } from '../../src/adapters/web/index.ts';
import { openStreamSlots } from '../../src/adapters/web/inbound/stream-slots.ts';
import { readConfig } from '../../src/config.ts';
import type { Log } from '../../src/ports/system.ts';
import type { WebChatStore } from '../../src/ports/web-chat.ts';
import { StartError } from '../../src/ports/errors.ts';
import { openHttp } from '../../src/system/http.ts';
import { redact } from '../../src/system/log.ts';
import { systemClock } from '../../src/system/clock.ts';
import { systemRandom } from '../../src/system/random.ts';
import { openBrowser, raw, type Browser } from '../adapters/web/browser.ts';
import { recordingBot } from '../adapters/recording-bot.ts';
import { openStore, silent } from '../adapters/web/start.ts';
import { noMetrics } from '../stories/world.ts';
import { command, operatorsFolder, startBot } from './program.ts';

const started: WebChat[] = [];
const errors: string[] = [];
const log: Log = { ...silent, error: (line) => void errors.push(line) };
afterEach(async () => {
  errors.length = 0;
  for (const chat of started.splice(0)) await chat.stop();
});

async function openChat(
  settings: {
    readonly host?: string;
    readonly publicOrigin?: string;
    readonly joinCode?: string;
  } = {},
  state?: WebChatStore,
): Promise<string> {
  const host = settings.host ?? '127.0.0.1';
  const chat = createWeb({
    ...settings,
    host,
    http: openHttp({ host, port: 0, setting: 'WEB_PORT' }),
    state: state ?? (await openStore()).webChat,
    clock: systemClock(),
    random: systemRandom(),
    log,
    metrics: noMetrics,
  });
  started.push(chat);
  await chat.start(recordingBot());
  return (chat.url() ?? '').replace('0.0.0.0', '127.0.0.1');
}

function mistakeOf(env: Readonly<Record<string, string>>): StartError {
  try {
    readConfig(env, false);
  } catch (error) {
    if (error instanceof StartError) return error;
    throw error;
  }
  throw new Error('the settings were taken');
}

describe('37: the local chat beyond this machine', () => {
  const outside = { WEB_HOST: '0.0.0.0' };
  const address = { PUBLIC_URL: 'https://quiz.example.com/' };
  const code = { WEB_JOIN_CODE: 'four-good-words' };
  test.each([outside, { ...outside, ...address }, { ...outside, ...code }, { WEB_HOST: '::' }])(
    'is refused with %j',
    (env) => {
      const { message, exitCode } = mistakeOf(env);
      expect(message).toMatch(/^WEB_HOST is “\S+”.*set PUBLIC_URL .* and WEB_JOIN_CODE/);
      expect(message).not.toContain('\n');
      expect(exitCode).toBe(78);
    },
  );

  test('is taken with an address and a code; on this machine alone neither is needed', () => {
    expect(readConfig({ ...outside, ...address, ...code }, false).web).toEqual({
      host: '0.0.0.0',
      port: 3000,
      publicOrigin: 'https://quiz.example.com',
      joinCode: 'four-good-words',
    });
    for (const WEB_HOST of ['127.0.0.1', 'localhost', '::1', '127.0.0.2'])
      expect(readConfig({ WEB_HOST }, false).web?.publicOrigin).toBeNull();
    expect(mistakeOf({ WEB_JOIN_CODE: 'short' }).message).not.toContain('short”');
  });

  test('the address that is printed on IPv6 can be opened', async () => {
    const folder = operatorsFolder();
    const bot = await startBot(folder, { WEB_HOST: '::1', HOST: '::1', PORT: '0' });
    const printed = /Local chat: (\S+)/.exec(bot.said())?.[1] ?? '';
    expect((await fetch(printed)).status).toBe(200);
    await bot.stop();
    expect(bot.said()).toContain('Health and metrics: http://[::1]:');
  });

  test('a name of this machine opens nothing from outside, and nobody joins without the code', async () => {
    const url = await openChat({
      host: '0.0.0.0',
      publicOrigin: 'https://quiz.example.com',
      joinCode: 'four-good-words',
    });
    const { port } = new URL(url);
    for (const host of ['localhost', '127.0.0.1', '0.0.0.0']) {
      const headers = {
        host: `${host}:${port}`,
        origin: `http://${host}:${port}`,
        'content-type': 'application/x-www-form-urlencoded',
      };
      const body = 'name=Eve&code=four-good-words';
      expect((await raw(url, '/join', { method: 'POST', headers, body })).status).toBe(403);
      expect((await raw(url, '/', { headers })).status).toBe(403);
    }
    const headers = {
      host: 'quiz.example.com',
      origin: 'https://quiz.example.com',
      'content-type': 'application/x-www-form-urlencoded',
    };
    expect((await raw(url, '/', { headers })).body).toContain('name="code"');
    const join = (body: string) => raw(url, '/join', { method: 'POST', headers, body });
    for (const given of ['', '&code=', '&code=wrong-wrong', '&code=four-good-word'])
      expect((await join(`name=Eve${given}`)).body).toContain('This is not the join code');
    const joined = await join('name=Ada&code=four-good-words');
    expect(joined.status).toBe(303);
    expect(joined.headers['set-cookie']?.[0]).toMatch(/Secure/);
    for (let tries = 0; tries < 30; tries += 1) await join(`name=Eve&code=guess-${tries}-guess`);
    expect((await join('name=Eve&code=four-good-words')).body).toContain(
      'too many wrong join codes',
    );
  });
});

describe('38: deckhand managers', () => {
  test('a lost browser gets its place back, a removed manager is one again, and a new one can join', async () => {
    const folder = operatorsFolder();
    const bot = await startBot(folder);
    const settings = { WEB_PORT: new URL(bot.url).port };
    const ada = openBrowser(bot.url);
    await ada.submit('/join', { name: 'Ada' });
    const ben = openBrowser(bot.url);
    await ben.submit('/join', { name: 'Ben Nevis' });

    expect((await command(folder, ['managers', 'list'], settings)).said).toMatch(
      /web:local {2}\S+ {2}Ada/,
    );
    const link = (await command(folder, ['managers', 'link', 'Ada'], settings)).said;
    const path = new URL(link.split('\n')[0] ?? '').pathname;
    const found = openBrowser(bot.url);
    expect((await found.get(path)).body).toContain('Go on as Ada');
    expect((await found.submit('/link', { link: path.split('/').at(-1) ?? '' })).status).toBe(303);
    expect((await found.get('/')).body).toContain('manager');
    // Once, and the browser that was lost is out.
    expect((await found.get(path)).status).toBe(410);
    expect((await ada.get('/')).body).toContain('Your name');

    expect((await command(folder, ['managers', 'remove', 'Ada'], settings)).said).toContain(
      'no manager any more',
    );
    expect((await command(folder, ['managers', 'list'], settings)).said).toContain('nobody');
    // Whether or not the shell was told that it is one name.
    expect((await command(folder, ['managers', 'add', 'ben', 'nevis'], settings)).said).toBe(
      'Ben Nevis is a manager now (web:local)\n',
    );
    // The chat agrees, although Ben has done nothing yet.
    await ben.submit('/say', { text: '/quiz managers list' });
    expect((await ben.sees()).at(-1)?.text).toContain('Ben Nevis');
    await ben.submit('/say', { text: '/quiz log' });
    const log = (await ben.sees()).at(-1)?.text;
    expect(log).toContain('the command line · managers add · Ben Nevis');
    const unknown = await command(folder, ['managers', 'add', 'Zoe'], settings);
    expect(unknown.said).toMatch(
      /there is no member Zoe in the local chat: there is Ada, Ben Nevis/,
    );
    expect(unknown.code).toBe(1);

    const open = JSON.parse((await command(folder, ['managers', 'link', '--json'], settings)).said);
    const token = new URL(open.url).pathname.split('/').at(-1) ?? '';
    const cleo = openBrowser(bot.url);
    expect((await cleo.get(`/link/${token}`)).body).toContain(
      'With this link you join as a manager',
    );
    expect((await cleo.submit('/join', { name: 'Cleo', link: token })).status).toBe(303);
    expect((await cleo.get('/')).body).toContain('manager');
    const dora = openBrowser(bot.url);
    const refused = await dora.submit('/join', { name: 'Dora', link: token });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('has been used or is too old');
    expect(refused.body).toContain('value="Dora"');
    expect(refused.body).not.toContain('name="link"');
    await dora.submit('/join', { name: 'Dora' });
    expect((await command(folder, ['managers', 'list'], settings)).said).not.toContain('Dora');
    await bot.stop();
    rmSync(folder, { recursive: true });
  }, 240_000);
});

test('39: two chats on one machine do not log each other’s members out', async () => {
  const [one, two] = [await openChat(), await openChat()];
  const first = openBrowser(one);
  const second = openBrowser(two);
  await first.submit('/join', { name: 'Ada' });
  await second.submit('/join', { name: 'Ada' });
  const both = `${first.cookie()}; ${second.cookie()}`;
  expect(first.cookie()).toMatch(new RegExp(`^deckhand-${new URL(one).port}=`));
  for (const url of [one, two])
    expect((await openBrowser(url, both).get('/')).body).not.toContain('Your name');
});

test('38: a link says what it does to the browser of another member', async () => {
  const { webChat } = await openStore();
  const url = await openChat({}, webChat);
  const [ada, ben] = [openBrowser(url), openBrowser(url)];
  await ada.submit('/join', { name: 'Ada' });
  await ben.submit('/join', { name: 'Ben' });
  const member = (await webChat.members())[0]?.id ?? null;
  const expiresAt = Date.now() + 60_000;
  await webChat.addLink({ token: 'adas-place', member, expiresAt });
  await webChat.addLink({ token: 'new-manager', member: null, expiresAt });
  expect((await ben.get('/link/new-manager')).body).toContain('deckhand managers add Ben');
  expect((await ben.get('/link/adas-place')).body).toContain('deckhand managers link Ben');
  ben.speak('de');
  expect((await ben.get('/link/adas-place')).body).toContain('In diesem Browser bist du Ben.');
  expect((await ada.get('/link/adas-place')).body).not.toContain('In this browser');
  expect((await openBrowser(url).get('/link/new-manager')).body).not.toContain('In this browser');
});

test('38: a browser that is in use stays signed in, however long ago it joined', async () => {
  const ada = openBrowser(await openChat());
  await ada.submit('/join', { name: 'Ada' });
  const [cookie = ''] = (await ada.get('/')).headers['set-cookie'] ?? [];
  expect(cookie).toContain(`${ada.cookie()}; Max-Age=34560000`);
  expect(cookie).toMatch(/HttpOnly.*SameSite=Strict/);
});

describe('40: names that look alike', () => {
  const join = async (browser: Browser, name: string) => {
    const { status, body } = await browser.submit('/join', { name });
    return status === 303 ? 'joined' : (/role="alert">([^<]*)</.exec(body)?.[1] ?? body);
  };
  test.each<[string, RegExp]>([
    ['Ada\u200B', /invisible characters/],
    ['A\u2060da', /invisible/],
    ['Ada\u00AD', /invisible/],
    ['\u202EadA', /already|invisible/],
    ['Ada\u200D', /invisible/],
    ['\u0410da', /two alphabets/],
    ['\u0391d\u0430', /two alphabets/],
    ['ADA', /looks the same/],
    ['Ａｄａ', /looks the same/],
    ['\u0410\u0501\u0430', /looks the same/],
    ['lvan', /looks the same/],
    ['Ada\u2800', /invisible/],
    ['\u2800', /invisible/],
    ['A\u034Fda', /invisible/],
    ['A\u0301\u0301\u0301\u0301\u0301da', /Too many marks/],
    ['A\u0332d\u0332a\u0332', /looks the same/],
    ['A\u0336d\u0336a\u0336', /looks the same/],
    ['🅰🅳🅰', /looks the same/],
    ['🇦🇩🇦', /looks the same/],
    ['ᴀᴅᴀ', /looks the same/],
    ['ᎪᎠᎪ', /looks the same/],
    ['ꓮꓓꓮ', /looks the same/],
    ['Ꭺda', /two alphabets/],
    ['Ada.', /looks the same/],
    ['_Ada-', /looks the same/],
    ['*Ada*', /looks the same/],
    ['`Ada`', /looks the same/],
    ['~Ada|', /looks the same/],
    ['Deckhand', /name of the bot/],
    ['Déckhand', /name of the bot/],
    ['Deckhanḍ', /name of the bot/],
    ['Đeckħand', /name of the bot/],
    ['D3ckh4nd', /name of the bot/],
    ['Deckhand1', /name of the bot/],
    ['The Deckhand', /name of the bot/],
    ['Deckhand Support', /name of the bot/],
    ['Deckhandbot 2', /name of the bot/],
    ['D e c k h a n d', /name of the bot/],
    ['deckhand \u2713', /name of the bot/],
    ['Deckhand Bot', /name of the bot/],
    ['D\u0435ckhand', /two alphabets|name of the bot/],
  ])('%j is refused with a sentence', async (name, sentence) => {
    const url = await openChat();
    for (const taken of ['Ada', 'Ivan']) await openBrowser(url).submit('/join', { name: taken });
    expect(await join(openBrowser(url), name)).toMatch(sentence);
  });

  test('names of all scripts, with accents and emoji, are taken', async () => {
    const url = await openChat();
    const names = [
      'Ada',
      'Ádá',
      'Анна',
      'Ελένη',
      '李雷',
      'محمد',
      'می\u200Cخواهم',
      'क्\u200Dष',
      '👩\u200D💻',
      'Zoë 🏳️\u200D🌈',
      'Anna Ковальчук',
      'O’Neil',
      'Jean-Luc',
      'Jean Luc',
      'Ti\u1ebf\u0301ng',
      'שָׁלוֹם',
      'Deckert Hand',
      'Wham!',
      '🙂',
      '🇩🇪 Max',
    ];
    for (const name of names)
      expect(`${name} ${await join(openBrowser(url), name)}`).toBe(`${name} joined`);
  });
});

describe('43: secrets inside URLs', () => {
  test.each<[Readonly<Record<string, string>>, RegExp]>([
    [
      { DATABASE_URL: 'postgres://u:pw-s3cret@h/' },
      /^DATABASE_URL is “postgres:\/\/…@h\/”: expected/,
    ],
    [{ DATABASE_URL: 'postgresql://u:p@pw-s3cret/@h/db' }, /^DATABASE_URL is/],
    [{ DATABASE_URL: 'mysql://u:pw-s3cret@h/db' }, /expected sqlite:PATH/],
    [{ DATABASE_URL: 'postgres:u:pw-s3cret@h' }, /^DATABASE_URL is/],
    [{ DATABASE_URL: 'http://u:pw-s3cret' }, /expected sqlite/],
    [
      { SLACK_API_URL: 'http://u:pw-s3cret@h/api/' },
      /^SLACK_API_URL is “http:\/\/…@h\/api\/”: expected a URL without a user name and password/,
    ],
    [{ DISCORD_API_URL: 'https://pw-s3cret@h/api' }, /^DISCORD_API_URL/],
    [{ SLACK_API_URL: 'u:pw-s3cret@h' }, /expected a URL like/],
    [{ PUBLIC_URL: 'https://u:pw-s3cret@h' }, /^PUBLIC_URL/],
    [{ WEB_JOIN_CODE: 's3cret' }, /at least 8/],
  ])('%j is named without them', (env, line) => {
    const { message, exitCode } = mistakeOf(env);
    expect(message).toMatch(line);
    expect(message).not.toMatch(/s3cret/);
    expect(exitCode).toBe(78);
  });

  test('nor does a log line show them', () => {
    expect(redact('request to http://u:pw-s3cret@h/api failed')).toBe(
      'request to http://[secret]@h/api failed',
    );
    expect(redact('see http://127.0.0.1:3000/a@b')).toBe('see http://127.0.0.1:3000/a@b');
  });
});

describe('45: limits', () => {
  test('one member has eight streams, the oldest gives way; there is a limit in all', async () => {
    const url = await openChat();
    const ada = openBrowser(url);
    await ada.submit('/join', { name: 'Ada' });
    let ended = 0;
    let goodbye = '';
    const open: ClientRequest[] = [];
    for (let count = 0; count < 20; count += 1) {
      open.push(
        await new Promise<ClientRequest>((resolve) => {
          const sent = request(
            `${url}/events`,
            { headers: { cookie: ada.cookie() }, agent: false },
            (response) => {
              response.on('data', (part: Buffer) => (goodbye += part.toString()));
              response.on('end', () => (ended += 1));
              resolve(sent);
            },
          );
          sent.end();
        }),
      );
    }
    await expect.poll(() => ended).toBe(12);
    expect(goodbye).toContain('retry: 30000');
    for (const one of open) one.destroy();

    const slots = openStreamSlots();
    const first = slots.take('m');
    for (let count = 0; count < 3_000; count += 1) slots.take(`member-${count}`);
    expect(slots.size).toBe(500);
    expect(first.ended).toBe(true);
  });

  test('a body of one byte every two seconds is cut off', { timeout: 40_000 }, async () => {
    const url = await openChat();
    const { host, port } = new URL(url);
    const from = performance.now();
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1');
      let said = '';
      socket.write(
        `POST /join HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${url}\r\nContent-Length: 1000\r\n\r\n`,
      );
      const drip = setInterval(() => socket.write('a'), 2_000);
      socket.on('data', (part: Buffer) => (said += part.toString()));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clearInterval(drip);
        resolve(said);
      });
    });
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    // Who breaks off fills no log.
    expect(errors).toEqual([]);
    expect(performance.now() - from).toBeLessThan(20_000);
  });
});
