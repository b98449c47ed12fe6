import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WEB_PLACE } from '../../../../src/adapters/web/index.ts';
import type { WebChat } from '../../../../src/adapters/web/index.ts';
import type { WebChatStore } from '../../../../src/ports/web-chat.ts';
import { asking, recordingBot, saying } from '../../recording-bot.ts';
import type { RecordingBot } from '../../recording-bot.ts';
import { messagesIn, openBrowser } from '../browser.ts';
import type { Browser } from '../browser.ts';
import { elementsOf, textOf } from '../html.ts';
import { StoreError } from '../../../../src/ports/errors.ts';
import { openMetrics } from '../../../../src/system/metrics.ts';
import { openStore, startWeb } from '../start.ts';

const ALONE = { replyTo: null } as const;

let bot: RecordingBot;
let chat: WebChat;
let url: string;
let ada: Browser;
let bo: Browser;

beforeEach(async () => {
  bot = recordingBot();
  ({ chat, url } = await startWeb(bot));
  ada = openBrowser(url);
  bo = openBrowser(url);
  await ada.submit('/join', { name: 'Ada' });
  await bo.submit('/join', { name: 'Bo' });
});
afterEach(() => chat.stop());

interface Window {
  /** Every event so far: its place and what it shows. */
  readonly events: readonly { id: string; data: string }[];
  readonly ended: Promise<void>;
  close(): void;
}

/** An event stream as a browser reads it. */
function openWindow(browser: Browser, after: string, lastEventId?: string): Promise<Window> {
  return new Promise((resolve, reject) => {
    const headers: Record<string, string> = { cookie: browser.cookie() };
    if (lastEventId !== undefined) headers['last-event-id'] = lastEventId;
    const events: { id: string; data: string }[] = [];
    const sent = request(`${url}/events?after=${after}`, { headers, agent: false }, (response) => {
      let buffer = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        const blocks = `${buffer}${part}`.split('\n\n');
        buffer = blocks.pop() ?? '';
        for (const block of blocks) {
          const lines = block.split('\n');
          const data = lines.filter((line) => line.startsWith('data: ')).map((l) => l.slice(6));
          const id = lines.find((line) => line.startsWith('id: '))?.slice(4) ?? '';
          if (data.length > 0) events.push({ id, data: data.join('\n') });
        }
      });
      response.on('error', () => undefined);
      const ended = new Promise<void>((done) => response.on('close', () => done()));
      resolve({ events, ended, close: () => sent.destroy() });
    });
    sent.on('error', reject);
    sent.end();
  });
}

async function until(holds: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 200 && !holds(); attempt += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(holds()).toBe(true);
}

describe('open windows', () => {
  test('a message appears in every window at once, an edit in its old place', async () => {
    const windows = await Promise.all([openWindow(ada, '0'), openWindow(bo, '0')]);
    const message = await chat.post(WEB_PLACE, saying('Good morning'), 'post-1', ALONE);
    await chat.edit(WEB_PLACE, message, saying('Good evening'), 'post-1');
    for (const window of windows) {
      await until(() => window.events.at(-1)?.data.includes('Good evening') ?? false);
      const last = window.events.at(-1)?.data ?? '';
      const article = elementsOf(last).find(({ tag }) => tag === 'article');
      expect(article?.attributes).toMatchObject({ id: `m-${message}` });
      window.close();
    }
  });

  test('a window that comes back goes on where it left off: nothing lost, nothing twice', async () => {
    const first = await openWindow(bo, '0');
    await chat.post(WEB_PLACE, saying('one'), 'post-1', ALONE);
    await until(() => first.events.length === 1);
    first.close();
    const missed = await chat.post(WEB_PLACE, saying('two'), 'post-2', ALONE);
    await chat.edit(WEB_PLACE, missed, saying('two, edited'), 'post-2');
    await chat.post(WEB_PLACE, saying('three'), 'post-3', ALONE);
    const again = await openWindow(bo, '0', first.events[0]?.id);
    await until(() => again.events.length === 2);
    expect(again.events.flatMap(({ data }) => messagesIn(data)).map(({ text }) => text)).toEqual([
      expect.stringContaining('two, edited'),
      expect.stringContaining('three'),
    ]);
    expect(again.events.every(({ data }) => data.includes('beforeend:#log'))).toBe(true);
    again.close();
  });

  test('a page knows all up to the place from which its events go on', async () => {
    await chat.post(WEB_PLACE, saying('before'), 'post-1', ALONE);
    const page = (await ada.get('/')).body;
    const after = /after=(\d+)/.exec(page)?.[1] ?? '';
    await chat.post(WEB_PLACE, saying('after'), 'post-2', ALONE);
    const window = await openWindow(ada, after);
    await until(() => window.events.length > 0);
    expect(messagesIn(page).map(({ text }) => text)).toEqual([expect.stringContaining('before')]);
    expect(window.events).toHaveLength(1);
    expect(window.events[0]?.data).toContain('after');
    window.close();
  });

  test('what is private to one member is in no event of another', async () => {
    const window = await openWindow(bo, '0');
    bot.answerWith(() => ({ kind: 'card', card: saying('between us') }));
    await ada.submit('/say', { text: '/quiz me' });
    await chat.post(WEB_PLACE, saying('for all'), 'post-1', ALONE);
    await until(() => window.events.length > 0);
    expect(JSON.stringify(window.events)).not.toContain('between us');
    window.close();
  });

  test('the stop ends every window', async () => {
    const window = await openWindow(ada, '0');
    await chat.stop();
    await window.ended;
  });

  test('a hundred messages at once reach a window once each', async () => {
    const window = await openWindow(ada, '0');
    const names = Array.from({ length: 150 }, (_, index) => `post-${index}`);
    await Promise.all(names.map((name) => chat.post(WEB_PLACE, saying(name), name, ALONE)));
    await until(() => window.events.length >= 150);
    const seen = window.events.flatMap(({ data }) => messagesIn(data)).map((one) => one.message);
    expect(new Set(seen).size).toBe(150);
    expect(seen).toHaveLength(150);
    window.close();
  });
});

