import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WEB_PLACE } from '../../../../src/adapters/web/index.ts';
import type { WebChatStore } from '../../../../src/ports/web-chat.ts';
import type { WebChat } from '../../../../src/adapters/web/index.ts';
import { recordingBot, saying } from '../../recording-bot.ts';
import type { RecordingBot } from '../../recording-bot.ts';
import {
  boardCard,
  closedCard,
  dailyForm,
  explanationCard,
  questionCard,
} from '../sample-cards.ts';
import { startWeb } from '../start.ts';

const ALONE = { replyTo: null } as const;
const DESK = { viewport: { width: 1100, height: 900 } };
const PHONE = {
  viewport: { width: 360, height: 740 },
  colorScheme: 'dark',
  hasTouch: true,
} as const;

let chromiumHere: Browser;
let bot: RecordingBot;
let chat: WebChat;
let url: string;
let state: WebChatStore;
let complaints: string[];

beforeAll(async () => {
  chromiumHere = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
});
afterAll(() => chromiumHere.close());

beforeEach(async () => {
  complaints = [];
  bot = recordingBot();
  ({ chat, url, state } = await startWeb(bot));
});
afterEach(async () => {
  await Promise.all(chromiumHere.contexts().map((context) => context.close()));
  await chat.stop();
});

async function join(name: string, options: BrowserContextOptions = DESK): Promise<Page> {
  const context = await chromiumHere.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(5_000);
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(url);
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('log').waitFor();
  return page;
}

const box = (page: Page) => page.getByRole('textbox', { name: 'Message', exact: true });

async function type(page: Page, line: string): Promise<void> {
  await box(page).fill(line);
  await page.getByRole('button', { name: 'Send' }).click();
}

