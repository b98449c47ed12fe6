import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { studioLink } from '../../src/app/authoring/studio-link.ts';
import { studioWordsIn } from '../../src/i18n/studio.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import { openBrowser, raw } from '../adapters/web/browser.ts';
import { textOf } from '../adapters/web/html.ts';
import { openTestStudio, OTHER, SLACK, type TestStudio } from './studio.ts';

const en = studioWordsIn('en');
const de = studioWordsIn('de');
let studio: TestStudio;

beforeEach(async () => {
  studio = await openTestStudio();
});
afterEach(() => studio.close());

it('a form that is sent after the session ended shows what was written, and can be sent again', async () => {
  const typed = { title: 'A <b>title</b> of mine', tips: 'One tip', kind: 'daily' };
  const refused = await openBrowser(studio.url).submit('/studio/new', typed);
  expect(refused.status).toBe(401);
  expect(refused.body).toContain('A &lt;b&gt;title&lt;/b&gt; of mine\n\nOne tip</textarea>');
});

describe('the link of /quiz studio', () => {
  it('opens the studio once, by its button and not by a preview of the link', async () => {
    const { world } = studio;
    Object.assign(world.app, { studioOrigin: () => null });
    const reply = await world.bot.handle({
      place: SLACK,
      actor: { id: 'boss', name: 'Ada', manages: true, locale: null, zone: null },
      intent: { kind: 'line', line: 'studio' },
    });
    expect(reply.kind === 'card' && reply.card.gist).toBe(wordsIn('en').studioNoAddress());
    const key = await studio.linkFor('boss');
    for (let previews = 0; previews < 3; previews += 1) {
      const preview = await raw(studio.url, `/studio/enter/${key.link}`);
      expect(preview.status).toBe(200);
      expect(preview.body).not.toContain(key.code);
    }
    const browser = openBrowser(studio.url);
    const entered = await browser.submit('/studio/enter', key);
    expect(entered.status).toBe(303);
    expect(entered.headers['set-cookie']?.[0]).toMatch(/HttpOnly/);
    expect(entered.headers['set-cookie']?.[0]).toMatch(/SameSite=Strict/);
    expect((await browser.get('/studio')).status).toBe(200);
    const thief = openBrowser(studio.url);
    const again = await thief.submit('/studio/enter', key);
    expect(again.status).toBe(410);
    expect(textOf(again.body)).toContain(en.linkUsed());
    expect((await thief.get('/studio')).status).toBe(401);
    // Whoever came in by it finds it again in their history.
    const revisited = await browser.get(`/studio/enter/${key.link}`);
    expect([revisited.status, revisited.headers.location]).toEqual([303, '/studio']);
  });

  it('is useless to whoever has the link without its code, and dies of five guesses', async () => {
    const { link, code } = await studio.linkFor('boss');
    const other = await studio.linkFor('mira');
    const thief = openBrowser(studio.url);
    for (const [guess, left] of [
      ['', 4],
      ['000000', 3],
      [other.code, 2],
      [`${code}0`, 1],
    ] as const) {
      const wrong = await thief.submit('/studio/enter', { link, code: guess });
      expect(wrong.status).toBe(403);
      expect(wrong.headers['set-cookie']).toBeUndefined();
      expect(textOf(wrong.body)).toContain(en.wrongCode({ left }));
    }
    const dead = await thief.submit('/studio/enter', { link, code: '999999' });
    expect(textOf(dead.body)).toContain(en.linkTried());
    const owner = openBrowser(studio.url);
    const late = await owner.submit('/studio/enter', { link, code });
    expect(late.status).toBe(410);
    expect(textOf(late.body)).toContain(en.linkTried());
    expect((await thief.get('/studio')).status).toBe(401);
    // The other member's link has not suffered; people type codes with gaps.
    const gaps = `${other.code.slice(0, 3)} ${other.code.slice(3)} `;
    const entered = await owner.submit('/studio/enter', { link: other.link, code: gaps });
    expect(entered.status).toBe(303);
  });

  it('gives way to the newer one of its member, and to no other', async () => {
    const first = await studio.linkFor('boss');
    const elsewhere = await studio.linkFor('boss', OTHER);
    const second = await studio.linkFor('boss');
    const browser = openBrowser(studio.url);
    const replaced = await browser.get(`/studio/enter/${first.link}`);
    expect(replaced.status).toBe(410);
    expect(textOf(replaced.body)).toContain(en.linkReplaced());
    expect((await browser.submit('/studio/enter', first)).status).toBe(410);
    expect((await browser.submit('/studio/enter', elsewhere)).status).toBe(303);
    expect((await openBrowser(studio.url).submit('/studio/enter', second)).status).toBe(303);
  });

  it('is useless after ten minutes, and the session after twelve hours', async () => {
    const { world } = studio;
    const late = await studio.linkFor('mira');
    const browser = await studio.signedIn('boss');
    world.clock.jumpTo(world.clock.now() + 600_001);
    const refused = await openBrowser(studio.url).submit('/studio/enter', late);
    expect(refused.status).toBe(410);
    expect(textOf(refused.body)).toContain(en.linkLate());
    expect((await raw(studio.url, `/studio/enter/${late.link}`)).status).toBe(410);
    expect((await browser.get('/studio')).status).toBe(200);
    world.clock.jumpTo(world.clock.now() + 12 * 3_600_000);
    const ended = await browser.get('/studio');
    expect(ended.status).toBe(401);
    expect(textOf(ended.body)).toContain(en.signInFirst());
  });

  it('is refused in the language of the browser when it never was one', async () => {
    const browser = openBrowser(studio.url);
    browser.speak('de-DE');
    const made = await browser.submit('/studio/enter', { link: "x' or 1=1 --" });
    expect(made.status).toBe(410);
    expect(textOf(made.body)).toContain(de.linkUnknown());
  });

  it('goes with its member, who is forgotten', async () => {
    const browser = await studio.signedIn('boss');
    const link = await studio.linkFor('boss');
    await studio.world.store.tx(SLACK.workspace, (tx) => tx.members.forget('boss', 'nobody', 1));
    expect((await browser.get('/studio')).status).toBe(401);
    expect((await openBrowser(studio.url).submit('/studio/enter', link)).status).toBe(410);
  });
});

