import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addPreviewCommand } from '../../src/cli/preview.ts';
import { previewHandler } from '../../src/cli/preview-routes.ts';
import { PAGE } from '../../src/preview/page/page-text.ts';
import { openHttp } from '../../src/system/http.ts';
import { changed, SOUND } from '../decks/deck.ts';

const CHROMIUM = '/usr/bin/chromium';
/** Pictures to look at after a run; git ignores the folder. */
const SHOTS = '.tmp/browser';

let browser: Browser;
let folder: string;
let deck: string;
let close: () => Promise<void>;
let address: string;
const faults: string[] = [];

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
});
afterAll(() => browser?.close());

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'deckhand-preview-'));
  deck = path.join(folder, 'http.yaml');
  writeFileSync(deck, changed('    tags: [http]\n', ''));
  const http = openHttp({ host: '127.0.0.1', port: 0, setting: '--port' });
  const port = await http.listen();
  const files = [deck];
  http.mount('*', previewHandler({ files, language: null, host: '127.0.0.1', port }));
  address = `http://127.0.0.1:${port}`;
  close = () => http.close();
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
  expect(faults.splice(0)).toEqual([]);
});

async function open(
  url: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, ...options });
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(url);
  return page;
}

/** The colour behind the first message of that platform. */
function groundOf(page: Page, platform: string): Promise<unknown> {
  return page.evaluate(
    `getComputedStyle(document.querySelector('.preview-${platform}')).backgroundColor`,
  );
}

describe('the preview of a deck', () => {
  it('shows a question on three platforms, and lint marks beside it', async () => {
    const page = await open(address);
    for (const platform of ['slack', 'discord', 'web']) {
      const first = page.locator(`[data-platform=${platform}]`).first();
      expect(await first.innerText()).toContain('A payment call times out.');
    }
    const marks = page.getByRole('complementary', { name: PAGE.marks.en });
    expect(await marks.innerText()).toContain('tags');
    expect(await page.locator('button:enabled').count()).toBe(0);
    await page.screenshot({ path: `${SHOTS}/preview-desktop-light.png`, fullPage: true });
    await page.context().close();
  });

  it('shows what follows an answer, in the colours and the width of one’s choice', async () => {
    const page = await open(address);
    const light = await groundOf(page, 'web');
    await page.getByRole('radio', { name: PAGE.dark.en }).check();
    expect(await groundOf(page, 'web')).not.toBe(light);
    const width = () =>
      page
        .locator('.preview')
        .first()
        .evaluate((one) => one.clientWidth);
    const phone = await width();
    await page.getByRole('radio', { name: PAGE.desktop.en }).check();
    expect(await width()).toBeGreaterThan(phone);
    await page.getByRole('radio', { name: 'Slack' }).check();
    expect(await page.locator('[data-platform=discord]:visible').count()).toBe(0);
    // By keyboard alone.
    await page.locator('summary', { hasText: 'token' }).focus();
    await page.keyboard.press('Enter');
    const reply = page.locator('details[open] [data-platform=slack]').first();
    expect(await reply.innerText()).toContain('The token lets the receiver see');
    await page.screenshot({ path: `${SHOTS}/preview-desktop-dark.png`, fullPage: true });
    await page.context().close();
  });

  it('loads again when the file is saved, and keeps what was open and chosen', async () => {
    const page = await open(address);
    await page.getByRole('radio', { name: PAGE.dark.en }).check();
    await page.locator('summary', { hasText: 'token' }).click();
    writeFileSync(deck, changed('A payment call times out.', 'A payment was sent twice.'));
    await page.getByText('A payment was sent twice.').first().waitFor({ timeout: 5_000 });
    expect(await page.locator('details[open]').count()).toBe(1);
    expect(await page.getByRole('radio', { name: PAGE.dark.en }).isChecked()).toBe(true);
    writeFileSync(deck, changed('level: 2', 'level: 9'));
    await page.getByText(PAGE.broken.en).waitFor({ timeout: 5_000 });
    expect(await page.locator('.marks .error').count()).toBe(1);
    writeFileSync(deck, SOUND);
    await page.getByText('A payment call times out.').first().waitFor({ timeout: 5_000 });
    await page.context().close();
  });

  it('fits a phone, and 400 % of a desktop', async () => {
    for (const width of [390, 320]) {
      const page = await open(address, { viewport: { width, height: 700 } });
      for (const fold of await page.locator('summary').all()) await fold.click();
      expect(await page.evaluate('document.documentElement.scrollWidth === innerWidth')).toBe(true);
      await page.screenshot({ path: `${SHOTS}/preview-${width}.png` });
      await page.context().close();
    }
  });

  it('answers no page of another name', async () => {
    const statusFor = (host: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        get(`${address}/deck/0`, { headers: { host } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        }).on('error', reject);
      });
    expect(await statusFor(new URL(address).host)).toBe(200);
    expect(await statusFor('evil.example')).toBe(403);
    expect((await fetch(`${address}/deck/7`)).status).toBe(404);
  });
});

describe('decks preview --out', () => {
  afterEach(() => vi.restoreAllMocks());

  it('writes one file that loads nothing', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const out = path.join(folder, 'http.html');
    const command = new Command();
    addPreviewCommand(command);
    const line = ['preview', deck, '--language', 'de', '--out', out];
    await command.parseAsync(line, { from: 'user' });
    expect(readFileSync(out, 'utf8')).not.toMatch(/ (?:src|style)="/);
    const requests: string[] = [];
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await page.goto(pathToFileURL(out).href);
    const light = await groundOf(page, 'slack');
    await page.getByRole('radio', { name: PAGE.dark.de }).check();
    expect(await groundOf(page, 'slack')).not.toBe(light);
    expect(requests).toEqual([pathToFileURL(out).href]);
    await context.close();
  });

  it('names what it cannot do', async () => {
    const command = new Command();
    addPreviewCommand(command);
    const run = (...line: string[]) => command.parseAsync(['preview', ...line], { from: 'user' });
    await expect(run(deck, '--language', 'fr')).rejects.toThrow('--language is en or de');
    await expect(run(deck, '--port', 'x', '--out', '')).rejects.toThrow('cannot be written');
    await expect(run('api-securty')).rejects.toThrow('did you mean api-security?');
  });
});
