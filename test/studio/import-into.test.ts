import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveDeck } from '../../src/app/authoring/save-deck.ts';
import { studioWordsIn } from '../../src/i18n/studio.ts';
import { raw, type Answer, type Browser } from '../adapters/web/browser.ts';
import { elementsOf, textOf } from '../adapters/web/html.ts';
import { openTestStudio, OTHER, SLACK, YAML, type TestStudio } from './studio.ts';

const en = studioWordsIn('en');
let studio: TestStudio;
let ada: Browser;

beforeEach(async () => {
  studio = await openTestStudio();
  ada = await studio.signedIn('boss');
  const deck = { id: 'own', source: `${YAML}# kept\n`, base: 0, member: 'boss' };
  expect((await saveDeck(studio.world.app, SLACK.workspace, deck)).kind).toBe('saved');
});
afterEach(() => studio.close());

/** In no file: Node looks for its letters alone. */
const BOUNDARY = 'between-two-parts';

async function send(
  browser: Browser,
  into: string,
  name: string,
  file: string | Buffer,
): Promise<Answer> {
  const part = (head: string, body: string | Buffer) =>
    Buffer.concat([
      Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
      Buffer.from(body),
      Buffer.from('\r\n'),
    ]);
  return raw(studio.url, '/studio/import', {
    method: 'POST',
    headers: {
      cookie: browser.cookie(),
      origin: studio.url,
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
    },
    body: Buffer.concat([
      part('name="into"', into),
      part(`name="file"; filename="${name}"`, file),
      Buffer.from(`--${BOUNDARY}--\r\n`),
    ]),
  });
}

async function draft(): Promise<string | undefined> {
  return studio.world.store.tx(
    SLACK.workspace,
    async (tx) => (await tx.decks.draft('own', 'boss'))?.source,
  );
}

const GIFT = `::Changed::What is alpha? {=The bad one ~The good one}

::New::What is gamma? {=The third ~The fourth}
`;