describe('the door', () => {
  it('is shut to other hosts and to pages of others', async () => {
    const browser = await studio.signedIn('boss');
    const cookie = browser.cookie();
    for (const host of ['evil.example', '127.0.0.1', 'localhost:1'])
      expect((await raw(studio.url, '/studio', { headers: { host, cookie } })).status).toBe(403);
    const { host } = new URL(studio.url);
    for (const origin of ['https://evil.example', 'null', `https://${host}`]) {
      const headers = { host, cookie, origin };
      const forged = { method: 'POST', headers, body: 'deck=x&title=X' };
      expect((await raw(studio.url, '/studio/new', forged)).status).toBe(403);
    }
    const proxied = { host: 'quiz.example.com', cookie };
    expect((await raw(studio.url, '/studio', { headers: proxied })).status).toBe(401);
  });
});

describe('a session', () => {
  it('shows nothing to a manager who is none any more, and all again when they are', async () => {
    const browser = await studio.signedIn('boss');
    expect((await browser.get('/studio')).status).toBe(200);
    studio.managers.delete('boss');
    const refused = await browser.get('/studio');
    expect(refused.status).toBe(403);
    expect(textOf(refused.body)).toContain(en.onlyManagers());
    const post = await browser.submit('/studio/new', { deck: 'x', title: 'X' });
    expect(post.status).toBe(403);
    await studio.world.store.tx(SLACK.workspace, async (tx) => {
      expect(await tx.decks.drafts('boss')).toEqual([]);
    });
    studio.managers.add('boss');
    expect((await browser.get('/studio')).status).toBe(200);
  });

  it('ends when its member signs out', async () => {
    const browser = await studio.signedIn('boss');
    const cookie = browser.cookie();
    expect(textOf((await browser.submit('/studio/leave', {})).body)).toContain(en.left());
    expect((await openBrowser(studio.url, cookie).get('/studio')).status).toBe(401);
  });

  it('is kept by no cache, frame or inline script', async () => {
    const browser = await studio.signedIn('boss');
    const { headers, body } = await browser.get('/studio');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-security-policy']).toMatch(/default-src 'none'/);
    expect(headers['content-security-policy']).not.toMatch(/unsafe/);
    expect(headers['x-frame-options']).toBe('DENY');
    expect(body).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(body).not.toMatch(/\sstyle=|\son[a-z]+=/);
  });
});

describe('the card of /quiz studio', () => {
  it('holds a link for the presser alone, and says how long it lasts', async () => {
    const { app } = studio.parts;
    const reply = await studioLink({
      app,
      interaction: {
        place: SLACK,
        actor: { id: 'boss', name: 'Ada', manages: true, locale: null, zone: null },
        intent: { kind: 'home' },
      },
      words: wordsIn('en'),
      now: studio.world.clock.now(),
      commands: [],
    });
    if (reply.kind !== 'card') throw new Error('expected a card');
    const said = JSON.stringify(reply.card);
    const link = /https:\/\/quiz\.example\.com\/studio\/enter\/([A-Za-z0-9_-]{32})/.exec(said)?.[1];
    const code = /"(\d{6})"/.exec(said)?.[1] ?? '';
    expect(said).toContain(wordsIn('en').studioOnce({ minutes: 10 }));
    // A notification shows the gist on a locked screen; an address stands in logs and histories.
    expect(code).not.toBe('');
    expect(`${reply.card.gist} ${link}`).not.toContain(code);
    const browser = openBrowser(studio.url);
    expect((await browser.submit('/studio/enter', { link: link ?? '', code })).status).toBe(303);
    expect((await browser.get('/studio')).status).toBe(200);
  });
});
