import path from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsIn } from '../../src/i18n/index.ts';
import { openLocalChat, type LocalChat } from './local-chat.ts';

/** Pictures to look at after a run. */
const SHOTS = '.tmp/browser';

let chat: LocalChat;

beforeAll(async () => {
  chat = await openLocalChat(SHOTS);
});

afterAll(() => chat?.end());

async function join(name: string, options: Parameters<Browser['newContext']>[0]): Promise<Page> {
  const page = await (await chat.browser.newContext(options)).newPage();
  await page.goto(chat.address);
  await page.getByRole('textbox', { name: /^(Your name|Dein Name)$/ }).fill(name);
  await page.getByRole('button', { name: /^(Join|Beitreten)$/ }).click();
  await page.getByLabel(/^(Message|Nachricht)$/).waitFor();
  return page;
}

async function type(page: Page, line: string): Promise<void> {
  const box = page.getByLabel(/^(Message|Nachricht)$/);
  await box.fill(line);
  await box.press('Enter');
}

/** The newest message that holds those words, once it is there. */
async function message(page: Page, words: string): Promise<Locator> {
  const found = page.locator('[id^="m-"]').filter({ hasText: words }).last();
  await found.waitFor();
  await found.scrollIntoViewIfNeeded();
  return found;
}

const shot = (page: Page, name: string) =>
  page.screenshot({ path: path.join(SHOTS, `manager-${name}.png`) });

describe('a manager in the local chat', () => {
  it.each([
    ['en', { locale: 'en-GB', viewport: { width: 1000, height: 900 }, colorScheme: 'light' }],
    ['de', { locale: 'de-DE', viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
  ] as const)('previews, looks ahead, swaps and imports, alone (%s)', async (language, look) => {
    const words = wordsIn(language);
    // The first one in the chat manages, in whichever language their browser speaks.
    const ada =
      language === 'en'
        ? await join('Ada', look)
        : await sameMember(chat.browser.contexts()[0], look);
    const bo = await join(`Bo-${language}`, look);
    await type(ada, '/quiz preview api-security');
    const preview = await message(ada, words.previewNote());
    await shot(ada, `preview-${language}`);
    await preview.getByRole('button', { name: 'B', exact: true }).click();
    await message(ada, words.previewReply({ letter: 'B' }));
    await shot(ada, `preview-reply-${language}`);
    if (language === 'en') {
      await type(ada, '/quiz schedule daily 09:00 Europe/Berlin decks=api-security');
      await message(ada, 'Set: ');
    }
    await type(ada, '/quiz next');
    const next = await message(ada, words.nextHeading());
    await shot(ada, `next-${language}`);
    const buttons = next.getByRole('button');
    expect(await buttons.count()).toBeGreaterThanOrEqual(10);
    await buttons.first().click();
    await message(ada, words.nextChosen());
    await buttons.nth(1).click();
    await message(ada, words.nextLeftOut());
    await next.scrollIntoViewIfNeeded();
    await shot(ada, `next-changed-${language}`);
    await type(ada, '/quiz import');
    const link = (await message(ada, words.importInStudio())).getByRole('link');
    expect(await link.getAttribute('href')).toBe(`${chat.address}/studio/import`);
    await shot(ada, `import-${language}`);
    for (const said of [words.previewNote(), words.nextHeading(), words.importInStudio()])
      expect(await bo.getByText(said).count()).toBe(0);
    expect(chat.log.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

/** Another browser of the same member. */
async function sameMember(
  first: BrowserContext | undefined,
  options: Parameters<Browser['newContext']>[0],
): Promise<Page> {
  const storageState = await first?.storageState();
  if (storageState === undefined) throw new Error('nobody joined before');
  const page = await (await chat.browser.newContext({ ...options, storageState })).newPage();
  await page.goto(chat.address);
  return page;
}
