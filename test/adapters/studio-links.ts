import { afterEach, describe, expect, test } from 'vitest';
import { wordsIn } from '../../src/i18n/index.ts';
import { studioWordsIn } from '../../src/i18n/studio.ts';
import { serveStudio } from '../../src/studio/index.ts';
import type { Bot } from '../../src/ports/bot.ts';
import { openHttp } from '../../src/system/http.ts';
import type { Harness } from './contract.ts';
import { begin, type Journey } from './journey.ts';
import { openBrowser, type Browser } from './web/browser.ts';
import { textOf } from './web/html.ts';

const en = wordsIn('en');
const studio = studioWordsIn('en');
const MINUTE = 60_000;

/** A platform whose members can lose their rights, and where a message shows its links. */
export interface LinkHarness extends Harness {
  /** The addresses of links in what a member sees, oldest first. */
  readonly linksOf: (member: 'ada' | 'bo') => readonly string[];
  /** From now on that member manages nothing, and the platform says so. */
  readonly demote: (member: 'ada' | 'bo') => Promise<void>;
}

/** The way into the studio from a chat, over real sockets: the same on every platform with one-time links. */
export function describeStudioLinks(
  name: string,
  makeHarness: (bot: Bot) => Promise<LinkHarness>,
): void {
  describe(`/quiz studio on ${name}`, () => {
    let open: Journey<LinkHarness> | null = null;
    let http: ReturnType<typeof openHttp> | null = null;
    const start = async () => {
      const server = openHttp({ host: '127.0.0.1', port: 0, setting: 'PORT' });
      const port = await server.listen();
      http = server;
      const publicOrigin = `http://127.0.0.1:${port}`;
      const journey = await begin(makeHarness, { studioOrigin: () => publicOrigin });
      open = journey;
      const { app, bot } = journey;
      const handler = serveStudio(
        { host: '127.0.0.1', publicOrigin },
        { app, bot, chatMember: null },
      );
      server.mount('/studio/*', handler);
      const browser = (): Browser => openBrowser(publicOrigin);
      /** Types the command and gives the link's token with its code: the fields of the form behind it. */
      const link = async (): Promise<{ readonly link: string; readonly code: string }> => {
        const before = journey.linksOf('ada').length;
        await journey.lineAs('ada', 'studio');
        await journey.reads('ada', en.studioHeading());
        const fresh = journey.linksOf('ada').slice(before);
        expect(fresh).toHaveLength(1);
        expect(fresh[0]?.startsWith(`${publicOrigin}/studio/enter/`)).toBe(true);
        const seen = (await journey.sees('ada')).findLast(({ text }) =>
          text.includes(en.studioHeading()),
        );
        const code = /Code: \W*(\d{6})\b/.exec(seen?.text ?? '')?.[1] ?? '';
        expect(code, seen?.text).not.toBe('');
        expect(fresh[0]).not.toContain(code);
        return { link: fresh[0]?.split('/').at(-1) ?? '', code };
      };
      return { ...journey, browser, link };
    };
    afterEach(async () => {
      await open?.stop();
      await http?.close();
      open = null;
      http = null;
    });

    test('the link comes to the manager alone, opens the studio once and is then refused', async () => {
      const { link, browser, sees, linksOf, lineAs, reads } = await start();
      const key = await link();
      const seen = (await sees('ada')).find(({ text }) => text.includes(en.studioHeading()));
      expect(seen?.private).toBe(true);
      expect(seen?.text).toContain(en.studioOnce({ minutes: 10 }));
      expect((await sees('bo')).filter(({ text }) => text.includes(en.studioHeading()))).toEqual(
        [],
      );
      expect(linksOf('bo')).toEqual([]);
      const ada = browser();
      // A preview of the link, as a chat may fetch it, uses nothing up.
      expect((await browser().get(`/studio/enter/${key.link}`)).status).toBe(200);
      const guess = { ...key, code: key.code === '123456' ? '654321' : '123456' };
      const wrong = await browser().submit('/studio/enter', guess);
      expect(textOf(wrong.body)).toContain(studio.wrongCode({ left: 4 }));
      expect((await ada.submit('/studio/enter', key)).status).toBe(303);
      expect((await ada.get('/studio')).status).toBe(200);
      for (const again of [browser(), ada]) {
        const refused = await again.submit('/studio/enter', key);
        expect(refused.status).toBe(410);
        expect(textOf(refused.body)).toContain(studio.linkUsed());
      }
      await lineAs('bo', 'studio');
      await reads('bo', en.onlyManagers());
      expect(linksOf('bo')).toEqual([]);
    });

    test('a manager who is none any more is shut out at once, with every link that was made before', async () => {
      const { link, browser, demote, linksOf, lineAs, later, reads } = await start();
      const ada = browser();
      await ada.submit('/studio/enter', await link());
      const second = await link();
      expect((await ada.get('/studio')).status).toBe(200);
      await demote('ada');
      await later(6 * MINUTE);
      const refused = await ada.get('/studio');
      expect(refused.status).toBe(403);
      expect(textOf(refused.body)).toContain(studio.onlyManagers());
      const written = await ada.submit('/studio/new', { deck: 'x', title: 'X' });
      expect(written.status).toBe(403);
      // A link that was made before lets nobody in any more, whoever presses its button.
      const thief = browser();
      await thief.submit('/studio/enter', second);
      expect((await thief.get('/studio')).status).toBe(403);
      const before = linksOf('ada').length;
      await lineAs('ada', 'studio');
      await reads('ada', en.onlyManagers());
      expect(linksOf('ada')).toHaveLength(before);
    });

    test('after ten minutes the link is too late', async () => {
      const { link, browser, later } = await start();
      const key = await link();
      await later(10 * MINUTE + 1);
      const late = await browser().submit('/studio/enter', key);
      expect(late.status).toBe(410);
      expect((await browser().get(`/studio/enter/${key.link}`)).status).toBe(410);
    });
  });
}
