import { afterEach, describe, expect, test } from 'vitest';
import { wordsIn } from '../../src/i18n/index.ts';
import type { Bot } from '../../src/ports/bot.ts';
import type { Harness } from './contract.ts';
import { until } from './harness.ts';
import { begin, type Journey } from './journey.ts';

const en = wordsIn('en');

/** How a file goes wrong on its way. */
export interface WrongFile {
  /** What the platform says of its size. */
  readonly size?: number;
  /** Where the platform says that it is. */
  readonly url?: string;
  readonly statesLength?: boolean;
}

/** A platform on which members send files. */
export interface FileHarness extends Harness {
  /** `/quiz import` with a file, as this platform takes one. */
  readonly importAs: (
    member: 'ada' | 'bo',
    file: { readonly name: string; readonly text: string; readonly into?: string } & WrongFile,
  ) => Promise<void>;
  /** How often a file was read. */
  readonly filesRead: () => number;
}

export const GIFT = `::tcp:: Which one has a handshake? {
  =TCP
  ~UDP
}

::essay:: Write what you know. {}

::port:: HTTPS listens on {
  =443
  ~80
}
`;

const YAML = `deck: networks
title: Networks
style: fact
language: en
questions:
  - id: tcp
    ask: Which one has a handshake?
    options:
      - id: tcp
        text: TCP
        key: true
        why: It opens a connection with three packets before any data
      - id: udp
        text: UDP
        why: It sends without asking whether anybody is there to listen
    explain: TCP opens a connection first
    tags: [networks]
`;

/** What a member reads that holds those words: a private message, or what a form became. */
async function told(
  { sees, formOf }: Pick<Harness, 'sees' | 'formOf'>,
  member: 'ada' | 'bo',
  words: string,
): Promise<string> {
  let found: string | undefined;
  await until(async () => {
    const texts = (await sees(member)).filter((seen) => seen.private).map(({ text }) => text);
    found = [...texts, (await formOf(member)) ?? ''].findLast((text) => text.includes(words));
    return found !== undefined;
  }, `${member} reads “${words}”`);
  return found ?? '';
}

