import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { studioWordsIn, type StudioWords } from '../../src/i18n/studio.ts';
import { openTestStudio } from '../studio/studio.ts';
import { openLocalChat, type LocalChat } from './local-chat.ts';

/** Pictures to look at after a run. */
const SHOTS = '.tmp/studio';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let chat: LocalChat;
const faults: string[] = [];

beforeAll(async () => {
  chat = await openLocalChat(SHOTS);
});

afterAll(() => chat?.end());

async function open(options: Parameters<Browser['newContext']>[0]): Promise<Page> {
  const context = await chat.browser.newContext(options);
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return page;
}

/** What axe finds on the page as it stands, and whether it must be scrolled sideways. */
async function check(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
  await page.evaluate(AXE);
  const found = await page.evaluate<string[]>(
    // Preloaded, style sheets of the editor's shadow root would become style elements, which the policy refuses.
    `axe.run(document, { resultTypes: ['violations'], preload: false }).then(({ violations }) =>
      violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')))`,
  );
  expect(found, name).toEqual([]);
  const twice = await page.evaluate<string[]>(
    `[...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id, at, all) => all.indexOf(id) < at)`,
  );
  expect(twice, `${name} has an id twice`).toEqual([]);
  const wide = await page.evaluate<boolean>(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth',
  );
  expect(wide, `${name} is scrolled sideways`).toBe(false);
}

async function join(page: Page, name: string): Promise<void> {
  await page.goto(chat.address);
  await page.locator('#name').fill(name);
  await page.locator('button[type=submit]').click();
  await page.locator('#message').waitFor();
}

/** Each page of the studio, once there is something on it. */
const PAGES: readonly (readonly [name: string, path: string])[] = [
  ['decks', '/studio'],
  ['new', '/studio/new'],
  ['deck', '/studio/decks/our-incidents'],
  ['question', '/studio/decks/our-incidents/questions/0'],
  ['yaml', '/studio/decks/our-incidents/yaml'],
  ['versions', '/studio/decks/our-incidents/versions'],
  ['version', '/studio/decks/our-incidents/versions/1'],
  ['folder', '/studio/folder/http-and-rest'],
  ['report', '/studio/report'],
  ['import', '/studio/import'],
  ['suggestions', '/studio/suggestions'],
  ['schedules', '/studio/schedules'],
  ['settings', '/studio/settings'],
];

