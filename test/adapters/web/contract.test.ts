import { connect } from 'node:net';
import { WEB_PLACE } from '../../../src/adapters/web/index.ts';
import type { WebChatStore } from '../../../src/ports/web-chat.ts';
import { describeAdapter } from '../contract.ts';
import type { Harness, Member } from '../contract.ts';
import { describeJourneys } from '../journeys.ts';
import { openBrowser } from './browser.ts';
import type { Answer, Browser } from './browser.ts';
import { elementsOf, textOf } from './html.ts';
import { openStore, startWeb } from './start.ts';
import type { Bot } from '../../../src/ports/bot.ts';

/** What a page of ours is made of; anything else came out of somebody's text. */
const OUR_TAGS = new Set(
  (
    'html head meta title link script body main header footer article div span p a h1 h2 h3 ul ol li ' +
    'strong em code pre time button form input label svg rect path table caption thead tbody tr th td hr img figure'
  ).split(' '),
);

async function makeHarness(bot: Bot): Promise<Harness> {
  const kept = (await openStore()).webChat;
  let failing = 0;
  const state: WebChatStore = {
    ...kept,
    append: (message) => {
      if (failing === 0) return kept.append(message);
      failing -= 1;
      return Promise.reject(new Error('database or disk is full'));
    },
  };
  const { chat, url } = await startWeb(bot, { state });
  const browsers: Record<Member, Browser> = { ada: openBrowser(url), bo: openBrowser(url) };
  const ids: Record<Member, string> = { ada: '', bo: '' };
  const forms: Record<Member, string | null> = { ada: null, bo: null };
  for (const member of ['ada', 'bo'] as const) {
    await browsers[member].submit('/join', { name: member });
    const token = browsers[member].cookie().split('=')[1] ?? '';
    ids[member] = (await kept.memberByToken(token))?.id ?? '';
  }
  const take = (member: Member, answer: Answer): void => {
    if (answer.status >= 400) throw new Error(`${answer.status}: ${answer.body}`);
    if (answer.headers['hx-retarget'] === '#form-place') forms[member] = answer.body;
    else if (answer.headers['hx-trigger'] === 'form-done') forms[member] = null;
  };
  return {
    chat,
    place: WEB_PLACE,
    nowhere: { ...WEB_PLACE, channel: 'elsewhere' },
    idOf: (member) => ids[member],
    async pressAs(member, message, code) {
      const seen = await browsers[member].sees();
      const pressed = message ?? seen.findLast((each) => each.private)?.message ?? '';
      take(member, await browsers[member].submit('/press', { message: pressed, code }));
    },
    async lineAs(member, line) {
      take(member, await browsers[member].submit('/say', { text: `/quiz ${line}` }));
    },
    sees: (member) => browsers[member].sees(),
    formOf: async (member) => (forms[member] === null ? null : textOf(forms[member])),
    async submitAs(member, values) {
      const hidden = elementsOf(forms[member] ?? '').filter(
        ({ tag, attributes }) => tag === 'input' && attributes['type'] === 'hidden',
      );
      const fields: Record<string, string | readonly string[]> = {};
      for (const { attributes } of hidden)
        fields[attributes['name'] ?? ''] = attributes['value'] ?? '';
      for (const [name, value] of Object.entries(values)) fields[`f.${name}`] = value.split(',');
      take(member, await browsers[member].submit('/form', fields));
    },
    async filesOf(member) {
      const page = (await browsers[member].get('/')).body;
      const links = elementsOf(page).filter(({ attributes }) => 'download' in attributes);
      return Promise.all(
        links.map(async ({ attributes }) => {
          const path = attributes['href'] ?? '';
          const anonymousId = await browsers[member === 'ada' ? 'bo' : 'ada'].get(path);
          if (anonymousId.status !== 404) throw new Error('a private file can be had by others');
          const { body, headers } = await browsers[member].get(path);
          return {
            name: attributes['download'] ?? '',
            text: body,
            as: headers['content-disposition'],
          };
        }),
      );
    },
    speaks(member, language) {
      browsers[member].speak(language === 'de' ? 'de-DE,de;q=0.9,en;q=0.5' : 'en-GB,en;q=0.9');
    },
    async pings() {
      const pages = await Promise.all([browsers.ada.get('/'), browsers.bo.get('/')]);
      return pages.flatMap(({ body }) =>
        elementsOf(body)
          .filter(
            ({ tag, attributes }) =>
              !OUR_TAGS.has(tag) ||
              /^(?!\/|#)/.test(attributes['href'] ?? attributes['src'] ?? '#') ||
              Object.keys(attributes).some((name) => name.startsWith('on') || name === 'style'),
          )
          .map(({ tag, attributes }) => `<${tag} ${JSON.stringify(attributes)}>`),
      );
    },
    failures: ['not-sent'],
    async failNext() {
      failing = 1;
    },
    connected: () =>
      new Promise((resolve) => {
        const socket = connect(Number(new URL(url).port), '127.0.0.1');
        socket.once('connect', () => {
          socket.destroy();
          resolve(true);
        });
        socket.once('error', () => resolve(false));
      }),
    close: () => chat.stop(),
  };
}

describeAdapter('the local chat', makeHarness);
describeJourneys('the local chat', makeHarness);