describe('a file that is brought into a deck', () => {
  it('and cut off on its way is asked for again', async () => {
    const cut = await raw(studio.url, '/studio/import', {
      method: 'POST',
      headers: {
        cookie: ada.cookie(),
        origin: studio.url,
        'content-type': 'multipart/form-data; boundary=x',
      },
      body: '--x\r\nContent-Disposition: form-data; name="file"; filename="more.gift"\r\n\r\n::Ne',
    });
    expect(cut.status).toBe(422);
    expect(textOf(cut.body)).toContain(en.importNoFile());
  });

  it('is mended on the page that says what was not carried, and read again into the same deck', async () => {
    const broken = '\n::One::What is one? {=a ~b}\n\n::Two::What is two? {~a ~b}\n';
    const first = await send(ada, '', 'kinds.gift', broken);
    expect(first.status).toBe(200);
    expect(textOf(first.body)).toContain(en.importMend());
    expect(first.body).toContain('data-line="4"');
    expect(textOf(first.body)).toContain('none of its options is a key');
    const named = (name: string) =>
      elementsOf(first.body).find(({ attributes }) => attributes['name'] === name)?.attributes;
    expect(named('name')?.['value']).toBe('kinds.gift');
    expect(named('into')?.['value']).toBe('kinds');
    // HTML drops the first line break of a field: the file's own one is the second.
    expect(first.body).toContain('>\n\n::One::What is one?');
    const text = broken.replace('{~a', '{=a');
    const second = await ada.submit('/studio/import', { name: 'kinds.gift', into: 'kinds', text });
    expect(second.status).toBe(200);
    const said = textOf(second.body).replaceAll(/\s+/g, ' ');
    expect(said).toContain(`${en.importAdded({ count: 1 })} What is two?`);
    expect(said).toContain(en.importSame({ count: 1 }));
    expect(said).not.toContain(en.importMend());
  });

  it('keeps its letters, whatever encoding it came in and names', async () => {
    const question = (stem: string, right: string) =>
      `<question type="multichoice"><questiontext><text>${stem}</text></questiontext><answer fraction="${right}"><text>a</text></answer><answer fraction="0"><text>b</text></answer></question>`;
    const xml = `<?xml version="1.0" encoding="windows-1252"?>\n<quiz>${question('Größe?', '100')}${question('Höhe?', '0')}</quiz>`;
    const first = await send(ada, '', 'western.xml', Buffer.from(xml, 'latin1'));
    expect(first.body).toContain('Höhe?');
    const text = xml.replace(
      'Höhe?</text></questiontext><answer fraction="0"',
      'Höhe?</text></questiontext><answer fraction="100"',
    );
    const second = await ada.submit('/studio/import', {
      name: 'western.xml',
      into: 'western',
      text,
    });
    const said = textOf(second.body).replaceAll(/\s+/g, ' ');
    expect(said).toContain(`${en.importAdded({ count: 1 })} Höhe?`);
    expect(said).toContain(en.importSame({ count: 1 }));
  });

  it('and carried whole is not said to lack what was noted of the file', async () => {
    const whole = Buffer.from('\uFEFFWhat is that? {=a ~b}', 'utf16le');
    const said = textOf((await send(ada, '', 'wide.gift', whole)).body);
    expect(said).toContain('read as UTF-16');
    expect(said).toContain(en.importLook());
    expect(said).not.toContain(en.importNotCarried());
    expect(said).not.toContain(en.importMend());
  });

  it('is not shown as text where it is none', async () => {
    const done = await send(ada, '', 'picture.gift', 'GIF89a\u0000\u0001\u0002');
    expect(textOf(done.body)).not.toContain(en.importMend());
  });

  it('changes, adds and deletes nothing, as a draft that is told before it is published', async () => {
    const done = await send(ada, 'own', 'more.gift', GIFT);
    expect(done.status).toBe(200);
    const said = textOf(done.body).replaceAll(/\s+/g, ' ');
    expect(said).toContain(en.importDrafts());
    expect(said).toContain(`${en.importAdded({ count: 1 })} What is gamma?`);
    expect(said).toContain(`${en.importChanged({ count: 1 })} What is alpha?`);
    expect(said).toContain(`${en.importMissing({ count: 1 })} What is beta?`);
    expect(done.body).toContain('href="/studio/decks/own/questions/2"');
    const source = (await draft()) ?? '';
    const { deck } = await studio.world.app.workshop.check(source);
    expect(deck?.title).toBe('Our own deck');
    expect(deck?.questions.map(({ id }) => id)).toEqual(['alpha', 'beta', 'new']);
    const [alpha] = deck?.questions ?? [];
    // The key is the file's; ids and reasons, on which answers hang, are those that were there.
    expect(alpha?.options.map(({ id, key }) => [id, key])).toEqual([
      ['good', false],
      ['bad', true],
    ]);
    expect(JSON.stringify(alpha)).toContain('It is bad for forty characters');
    expect(source).toContain('# kept');
    // Nothing is asked of it yet.
    const asked = await studio.world.store.tx(SLACK.workspace, (tx) => tx.decks.get('own'));
    expect(asked?.version).toBe(1);
    const published = await ada.submit('/studio/decks/own/publish', {});
    const after = await ada.get(published.headers.location ?? '');
    expect(textOf(after.body)).toContain(en.published({ version: 2 }));
    // The same file once more brings nothing, and makes no draft.
    const again = await send(ada, 'own', 'more.gift', GIFT);
    expect(textOf(again.body)).toContain(en.importNothingNew());
    expect(textOf(again.body)).toContain(en.importSame({ count: 2 }));
    expect(await draft()).toBeUndefined();
  });

  it('is refused where nothing can be put: in a deck of others, of the folder, of none, and in broken YAML', async () => {
    const theirs = await studio.signedIn('boss', OTHER);
    for (const [browser, into] of [
      [theirs, 'own'],
      [ada, 'folder-deck'],
      [ada, 'never'],
    ] as const)
      expect((await send(browser, into, 'more.gift', GIFT)).status).toBe(404);
    const page = await ada.get('/studio/decks/own/yaml');
    const seen = /id="seen" name="seen" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    await ada.submit('/studio/decks/own/yaml', { seen, source: 'deck: [own\n' });
    const broken = await send(ada, 'own', 'more.gift', GIFT);
    expect(broken.status).toBe(409);
    expect(textOf(broken.body)).toContain(en.brokenYaml());
    expect(await draft()).toBe('deck: [own\n');
  });

  it('is offered with the deck of the page that one comes from', async () => {
    expect((await ada.get('/studio/decks/own')).body).toContain('/studio/import?into=own');
    const form = await ada.get('/studio/import?into=own');
    expect(form.body).toMatch(/<option value="own" selected(="")?>Our own deck \(own\)/);
  });
});