describe('the page in a browser', () => {
  test('two members: a post appears in both windows, the reply to a click in one', async () => {
    const [ada, bo] = [await join('Ada'), await join('Bo', PHONE)];
    await chat.post(WEB_PLACE, questionCard(), 'post-1', ALONE);
    bot.answerWith(() => ({ kind: 'card', card: explanationCard }));
    await bo.getByRole('button', { name: /^B/ }).waitFor();
    await ada.getByRole('button', { name: /^D/ }).click();
    const reply = ada.getByRole('article', { name: /Not quite/ });
    await reply.getByText('Only you can see this').waitFor();
    await type(ada, 'Nice one');
    await bo.getByText('Nice one').waitFor();
    expect(await bo.getByText('Not quite').count()).toBe(0);
    expect(await ada.getByRole('article').count()).toBe(3);
    expect(bot.inputs).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  test('a click anywhere on an option is a press on its letter', async () => {
    const ada = await join('Ada');
    await chat.post(WEB_PLACE, questionCard(), 'post-1', ALONE);
    await ada.getByText('proves at the token endpoint').click({ force: true });
    await ada.getByText('heard').waitFor();
    const code = '1.answer.round-one.1';
    expect(bot.inputs[0]?.intent).toMatchObject({ kind: 'press', code, own: false });
  });

  test('all by keyboard: answer, command with completion, and focus stays where it was', async () => {
    const ada = await join('Ada');
    const message = await chat.post(WEB_PLACE, questionCard(3), 'post-1', ALONE);
    const option = ada.getByRole('button', { name: /^C/ });
    await option.focus();
    await chat.edit(WEB_PLACE, message, questionCard(4), 'post-1');
    await ada.getByText('4 answered').waitFor();
    expect(await ada.evaluate('document.activeElement?.ariaLabel?.charAt(0)')).toBe('C');
    await ada.keyboard.press('Enter');
    await ada.getByText('heard').waitFor();
    bot.suggest([{ label: 'API security', value: 'api-security' }]);
    await box(ada).focus();
    // At once: lists for its beginnings have that option too, and may come and go while the arrow is pressed.
    await ada.keyboard.insertText('/quiz pr');
    await ada.getByRole('option', { name: /practice/ }).waitFor();
    await ada.keyboard.press('ArrowDown');
    expect(await box(ada).getAttribute('aria-activedescendant')).toBe('suggestion-0');
    await ada.keyboard.press('Enter');
    expect(await box(ada).inputValue()).toBe('/quiz practice ');
    await ada.getByRole('option', { name: /api-security/ }).waitFor();
    await ada.keyboard.press('Tab');
    expect(await box(ada).inputValue()).toBe('/quiz practice api-security ');
    await ada.keyboard.press('Enter');
    await expect.poll(() => bot.inputs.length).toBe(2);
    expect(bot.inputs[1]?.intent).toEqual({ kind: 'line', line: 'practice api-security' });
    await expect.poll(() => box(ada).inputValue()).toBe('');
    expect(complaints).toEqual([]);
  });

  test('focus goes to the message when its buttons are gone', async () => {
    const ada = await join('Ada');
    const message = await chat.post(WEB_PLACE, questionCard(), 'post-1', ALONE);
    await ada.getByRole('button', { name: /^C/ }).focus();
    await chat.edit(WEB_PLACE, message, closedCard, 'post-1');
    await ada.getByText('Best choice').waitFor();
    expect(await ada.evaluate('document.activeElement?.id')).toBe(`m-${message}`);
  });

  test('a form is a dialog that keeps focus, says what is wrong at its field, and closes', async () => {
    const ada = await join('Ada');
    bot.answerWith(() => ({ kind: 'form', form: dailyForm }));
    await type(ada, '/quiz help');
    const dialog = ada.getByRole('dialog', { name: 'A daily question in this channel' });
    await dialog.getByRole('textbox', { name: 'Time' }).fill('9');
    await dialog.getByRole('checkbox', { name: 'Incidents' }).check();
    bot.answerWith(() => ({ kind: 'refused', field: 'time', sentence: '9 is no time' }));
    await dialog.getByRole('button', { name: 'Set' }).click();
    await dialog.getByText('9 is no time').waitFor();
    const field = dialog.getByRole('textbox', { name: 'Time' });
    expect(await field.inputValue()).toBe('9');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await dialog.getByRole('checkbox', { name: 'Incidents' }).isChecked()).toBe(true);
    await field.fill('09:00');
    bot.answerWith(() => ({ kind: 'card', card: saying('Set: every weekday at 09:00') }));
    await dialog.getByRole('button', { name: 'Set' }).click();
    await ada.getByText('Set: every weekday').waitFor();
    await expect.poll(() => dialog.isVisible()).toBe(false);
    expect(bot.inputs.at(-1)?.intent).toMatchObject({
      kind: 'form',
      values: { time: '09:00', days: 'weekdays', decks: 'api-security,incidents' },
    });
    expect(complaints).toEqual([]);
  });

  test('after the server was gone the window catches up by itself, with nothing twice', async () => {
    const ada = await join('Ada');
    await chat.post(WEB_PLACE, saying('before'), 'post-1', ALONE);
    await ada.getByText('before').waitFor();
    const port = Number(new URL(url).port);
    await chat.stop();
    await ada.getByText('Trying again').waitFor();
    ({ chat } = await startWeb(bot, { state, port }));
    await chat.post(WEB_PLACE, saying('after'), 'post-2', ALONE);
    await ada.getByText('after').waitFor();
    expect(await ada.getByRole('article').count()).toBe(2);
    await expect.poll(() => ada.getByText('Trying again').count()).toBe(0);
  });

  test('a phone of 360 pixels shows everything without scrolling sideways', async () => {
    const bo = await join('Bo', PHONE);
    for (const [index, card] of [questionCard(), explanationCard, boardCard, closedCard].entries())
      await chat.post(WEB_PLACE, card, `post-${index}`, ALONE);
    await bo.getByText('403 Forbidden', { exact: true }).waitFor();
    expect(await bo.evaluate('document.documentElement.scrollWidth')).toBe(360);
    const letters = bo.getByRole('button', { name: /^[ABCD]:/ });
    for (const letter of await letters.all()) {
      const size = await letter.boundingBox();
      expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(32);
    }
    expect(complaints).toEqual([]);
  });
});