/** A deck of a file that was sent in the chat, over real sockets: the same on every platform that has files. */
export function describeImports(
  name: string,
  makeHarness: (bot: Bot) => Promise<FileHarness>,
): void {
  describe(`/quiz import on ${name}`, () => {
    let open: Journey<FileHarness> | null = null;
    const start = async () => {
      open = await begin(makeHarness);
      return open;
    };
    afterEach(async () => {
      await open?.stop();
      open = null;
    });

    test('a manager sends a file: what was carried, what was not and why, to them alone', async () => {
      const journey = await start();
      const { importAs, lineAs, sees, store, place } = journey;
      await importAs('ada', { name: 'networking.gift', text: GIFT });
      const report = await told(journey, 'ada', '2 of 3 questions imported');
      expect(report).toContain('Networking · 2 questions · networking');
      expect(report).toMatch(/line \d+: /);
      expect(report).toContain(en.importNoReasons());
      expect((await sees('bo')).filter(({ text }) => /[Nn]etworking/.test(text))).toEqual([]);
      await store.tx(place.workspace, async (tx) => {
        expect((await tx.decks.history('networking')).map(({ version }) => version)).toEqual([1]);
        expect((await tx.audit.recent(1))[0]).toMatchObject({
          what: 'deck import',
          about: 'networking',
        });
      });
      await lineAs('ada', 'preview networking');
      expect(await told(journey, 'ada', en.previewNote())).toMatch(/handshake|HTTPS/);
    });

    test('a deck of ours goes beside one of the same name, and a broken one says where', async () => {
      const journey = await start();
      const { importAs, store, place } = journey;
      await importAs('ada', { name: 'networks.yaml', text: YAML });
      await told(journey, 'ada', '1 question imported');
      await importAs('ada', { name: 'networks.yaml', text: YAML });
      const report = await told(
        journey,
        'ada',
        en.importRenamed({ wanted: 'networks', id: 'networks-2' }),
      );
      expect(report).not.toContain(en.importNoReasons());
      const broken = YAML.replace('        key: true\n', '');
      await importAs('ada', { name: 'broken.yaml', text: broken });
      const refused = await told(journey, 'ada', en.importNothing({ name: 'broken.yaml' }));
      expect(refused).toMatch(/line \d+: .*key/);
      await importAs('ada', { name: 'photo.png', text: '\u0089PNG\r\n\u001A\n' });
      await told(journey, 'ada', 'photo.png has no format that is known');
      await store.tx(place.workspace, async (tx) => {
        const ids = (await tx.decks.current()).map(({ deck }) => deck.id);
        expect(ids).toEqual(['networks', 'networks-2']);
      });
    });

    test('a deck that is there gets the questions as a draft, which is published from the chat', async () => {
      const journey = await start();
      const { importAs, lineAs, pressAs, sees, store, place } = journey;
      await importAs('ada', { name: 'networks.yaml', text: YAML });
      await told(journey, 'ada', '1 question imported');
      const text = YAML.replace('with three packets', 'with exactly three packets');
      await importAs('ada', { name: 'networks.yaml', text, into: 'networks' });
      const deck = { title: 'Networks', id: 'networks' };
      const card = await told(journey, 'ada', en.importIntoDraft(deck));
      expect(card).toContain(en.importChanged({ count: 1 }));
      const versions = async () =>
        (await store.tx(place.workspace, (tx) => tx.decks.history('networks'))).length;
      expect(await versions()).toBe(1);
      const seen = (await sees('ada')).findLast(({ text: said }) => said === card);
      const button = seen?.buttons.find(({ name: label }) => label === en.buttonPublish());
      // Slack shows the card in the form's place.
      if (seen === undefined) await lineAs('ada', 'question publish networks');
      else await pressAs('ada', seen.message, button?.code ?? '');
      await told(journey, 'ada', 'Published as version 2');
      expect(await versions()).toBe(2);
    });

    test('a file that is too large, lies elsewhere or lies about its size is not taken', async () => {
      const journey = await start();
      const { importAs, filesRead, later, store, place } = journey;
      const name = 'big.gift';
      await importAs('ada', { name, text: GIFT, size: 9 * 1024 * 1024 });
      await told(journey, 'ada', en.importTooLarge({ name }));
      expect(filesRead()).toBe(0);
      const text = 'x'.repeat(9 * 1024 * 1024);
      for (const statesLength of [true, false]) {
        const other = `lies-${statesLength}.gift`;
        await importAs('ada', { name: other, text, size: 10, statesLength });
        await told(journey, 'ada', en.importTooLarge({ name: other }));
      }
      expect(filesRead()).toBe(2);
      for (const url of [
        'https://evil.example/file.gift',
        'https://files.slack.com.evil.example/a',
        'https://cdn.discordapp.com@evil.example/a',
        'http://127.0.0.1:1/file.gift',
        'file:///etc/passwd',
      ]) {
        // Nobody sends so many in one second.
        await later(2_000);
        const other = `${new URL(url).protocol.slice(0, -1)}-${url.length}.gift`;
        await importAs('ada', { name: other, text: GIFT, url });
        await told(journey, 'ada', en.importForeign({ name: other }));
      }
      expect(filesRead()).toBe(2);
      await store.tx(place.workspace, async (tx) => expect(await tx.decks.current()).toEqual([]));
    });

    test('it is for managers alone', async () => {
      const journey = await start();
      const { importAs, filesRead, sees } = journey;
      await importAs('bo', { name: 'networking.gift', text: GIFT });
      await told(journey, 'bo', en.onlyManagers());
      expect((await sees('ada')).filter(({ text }) => text.includes('managers'))).toEqual([]);
      expect(filesRead()).toBe(0);
    });
  });
}
