import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLocalChat, type LocalChat } from './local-chat.ts';

/** Pictures to look at after a run. */
const SHOTS = '.tmp/browser';

let chat: LocalChat;
const faults: string[] = [];

beforeAll(async () => {
  chat = await openLocalChat(SHOTS);
});

afterAll(() => chat?.end());

interface Window {
  readonly page: Page;
  type(line: string): Promise<void>;
  /** The newest message that only this member sees. */
  newestPrivate(text: string): Promise<string>;
}

async function join(
  name: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Window> {
  const context = await chat.browser.newContext({
    viewport: { width: 1000, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(`${name}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${name}: ${message.text()}`);
  });
  await page.goto(chat.address);
  await page.getByRole('textbox', { name: /^(Your name|Dein Name)$/ }).fill(name);
  await page.getByRole('button', { name: /^(Join|Beitreten)$/ }).click();
  const box = page.getByLabel(/^(Message|Nachricht)$/);
  await box.waitFor();
  return {
    page,
    async type(line) {
      await box.fill(line);
      await box.press('Enter');
      await expect.poll(() => box.inputValue()).toBe('');
    },
    async newestPrivate(text) {
      const found = page
        .locator('article', { hasText: /Only you can see this|Das siehst nur du/ })
        .filter({ hasText: text })
        .last();
      await found.waitFor();
      return found.innerText();
    },
  };
}

const shot = (window: Window, name: string) =>
  window.page.screenshot({ path: `${SHOTS}/${name}.png` });

describe('the first ten minutes of a newcomer', () => {
  it(
    'with two members, two browsers, a restart, and nothing in the console',
    { timeout: 120_000 },
    async () => {
      const ada = await join('Ada');
      const bo = await join('Bo', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
      expect(await ada.page.getByText('manager', { exact: true }).count()).toBe(1);
      expect(await bo.page.getByText('manager', { exact: true }).count()).toBe(0);

      // The first question is there; every option is a button that begins with its letter.
      const log = ada.page.getByRole('log');
      await expect.poll(() => log.innerText()).toContain('API security interview · #1');
      const names = await log
        .getByRole('button')
        .evaluateAll((buttons) =>
          buttons.map((button) => button.getAttribute('aria-label') ?? button.textContent ?? ''),
        );
      expect(names.slice(0, 4).map((name) => name.charAt(0))).toEqual(['A', 'B', 'C', 'D']);
      expect(await ada.page.content()).not.toContain('Why ');
      await shot(ada, '1-question');

      // Eve's press is under way while the question is drawn anew with the first answer: it counts all the same.
      const eve = await join('Eve');
      const pressed = eve.page.getByRole('log').getByRole('button', { name: /^A\b/ }).first();
      await pressed.hover();
      await eve.page.mouse.down();

      // One click: a private answer; the other member sees nothing of it but the number.
      await log.getByRole('button', { name: /^B\b/ }).first().click();
      const reply = await ada.newestPrivate('this week');
      expect(reply).toMatch(/strongest: B|you chose B/);
      expect(reply).toContain('Key points');
      expect(reply).toContain('/quiz privacy show');
      await shot(ada, '2-answer');
      expect(await bo.page.content()).not.toContain('you chose B');
      await expect
        .poll(() => bo.page.getByRole('log').innerText(), { timeout: 15_000 })
        .toContain('1 has answered');
      expect(await eve.page.getByRole('log').innerText()).not.toContain('1 has answered');
      // The number on the question is no new message: nothing lies over the reply.
      await expect.poll(() => log.innerText()).toContain('1 has answered');
      expect(await ada.page.locator('#newest').isVisible()).toBe(false);
      await eve.page.mouse.up();
      await eve.newestPrivate('this week');
      expect(await eve.page.getByRole('log').innerText()).toContain('1 has answered');

      // A second click and a second window change nothing.
      await log.getByRole('button', { name: /^C\b/ }).first().click();
      expect(await ada.newestPrivate('the first answer counts')).toContain('You answered B at');

      // Something is wrong with the question: which of five, and in one's own words.
      await log.getByRole('button', { name: 'Report a problem' }).last().click();
      const problem = ada.page.getByRole('dialog');
      await problem.getByLabel('What is wrong?').selectOption('unclear');
      await problem.getByLabel(/In your words/).fill('Two of them are the same');
      await shot(ada, '2b-report');
      await problem.getByRole('button', { name: 'Send' }).click();
      await ada.newestPrivate('Thank you');

      // By keyboard alone, on a phone, in the dark.
      await bo.page.getByRole('log').getByRole('button', { name: /^A\b/ }).first().focus();
      await bo.page.keyboard.press('Enter');
      await bo.newestPrivate('this week');
      await shot(bo, '3-phone-dark');

      // Completion from the table of commands, taken by keyboard.
      const box = ada.page.getByLabel('Message', { exact: true });
      await box.pressSequentially('/quiz lead');
      await ada.page
        .getByRole('option', { name: /leaderboard/ })
        .first()
        .waitFor();
      await shot(ada, '4-completion');
      await box.press('ArrowDown');
      await box.press('Enter');
      await expect.poll(() => box.inputValue()).toMatch(/^\/quiz leaderboard\s?$/);
      await box.press('Escape');
      await box.press('Enter');
      expect(await ada.newestPrivate('Leaderboard, week of')).toContain('Ada (you)');

      // What only managers may do.
      await bo.type('/quiz close');
      await bo.newestPrivate('Only managers can do that');
      await ada.type('/quiz klose');
      await ada.newestPrivate('Did you mean /quiz question close?');
      await ada.type('/quiz close');
      await expect.poll(() => bo.page.getByRole('log').innerText()).toContain('The strongest:');
      await expect.poll(() => bo.page.getByRole('log').innerText()).toContain('Closed. 3');
      await shot(bo, '5-reveal');

      // Chat text is text, in every window at once.
      await bo.type('<b>hello</b> & <img src=x onerror=alert(1)>');
      await expect
        .poll(() => log.innerText())
        .toContain('<b>hello</b> & <img src=x onerror=alert(1)>');

      // A form sets a schedule; a wrong field says so beside itself.
      await ada.type('/quiz schedule list');
      await ada.newestPrivate('Nothing is scheduled');
      await ada.page.getByRole('button', { name: 'New daily question' }).last().click();
      const dialog = ada.page.getByRole('dialog');
      await dialog.getByLabel('Time', { exact: true }).fill('09:30');
      await dialog.getByLabel(/Time zone/).fill('Europe/Berlin');
      await shot(ada, '6-form');
      await dialog.getByRole('button', { name: 'Set' }).click();
      expect(await ada.newestPrivate('Set: a question on weekdays at 09:30')).toContain('Next:');

      // Practice moves on in one message.
      await bo.type('/quiz practice 2');
      await bo.newestPrivate('1 / 2');
      await bo.page.getByRole('button', { name: /^A\b/ }).last().click();
      await bo.newestPrivate('How sure are you?');
      // On a phone too what a press brings is before one's eyes, below the options.
      const inSight = (text: RegExp) =>
        bo.page
          .getByRole('log')
          .getByText(text)
          .last()
          .evaluate((one) => {
            const { top, bottom } = one.getBoundingClientRect();
            return top > 60 && bottom < 844 - 80;
          });
      expect(await inSight(/How sure are you/)).toBe(true);
      await bo.page.getByRole('button', { name: 'Sure', exact: true }).click();
      await bo.newestPrivate('comes back on');
      expect(await inSight(/you chose|strongest: A/)).toBe(true);
      await bo.page.getByRole('button', { name: 'Next' }).click();
      await bo.newestPrivate('2 / 2');
      await shot(bo, '7-practice');

      // A restart keeps everything and posts nothing again.
      expect(faults).toEqual([]);
      const posted = await log.locator('article:not(.private)').count();
      await chat.restart();
      await ada.page.goto(chat.address);
      await expect.poll(() => ada.page.getByRole('log').innerText()).toContain('The strongest:');
      expect(await ada.page.getByRole('log').locator('article:not(.private)').count()).toBe(posted);
      await shot(ada, '8-after-restart');
    },
  );

  const JOURNEYS = {
    en: {
      locale: 'en-GB',
      practice: 'How sure are you?',
      sure: 'Sure',
      back: 'comes back on',
      away: 'Don’t ask me again',
      gone: 'You will not be asked this one again.',
      finish: 'Finish',
      result: /\d of 1 right/,
      me: 'First sight',
      tags: 'Right by tag',
      kept: 'What Deckhand keeps of you',
      take: 'Export my data',
      file: /Download: deckhand-export\.json/,
      help: 'What Deckhand can do',
      remind: 'I will remind you on weekdays at 16:30',
    },
    de: {
      locale: 'de-DE',
      practice: 'Wie sicher bist du?',
      sure: 'Sicher',
      back: 'kommt am',
      away: 'Nicht mehr fragen',
      gone: 'Diese Frage kommt nicht mehr zu dir.',
      finish: 'Fertig',
      result: /\d von 1 richtig/,
      me: 'Beim ersten Mal',
      tags: 'Richtig nach Thema',
      kept: 'Was Deckhand von dir speichert',
      take: 'Meine Daten exportieren',
      file: /Herunterladen: deckhand-export\.json/,
      help: 'Was Deckhand kann',
      remind: 'Ich erinnere dich an Werktagen um 16:30',
    },
  } as const;

  it.each(['en', 'de'] as const)(
    'practice, me, privacy and reminders, in %s',
    { timeout: 60_000 },
    async (language) => {
      const says = JOURNEYS[language];
      const dora = await join(`Dora-${language}`, { locale: says.locale });
      const { page } = dora;
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      await dora.type('/quiz help');
      await dora.newestPrivate(says.help);
      await shot(dora, `${language}-1-help`);
      await dora.type('/quiz practice 1');
      await page.getByRole('button', { name: /^A\b/ }).last().click();
      await dora.newestPrivate(says.practice);
      await page.getByRole('button', { name: says.sure, exact: true }).click();
      await dora.newestPrivate(says.back);
      await shot(dora, `${language}-2-reasons`);
      await page.getByRole('button', { name: says.away }).click();
      await dora.newestPrivate(says.gone);
      await page.getByRole('button', { name: says.finish }).click();
      await expect.poll(() => page.getByRole('log').innerText()).toMatch(says.result);
      await dora.type('/quiz me');
      // One answer says nothing about a tag.
      expect(await dora.newestPrivate(says.me)).not.toContain(says.tags);
      await shot(dora, `${language}-3-me`);
      await dora.type('/quiz remind at 16:30');
      await dora.newestPrivate(says.remind);
      await dora.type('/quiz privacy show');
      await dora.newestPrivate(says.kept);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page
          .getByRole('button', { name: says.take })
          .click()
          .then(() => page.getByRole('link', { name: says.file }).click()),
      ]);
      expect(download.suggestedFilename()).toBe('deckhand-export.json');
      const text = readFileSync(await download.path(), 'utf8');
      expect(JSON.parse(text)).toMatchObject({ members: [{ name: `Dora-${language}` }] });
      await shot(dora, `${language}-4-privacy`);
      expect(faults.filter((fault) => fault.startsWith(`Dora-${language}`))).toEqual([]);
    },
  );

  it('looks right without a scroll bar across, at a phone width', async () => {
    const cy = await join('Cy', { viewport: { width: 360, height: 740 } });
    const wide = await cy.page.locator('html').evaluate((html) => html.scrollWidth);
    expect(wide).toBeLessThanOrEqual(360);
    // The pill for new messages moves nothing when it comes and goes: what one presses stays under the finger.
    const tall = () => cy.page.locator('html').evaluate((html) => html.scrollHeight);
    const before = await tall();
    await cy.page.locator('#newest').evaluate((pill) => pill.removeAttribute('hidden'));
    expect(await tall()).toBe(before);
  });
});