describe('an author’s first hour', () => {
  let page: Page;
  let cookies: Awaited<ReturnType<ReturnType<Page['context']>['cookies']>>;
  const en: StudioWords = studioWordsIn('en');

  beforeAll(async () => {
    page = await open({ viewport: { width: 1280, height: 900 }, timezoneId: 'America/New_York' });
    await join(page, 'Ada');
    cookies = await page.context().cookies();
  });

  it('begins in the chat, and ends with a deck that was asked', async () => {
    await page.getByRole('link', { name: 'Studio' }).click();
    await page.getByRole('link', { name: en.newDeck() }).click();
    await page.getByLabel(en.deckTitle()).fill('Our incidents');
    await page.locator('#deck').fill('our-incidents');
    await page.getByRole('button', { name: en.create() }).click();
    await page.getByLabel(en.newQuestionLabel()).fill('What do you do first when the pager rings?');
    await page.getByRole('button', { name: en.newQuestion() }).click();
    // With the keyboard alone, from the first field on.
    await page.locator('#ask').focus();
    for (const text of ['', 'Acknowledge it']) {
      await page.keyboard.press('Tab');
      await page.keyboard.type(text);
    }
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.type('The others then know that somebody is on it, and who.');
    await page.locator('#option-1-text').fill('Restart the server');
    await page.locator('#option-1-why').fill('You lose the traces that would tell you what broke.');
    await page.locator('#explain').fill('Say first that you are on it; then look.');
    await expect.poll(() => page.locator('#saved').textContent()).toBe(en.draftSaved());
    await expect.poll(() => page.locator('#source').inputValue()).toContain('key: true');
    await expect.poll(() => page.locator('#preview').innerText()).toContain('Acknowledge it');
    await check(page, '01-question');
  });

  it('has the form follow the YAML, with marks at their lines', async () => {
    const editor = page.locator('.cm-content');
    await editor.focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('tags: [pager]\nlevle: 2');
    await expect.poll(() => page.locator('#tags').inputValue()).toBe('pager');
    const mark = page.locator('#marks li', { hasText: 'levle' });
    await mark.waitFor();
    await check(page, '02-marks');
    await mark.click();
    await expect.poll(() => editor.evaluate((one) => one.matches(':focus'))).toBe(true);
    expect(await page.locator('.cm-lintRange-error').count()).toBe(1);
    // Typed over a coloured selection, Chromium itself tries a style attribute, which the policy refuses, and says so.
    await page.keyboard.press('Shift+End');
    await page.keyboard.press('Delete');
    await page.keyboard.insertText('level: 2');
    await expect.poll(() => page.locator('#level').inputValue()).toBe('2');
    await expect.poll(() => page.locator('.cm-lintRange-error').count()).toBe(0);
  });

  it('completes what the schema knows, and leaves the editor by Escape and Tab', async () => {
    await page.goto(`${chat.address}/studio/decks/our-incidents/yaml`);
    const editor = page.locator('.cm-content');
    await editor.focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('ord');
    await page.locator('.cm-completionLabel', { hasText: 'order' }).waitFor();
    // For 75 ms after a list opens, Enter is still a new line.
    await page.waitForTimeout(150);
    await page.keyboard.press('Enter');
    await page.keyboard.type('fix');
    await page.locator('.cm-completionLabel', { hasText: 'fixed' }).waitFor();
    await page.waitForTimeout(150);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.locator('#source').inputValue())
      .toMatch(/^deck: our-incidents\norder: fixed\ntitle/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await editor.evaluate((one) => one.matches(':focus'))).toBe(false);
    await expect.poll(() => page.locator('#saved').textContent()).toBe(en.draftSaved());
  });

  it('has a textarea with the same marks where the editor’s script does not come', async () => {
    const bare = await open({ viewport: { width: 1280, height: 900 } });
    await bare.context().addCookies(cookies);
    await bare.route('**/editor.js', (route) => route.fulfill({ body: '' }));
    await bare.goto(`${chat.address}/studio/decks/our-incidents/yaml`);
    const before = await bare.locator('textarea#source').inputValue();
    await bare.locator('textarea#source').fill('deck: our-incidents\ntitel: x\n');
    await bare.locator('#marks li', { hasText: 'titel' }).click();
    await expect.poll(() => bare.locator('.gutter .error').count()).toBeGreaterThan(0);
    expect(await bare.evaluate('document.activeElement.id')).toBe('source');
    await bare.locator('textarea#source').fill(before);
    await expect.poll(() => bare.locator('#marks li', { hasText: 'titel' }).count()).toBe(0);
    await bare.context().close();
  });

  it('saves what is typed while a save is under way', async () => {
    const context = await chat.browser.newContext();
    await context.addCookies(cookies);
    const slow = await context.newPage();
    const answered: number[] = [];
    await slow.route('**/questions/0', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      const response = await route.fetch();
      // The answer is on its way for longer than one pauses while typing.
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      answered.push(response.status());
      await route.fulfill({ response });
    });
    await slow.goto(`${chat.address}/studio/decks/our-incidents/questions/0`);
    for (const text of ['Say it. Then', 'Say it. Then look', 'Say first that you are on it!']) {
      await slow.locator('#explain').fill(text);
      await slow.waitForTimeout(700);
    }
    await expect
      .poll(() => slow.locator('#source').inputValue(), { timeout: 15_000 })
      .toContain('Say first that you are on it!');
    await expect
      .poll(() => slow.locator('#saved').textContent(), { timeout: 15_000 })
      .toBe(en.draftSaved());
    expect(answered.length).toBeGreaterThan(1);
    expect(new Set(answered)).toEqual(new Set([200]));
    expect(await slow.locator('#trouble').textContent()).toBe('');
    await context.close();
  });

  it('says in a sentence that the process did not answer, and saves by itself once it does', async () => {
    const context = await chat.browser.newContext();
    await context.addCookies(cookies);
    const cut = await context.newPage();
    await cut.route('**/questions/0', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    await cut.goto(`${chat.address}/studio/decks/our-incidents/questions/0`);
    await cut.locator('#explain').fill('Say first that you are on it; then you look!');
    await expect.poll(() => cut.locator('#trouble').textContent()).toBe(en.silent());
    await cut.unroute('**/questions/0');
    await expect
      .poll(() => cut.locator('#saved').textContent(), { timeout: 10_000 })
      .toBe(en.draftSaved());
    expect(await cut.locator('#trouble').textContent()).toBe('');
    await context.close();
  });

  it('keeps what is typed while its author is signed out, and saves it once they are in again', async () => {
    const context = await chat.browser.newContext();
    await context.addCookies(cookies);
    const late = await context.newPage();
    await late.goto(`${chat.address}/studio/decks/our-incidents/questions/0`);
    await context.clearCookies();
    await late.locator('#context').fill('It is three in the morning.');
    await expect.poll(() => late.locator('#trouble').textContent()).toBe(en.signInFirst());
    expect(await late.locator('#context').inputValue()).toBe('It is three in the morning.');
    await context.addCookies(cookies);
    await expect
      .poll(() => late.locator('#saved').textContent(), { timeout: 10_000 })
      .toBe(en.draftSaved());
    await context.close();
  });

  it('keeps what is typed by one who is no manager at the moment, and saves it once they are one', async () => {
    const context = await chat.browser.newContext();
    await context.addCookies(cookies);
    const none = await context.newPage();
    await none.route('**/questions/0', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({ status: 403, body: en.onlyManagers() })
        : route.continue(),
    );
    await none.goto(`${chat.address}/studio/decks/our-incidents/questions/0`);
    await none.locator('#context').fill('It is four in the morning.');
    await expect.poll(() => none.locator('#trouble').textContent()).toBe(en.onlyManagers());
    const asked: string[] = [];
    none.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await none.close({ runBeforeUnload: true });
    await expect.poll(() => asked).toEqual(['beforeunload']);
    await none.unroute('**/questions/0');
    await expect
      .poll(() => none.locator('#saved').textContent(), { timeout: 10_000 })
      .toBe(en.draftSaved());
    await context.close();
  });

  it('refuses a paste that no deck can hold, in a sentence, in fields and in the editor', async () => {
    const context = await chat.browser.newContext();
    await context.addCookies(cookies);
    const full = await context.newPage();
    await full.goto(`${chat.address}/studio/decks/our-incidents/questions/0`);
    await full.waitForLoadState('networkidle');
    for (const field of ['#explain', '.cm-content']) {
      await full.evaluate('document.querySelector("#trouble").textContent = ""');
      await full.locator(field).focus();
      const isTaken = await full.evaluate<boolean>(`(() => {
        let focused = document.activeElement;
        while (focused.shadowRoot) focused = focused.shadowRoot.activeElement;
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', 'words '.repeat(900_000));
        const how = { clipboardData, bubbles: true, cancelable: true, composed: true };
        return focused.dispatchEvent(new ClipboardEvent('paste', how));
      })()`);
      expect(isTaken).toBe(false);
      expect(await full.locator('#trouble').textContent()).toBe(en.tooMuch());
    }
    expect(await full.locator('#source').inputValue()).not.toContain('words words');
    await context.close();
  });

  it('saves a question whose text was taken out, and marks it', async () => {
    const context = await chat.browser.newContext();
    await context.addCookies(cookies);
    const empty = await context.newPage();
    await empty.goto(`${chat.address}/studio/decks/our-incidents/questions/0`);
    const before = await empty.locator('#ask').inputValue();
    await empty.locator('#ask').fill('');
    await expect.poll(() => empty.locator('#saved').textContent()).toBe(en.draftSaved());
    await empty.locator('#marks li.error', { hasText: 'ask' }).waitFor();
    const list = await context.newPage();
    await list.emulateMedia({ forcedColors: 'active' });
    await list.goto(`${chat.address}/studio/decks/our-incidents`);
    const ground = (of: string): Promise<unknown> =>
      list.evaluate(`getComputedStyle(document.querySelector('${of}')).backgroundColor`);
    expect(await ground('.dot.error')).not.toBe(await ground('.rows > li'));
    await list.close();
    await empty.locator('#ask').fill(before);
    await expect.poll(() => empty.locator('#marks li.error').count()).toBe(0);
    await context.close();
  });

  it('is told to a screen reader once, and again when the marks change', async () => {
    const context = await chat.browser.newContext();
    await context.addCookies(cookies);
    const heard = await context.newPage();
    await heard.goto(`${chat.address}/studio/decks/our-incidents/questions/0`);
    const before = await heard.locator('#points').inputValue();
    await heard.evaluate(`{
      globalThis.said = [];
      const spoken = document.querySelector('#spoken');
      new MutationObserver(() => said.push(spoken.textContent)).observe(spoken, { childList: true });
      globalThis.saves = 0;
      document.body.addEventListener('draft-saved', () => (saves += 1));
    }`);
    const save = async (field: string, text: string, saves: number): Promise<void> => {
      await heard.locator(field).fill(text);
      await expect.poll(() => heard.evaluate('saves')).toBe(saves);
    };
    await save('#points', 'One', 1);
    await save('#points', 'One and two', 2);
    const said = await heard.evaluate<string[]>('said');
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(en.draftSaved());
    await save('#explain', '', 3);
    expect(await heard.evaluate('said.length')).toBe(2);
    await save('#explain', 'Say first that you are on it; then look.', 4);
    await save('#points', before, 5);
    await context.close();
  });

  it('survives a page that is closed in the middle: the draft is there', async () => {
    await page.goto(`${chat.address}/studio/decks/our-incidents/questions/0`);
    await page.locator('#points').fill('Acknowledge before you act');
    await page.goto(`${chat.address}/studio`);
    await expect
      .poll(async () => {
        await page.goto(`${chat.address}/studio/decks/our-incidents/questions/0`);
        return page.locator('#points').inputValue();
      })
      .toBe('Acknowledge before you act');
  });

  it('publishes, imports, and sees what will be asked', async () => {
    await page.getByRole('link', { name: en.backToDeck() }).click();
    await page.getByRole('button', { name: en.publish() }).click();
    await page.getByText(en.published({ version: 1 })).waitFor();
    await check(page, '03-published');
    await page.goto(`${chat.address}/studio/import`);
    const gift = '::Sum:: What is 2+2? {=4 ~3 ~5}\n\n::Essay:: Tell us {}\n';
    await page
      .locator('#file')
      .setInputFiles({ name: 'sums.gift', mimeType: 'text/plain', buffer: Buffer.from(gift) });
    await page.getByRole('button', { name: en.importButton() }).click();
    await page.getByText(en.importDone({ written: 1, read: 2 })).waitFor();
    await check(page, '04-imported');
    await page.goto(`${chat.address}/studio/schedules`);
    await page.getByText(en.addDaily()).click();
    expect(await page.locator('#new-daily-zone').inputValue()).toBe('America/New_York');
    await page.locator('#deck-our-incidents').check();
    await page.getByRole('button', { name: en.set(), exact: true }).first().click();
    await page.locator('.calendar li').first().waitFor();
    await check(page, '05-calendar');
    expect(await page.locator('.calendar').innerText()).toContain('pager rings');
    const third = page.locator('.calendar li').nth(2);
    const place = await third.getAttribute('id');
    await third.getByRole('button').click();
    await page.locator('.calendar li.retired').waitFor();
    // Its reader stays at the day that they changed.
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe(place);
  });

  it('is asked in the chat at once', async () => {
    await page.goto(chat.address);
    await page.locator('#message').fill('/quiz ask our-incidents');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByRole('log').innerText(), { timeout: 15_000 })
      .toContain('What do you do first when the pager rings?');
  });

  it.each([
    { look: 'desktop-en-light', locale: 'en-GB', colorScheme: 'light', width: 1280, height: 900 },
    { look: 'phone-de-dark', locale: 'de-DE', colorScheme: 'dark', width: 390, height: 844 },
    // 1280 × 1024 at 400 %.
    { look: 'zoom-de-light', locale: 'de-DE', colorScheme: 'light', width: 320, height: 256 },
  ] as const)(
    'is accessible on every page: $look',
    async ({ look, width, height, ...rest }) => {
      const reader = await open({ viewport: { width, height }, ...rest });
      await reader.context().addCookies(cookies);
      for (const [name, address] of PAGES) {
        await reader.goto(`${chat.address}${address}`);
        await reader.waitForLoadState('networkidle');
        await check(reader, `${look}-${name}`);
      }
    },
    120_000,
  );

  it('is entered by a link’s page with the code of the chat, by the keyboard alone', async () => {
    const studio = await openTestStudio();
    try {
      const de = studioWordsIn('de');
      const dark = { locale: 'de-DE', colorScheme: 'dark' } as const;
      const context = await chat.browser.newContext({
        viewport: { width: 320, height: 256 },
        ...dark,
      });
      const entry = await context.newPage();
      const { link, code } = await studio.linkFor('boss');
      await entry.goto(`${studio.url}/studio/enter/${link}`);
      await check(entry, 'enter');
      await entry.keyboard.type('12');
      await entry.keyboard.press('Enter');
      await entry.getByText(de.wrongCode({ left: 4 })).waitFor();
      await check(entry, 'enter-wrong');
      await entry.keyboard.type(`${code.slice(0, 3)} ${code.slice(3)}`);
      await entry.keyboard.press('Enter');
      await entry.waitForURL(`${studio.url}/studio`);
      expect(await entry.evaluate('location.href + document.referrer')).not.toContain(code);
      await context.close();
    } finally {
      await studio.close();
    }
  });

  it('had no fault in any window, and nothing was logged as one', () => {
    expect(faults).toEqual([]);
    expect(chat.log.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