describe('writing and joining', () => {
  test('plain text is a message of that member, for all', async () => {
    await bo.submit('/say', { text: 'Hello <b>everybody</b>' });
    const [shown] = await ada.sees();
    expect(shown).toMatchObject({ private: false });
    expect(shown?.text).toContain('Bo');
    expect(shown?.text).toContain('Hello <b>everybody</b>');
    expect(bot.inputs).toEqual([]);
  });

  test.each([
    ['/quiz', ''],
    ['/QUIZ practice api-security 5', 'practice api-security 5'],
    ['  /quiz   me ', 'me'],
  ])('%s goes to the bot', async (text, line) => {
    await ada.submit('/say', { text });
    expect(bot.inputs.map(({ intent }) => intent)).toEqual([{ kind: 'line', line }]);
    expect(await bo.sees()).toEqual([]);
  });

  test('another slash command, an empty line and a long one are answered kindly', async () => {
    await ada.submit('/say', { text: '/help me' });
    await ada.submit('/say', { text: ' \u0000 ' });
    await ada.submit('/say', { text: 'x'.repeat(2_001) });
    const seen = await ada.sees();
    expect(seen.map(({ private: own }) => own)).toEqual([true, true]);
    expect(seen[0]?.text).toContain('There is no /help here');
    expect(seen[1]?.text).toContain('2,000 characters');
    expect(bot.inputs).toEqual([]);
  });

  test('the first member manages, the others do not; zone and language come along', async () => {
    await ada.submit('/say', { text: '/quiz me' });
    await bo.submit('/say', { text: '/quiz me' });
    expect(bot.inputs.map(({ actor }) => actor)).toMatchObject([
      { name: 'Ada', manages: true, zone: 'Europe/Berlin', locale: 'en' },
      { name: 'Bo', manages: false },
    ]);
    expect(await chat.manages(WEB_PLACE, bot.inputs[0]?.actor.id ?? '')).toBe(true);
    expect(await chat.manages(WEB_PLACE, bot.inputs[1]?.actor.id ?? '')).toBe(false);
  });

  test.each(['', '   ', '\u202E\u0000', 'x'.repeat(41), '…'])(
    'the name %j is not taken, with a sentence beside the field',
    async (name) => {
      const answer = await openBrowser(url).submit('/join', { name });
      expect(answer.status).toBe(422);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(textOf(answer.body)).toContain('Write a name of 1 to 40 characters');
    },
  );

  test('a name that is there already is refused and kept in the field', async () => {
    const answer = await openBrowser(url).submit('/join', { name: 'ada' });
    expect(answer.status).toBe(422);
    expect(textOf(answer.body)).toContain('has this name already');
    const field = elementsOf(answer.body).find(({ attributes }) => attributes['id'] === 'name');
    expect(field?.attributes).toMatchObject({ value: 'ada', 'aria-invalid': 'true' });
  });

  test('a member cannot press on what only another one sees as if it were theirs', async () => {
    bot.answerWith(() => ({ kind: 'card', card: asking('For Ada', ['One', 'Two']) }));
    await ada.submit('/say', { text: '/quiz practice' });
    const message = (await ada.sees())[0]?.message ?? '';
    bot.answerWith(() => ({ kind: 'replace', card: saying('taken over') }));
    await bo.submit('/press', { message, code: '1.step.session.0.1' });
    expect(bot.inputs.at(-1)?.intent).toMatchObject({ own: false, message: '' });
    expect(JSON.stringify(await ada.sees())).toContain('For Ada');
    expect(JSON.stringify(await ada.sees())).not.toContain('taken over');
  });
});

