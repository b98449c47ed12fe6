import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WebChat } from '../../../../src/adapters/web/index.ts';
import { addressesOf } from '../../../../src/pages/request-guard.ts';
import { recordingBot } from '../../recording-bot.ts';
import type { RecordingBot } from '../../recording-bot.ts';
import { openBrowser, raw } from '../browser.ts';
import { elementsOf } from '../html.ts';
import { startWeb } from '../start.ts';

describe('the door of the local chat', () => {
  let bot: RecordingBot;
  let chat: WebChat;
  let url: string;
  let host: string;

  beforeEach(async () => {
    bot = recordingBot();
    ({ chat, url } = await startWeb(bot));
    host = new URL(url).host;
  });
  afterEach(() => chat.stop());

  test.each([
    'evil.example',
    'evil.example:3000',
    '127.0.0.1.evil.example',
    'localhost:1',
    '127.0.0.1',
    '127.0.0.1:99999',
  ])('a request for the host %s is refused on every path', async (foreign) => {
    for (const path of ['/', '/static/style.css', '/events', '/nowhere']) {
      const answer = await raw(url, path, { headers: { host: foreign } });
      expect(answer.status).toBe(403);
      expect(answer.body).not.toContain('team-quiz');
    }
  });

  test('localhost is the same machine', async () => {
    const port = new URL(url).port;
    const answer = await raw(url, '/', { headers: { host: `LOCALHOST:${port}` } });
    expect(answer.status).toBe(200);
    const reachable = { host: '::1', port: 3000, publicOrigin: null };
    expect(addressesOf(reachable).get('[::1]:3000')).toBe('http://[::1]:3000');
  });

  test.each([
    ['another page', 'https://evil.example'],
    ['another port of this machine', 'http://127.0.0.1:1'],
    ['a sandboxed frame', 'null'],
    ['nobody', null],
    ['TLS', 'https://HOST'],
  ])('a press from %s is refused and reaches no bot', async (_, origin) => {
    const ada = openBrowser(url);
    await ada.submit('/join', { name: 'Ada' });
    const headers: Record<string, string> = {
      cookie: ada.cookie(),
      'content-type': 'application/x-www-form-urlencoded',
    };
    if (origin !== null) headers['origin'] = origin.replace('HOST', host);
    for (const path of ['/press', '/say', '/form', '/join']) {
      const body = 'text=/quiz+help&code=1.answer.round.0&name=Eve';
      const answer = await raw(url, path, { method: 'POST', headers, body });
      expect(answer.status).toBe(403);
    }
    expect(bot.inputs).toEqual([]);
  });

  test('every answer forbids inline code, frames, other origins and caching', async () => {
    for (const path of ['/', '/static/client.js', '/nowhere', '/events']) {
      const { headers } = await raw(url, path);
      const policy = headers['content-security-policy'] ?? '';
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; /);
      expect(policy).not.toMatch(/unsafe|\*|data:|https?:/);
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  test('no page holds a script or style of its own, and none comes from elsewhere', async () => {
    const ada = openBrowser(url);
    const join = (await ada.get('/')).body;
    await ada.submit('/join', { name: 'Ada' });
    for (const page of [join, (await ada.get('/')).body]) {
      const elements = elementsOf(page);
      expect(page).not.toContain('<style');
      for (const { tag, attributes } of elements) {
        expect(Object.keys(attributes).filter((name) => /^(on|style$)/.test(name))).toEqual([]);
        const address = attributes['src'] ?? attributes['href'] ?? attributes['action'] ?? '/';
        expect(address).toMatch(/^[/#]/);
        if (tag === 'script') expect(attributes['src']).toMatch(/^\/static\/[a-z]+\.js$/);
      }
      for (const { attributes } of elements.filter(({ tag }) => tag === 'link'))
        expect((await raw(url, attributes['href'] ?? '')).status).toBe(200);
      for (const { attributes } of elements.filter(({ tag }) => tag === 'script'))
        expect((await raw(url, attributes['src'] ?? '')).status).toBe(200);
    }
  });

  test('the cookie cannot be read by scripts nor sent from elsewhere', async () => {
    const answer = await openBrowser(url).submit('/join', { name: 'Ada' });
    expect(answer.status).toBe(303);
    const cookie = answer.headers['set-cookie']?.[0] ?? '';
    expect(cookie).toMatch(/^deckhand-\d+=[\w-]{32}; /);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
  });

  test('without a cookie, or with a made-up one, nothing can be done or heard', async () => {
    for (const cookie of ['', 'deckhand=made-up', `deckhand=${'x'.repeat(3_000)}`]) {
      const anonymousId = openBrowser(url, cookie);
      expect((await anonymousId.get('/')).body).toContain('Your name');
      expect((await anonymousId.get('/events')).status).toBe(401);
      expect((await anonymousId.get('/earlier?before=9')).status).toBe(401);
      const press = await anonymousId.submit('/press', { message: 'm', code: '1.tips.r' });
      expect(press.status).toBe(401);
      expect(press.headers['hx-redirect']).toBe('/');
    }
    expect(bot.inputs).toEqual([]);
  });

  test('a body over 64 KiB is refused, also without a length', async () => {
    const ada = openBrowser(url);
    await ada.submit('/join', { name: 'Ada' });
    expect((await ada.submit('/say', { text: 'x'.repeat(70_000) })).status).toBe(413);
    const chunked = await raw(url, '/say', {
      method: 'POST',
      headers: { origin: url, cookie: ada.cookie(), 'transfer-encoding': 'chunked' },
      body: `text=${'x'.repeat(70_000)}`,
    });
    expect(chunked.status).toBe(413);
    expect(bot.inputs).toEqual([]);
  });

  test('paths that climb serve nothing', async () => {
    for (const path of [
      '/static/..%2f..%2fpackage.json',
      '/static/../../package.json',
      '/static/%2e%2e/index.ts',
      '/static/__proto__',
    ])
      expect((await raw(url, path)).status).toBe(404);
  });

  test('a port that is taken stops the start with one line that names it and WEB_PORT', async () => {
    const port = Number(new URL(url).port);
    await expect(startWeb(bot, { port })).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringMatching(new RegExp(`^${host} is in use[^\\n]*WEB_PORT[^\\n]*$`)),
    });
  });
});