describe('completion', () => {
  const lines = async (text: string): Promise<readonly string[]> => {
    const { body } = await ada.get(`/complete?text=${encodeURIComponent(text)}`);
    return elementsOf(body).flatMap(({ attributes }) => attributes['data-line'] ?? []);
  };

  test('commands are offered as they are typed', async () => {
    const all = ['/quiz help', '/quiz practice ', '/quiz leaderboard '];
    expect(await lines('/')).toEqual(all);
    expect(await lines('/quiz ')).toEqual(all);
    expect(await lines('/quiz lea')).toEqual(['/quiz leaderboard ']);
    expect(await lines('/quiz help')).toEqual([]);
    expect(await lines('Hello /quiz ')).toEqual([]);
  });

  test('values come from the bot, for the argument that is being typed', async () => {
    bot.suggest([
      { label: 'API security', value: 'api-security' },
      { label: 'Two words', value: 'two words' },
    ]);
    const offered = ['/quiz practice api-security ', '/quiz practice "two words" '];
    expect(await lines('/quiz practice ap')).toEqual(offered);
    expect(await lines('/quiz practice api-security 5 more')).toEqual([]);
  });
});

describe('pictures and history', () => {
  const card = {
    gist: 'Board',
    blocks: [
      {
        kind: 'picture',
        alt: 'Mira leads with 40 points',
        picture: {
          chart: 'board',
          title: 'Board',
          subtitle: '',
          rows: [{ rank: 1, name: 'Mira', points: 40, note: '4 of 4' }],
        },
      },
    ],
  } as const;

  test('a chart is a table of its figures, with its description', async () => {
    await chat.post(WEB_PLACE, card, 'post-1', ALONE);
    const page = (await ada.get('/')).body;
    const figure = elementsOf(page).find(({ tag }) => tag === 'figure');
    expect(figure?.attributes['aria-label']).toBe('Mira leads with 40 points');
    expect(elementsOf(page).some(({ tag }) => tag === 'img')).toBe(false);
    expect(textOf(page)).toContain('40');
  });

  test('a page shows the newest hundred and offers the earlier ones', async () => {
    for (let index = 0; index < 120; index += 1)
      await chat.post(WEB_PLACE, saying(`said ${index}.`), `post-${index}`, ALONE);
    const page = (await bo.get('/')).body;
    expect(messagesIn(page)).toHaveLength(100);
    const earlier = elementsOf(page).find(({ attributes }) =>
      attributes['hx-get']?.startsWith('/earlier'),
    );
    const part = messagesIn((await bo.get(earlier?.attributes['hx-get'] ?? '')).body);
    expect(part).toHaveLength(20);
    expect(part[0]?.text).toContain('said 0.');
    expect(part.at(-1)?.text).toContain('said 19.');
  });
});

test('a restart keeps members, messages and buttons, and posts nothing again', async () => {
  const kept = (await openStore()).webChat;
  await chat.stop();
  ({ chat, url } = await startWeb(bot, { state: kept }));
  ada = openBrowser(url);
  await ada.submit('/join', { name: 'Ada' });
  const message = await chat.post(WEB_PLACE, asking('Which?', ['One', 'Two']), 'post-1', ALONE);
  bot.answerWith(() => ({ kind: 'card', card: saying('Right: B') }));
  await ada.submit('/press', { message, code: '1.answer.round-one.1' });
  const before = await ada.sees();
  await chat.stop();
  ({ chat, url } = await startWeb(bot, { state: kept, port: Number(new URL(url).port) }));
  const again = openBrowser(url, ada.cookie());
  expect(await chat.post(WEB_PLACE, asking('Which?', ['One', 'Two']), 'post-1', ALONE)).toBe(
    message,
  );
  expect(await again.sees()).toEqual(before);
  await again.submit('/press', { message, code: '1.answer.round-one.1' });
  expect((await again.sees()).filter((seen) => seen.private)).toHaveLength(2);
});

describe('while the database is away', () => {
  const away = () => Promise.reject(new StoreError('away', 'no answer'));

  async function restarted(kept: WebChatStore) {
    const metrics = openMetrics();
    await chat.stop();
    ({ chat, url } = await startWeb(bot, { state: kept, metrics }));
    ada = openBrowser(url);
    await ada.submit('/join', { name: 'Ada' });
    return async (): Promise<string | undefined> =>
      /^deckhand_not_saved\{kind="away"\} (\d+)$/m.exec((await metrics.page()).body)?.[1];
  }

  test('what members do is counted as not saved, what they read is not', async () => {
    const kept = (await openStore()).webChat;
    const counted = await restarted(kept);
    expect(await counted()).toBe('0');
    Object.assign(kept, { memberByToken: away, join: away });
    expect((await ada.submit('/say', { text: '/quiz me' })).status).toBe(503);
    expect(
      (await ada.submit('/press', { code: '1.answer.round-one.1', message: 'm' })).status,
    ).toBe(503);
    expect((await ada.get('/')).status).toBe(503);
    expect(await counted()).toBe('2');
    expect((await openBrowser(url).submit('/join', { name: 'Eve' })).status).toBe(503);
    expect(await counted()).toBe('3');
  });

  test('a reply that cannot be shown as a message is a line, and not counted: the bot counts what it could not save', async () => {
    const kept = (await openStore()).webChat;
    const counted = await restarted(kept);
    bot.answerWith(() => ({ kind: 'card', card: saying('Right: B') }));
    Object.assign(kept, { append: away });
    const pressed = await ada.submit('/press', { code: '1.answer.round-one.1', message: 'm' });
    expect(pressed).toMatchObject({ status: 503, body: 'Right: B\n' });
    expect(await counted()).toBe('0');
  });
});
