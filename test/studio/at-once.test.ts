import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { saveDeck } from '../../src/app/authoring/save-deck.ts';
import { questionWith } from '../../src/domain/deck-fields.ts';
import { studioWordsIn } from '../../src/i18n/studio.ts';
import type { Browser } from '../adapters/web/browser.ts';
import { elementsOf, textOf } from '../adapters/web/html.ts';
import { formOf, noteOf } from './pages.ts';
import { openTestStudio, SLACK, YAML, type TestStudio } from './studio.ts';

const en = studioWordsIn('en');
let studio: TestStudio;
let ada: Browser;

beforeEach(async () => {
  studio = await openTestStudio();
  ada = await studio.signedIn('boss');
  const deck = { id: 'own', source: YAML, base: 0, member: 'boss' };
  await saveDeck(studio.world.app, SLACK.workspace, deck);
});
afterEach(() => studio.close());

async function suggested(id: string, ask: string): Promise<void> {
  const suggestion = {
    id,
    member: 'mira',
    channel: SLACK.channel,
    deck: '',
    isNamed: false,
    at: 0,
  };
  await studio.world.store.tx(SLACK.workspace, (tx) =>
    tx.suggestions.add({ ...suggestion, fields: questionWith(ask, '') }),
  );
}

async function draft(): Promise<string> {
  const found = await studio.world.store.tx(SLACK.workspace, (tx) => tx.decks.draft('own', 'boss'));
  return found?.source ?? '';
}

describe('one manager in several windows at the same moment', () => {
  it('accepts suggestions into one deck: each of them is in the draft', async () => {
    const asks = ['Who?', 'When?', 'Where?', 'Who?'];
    for (const [at, ask] of asks.entries()) await suggested(`s${at}`, ask);
    const answers = await Promise.all(
      asks.map((_, at) =>
        ada.submit(`/studio/suggestions/s${at}/accept`, { [`deck-s${at}`]: 'own' }),
      ),
    );
    const places = new Set(answers.map(({ headers }) => headers.location));
    expect(places).toEqual(new Set([2, 3, 4, 5].map((at) => `/studio/decks/own/questions/${at}`)));
    const { written } = await studio.world.app.workshop.check(await draft());
    const ids = new Set(written?.questions.map(({ fields }) => fields.id));
    expect(ids).toEqual(new Set(['alpha', 'beta', 'when', 'where', 'who', 'who-2']));
  });

  it('changes two questions, the settings, and adds and copies others: all of it is kept', async () => {
    const [alpha, beta] = await Promise.all(
      [0, 1].map(async (at) =>
        formOf((await ada.get(`/studio/decks/own/questions/${at}`)).body, 'question-form'),
      ),
    );
    await ada.submit('/studio/new', { deck: 'second', title: 'Second' });
    await ada.submit('/studio/decks/second/questions', { ask: 'What is copied?' });
    const answers = await Promise.all([
      ada.submit('/studio/decks/own/questions/0', { ...alpha, ask: 'Alpha from here?' }),
      ada.submit('/studio/decks/own/questions/1', { ...beta, ask: 'Beta from there?' }),
      ada.submit('/studio/decks/own/settings', { title: 'Called otherwise', style: 'fact' }),
      ada.submit('/studio/decks/own/questions', { ask: 'What is new?' }),
      ada.submit('/studio/decks/second/questions/0/copy', { to: 'own' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
    const source = await draft();
    for (const said of ['Alpha from here?', 'Beta from there?', 'otherwise', 'new?', 'copied?'])
      expect(source).toContain(said);
  });

  it('writes on while a version is published: what it does not hold stays a draft', async () => {
    const write = async (ask: string): Promise<void> => {
      const page = await ada.get('/studio/decks/own/questions/0');
      const form = formOf(page.body, 'question-form');
      expect((await ada.submit('/studio/decks/own/questions/0', { ...form, ask })).status).toBe(
        303,
      );
    };
    await write('Published?');
    const { workshop } = studio.world.app;
    const check = workshop.check.bind(workshop);
    let checks = 0;
    // The page of the deck is read, then what is to be published.
    vi.spyOn(workshop, 'check').mockImplementation(async (source) => {
      checks += 1;
      if (checks === 2) await write('Written meanwhile?');
      return check(source);
    });
    const out = await ada.submit('/studio/decks/own/publish', {});
    vi.restoreAllMocks();
    const said = async (answer: typeof out) =>
      noteOf((await ada.get(answer.headers.location ?? '')).body);
    expect(await said(out)).toBe(en.published({ version: 2 }));
    expect(await draft()).toContain('Written meanwhile?');
    const again = await ada.submit('/studio/decks/own/publish', {});
    expect(await said(again)).toBe(en.published({ version: 3 }));
    expect(await draft()).toBe('');
  });

  it('can give a question an id of its own where a published one has the same', async () => {
    await ada.submit('/studio/new', { deck: 'second', title: 'Second' });
    await ada.submit('/studio/decks/second/questions', { ask: 'Alpha' });
    await ada.submit('/studio/decks/second/questions/0/copy', { to: 'own' });
    const isReadOnly = async (at: number): Promise<boolean> => {
      const { body } = await ada.get(`/studio/decks/own/questions/${at}`);
      const field = elementsOf(body).find(({ attributes }) => attributes['id'] === 'id');
      return 'readonly' in (field?.attributes ?? {});
    };
    expect([await isReadOnly(0), await isReadOnly(2)]).toEqual([true, false]);
  });
});

describe('a version', () => {
  it('says line by line what it changed, and what one’s draft changes in it', async () => {
    const { app } = studio.world;
    const theirs = YAML.replace('Our own deck', 'Our common deck');
    await saveDeck(app, SLACK.workspace, { id: 'own', source: theirs, base: 1, member: 'mira' });
    const published = await ada.get('/studio/decks/own/versions/2');
    expect(textOf(published.body)).toContain(en.changesSince({ version: 1 }));
    expect(published.body).toContain('<del>− title: Our own deck');
    expect(published.body).toContain('<ins>+ title: Our common deck');
    expect(published.body).not.toContain(en.changesOfDraft());
    await studio.world.store.tx(SLACK.workspace, (tx) => {
      const source = YAML.replace('Our own deck', 'My deck');
      return tx.decks.saveDraft({ deck: 'own', member: 'boss', base: 1, source, at: 1 });
    });
    const refused = await ada.submit('/studio/decks/own/publish', {});
    expect(noteOf(refused.body)).toBe(en.publishConflict({ about: [en.conflictSettings()] }));
    expect(refused.body).toContain('href="/studio/decks/own/versions/2"');
    const compared = await ada.get('/studio/decks/own/versions/2');
    expect(textOf(compared.body)).toContain(en.changesOfDraft());
    expect(compared.body).toContain('<ins>+ title: My deck');
    const over = await ada.submit('/studio/decks/own/publish', { over: '2' });
    expect(over.status).toBe(303);
    const mine = await ada.get('/studio/decks/own/versions/3');
    expect(mine.body).not.toContain(en.publishOver());
    expect((await ada.get('/studio/decks/own/versions/1')).body).not.toContain('<ins>');
  });

  it('is restored beside one’s draft, which the page says', async () => {
    const source = `${YAML}# mine\n`;
    await studio.world.store.tx(SLACK.workspace, (tx) =>
      tx.decks.saveDraft({ deck: 'own', member: 'boss', base: 1, source, at: 1 }),
    );
    const { headers } = await ada.submit('/studio/decks/own/restore', { version: '1' });
    const page = await ada.get(headers.location ?? '');
    expect(noteOf(page.body)).toBe(en.restored({ version: 2, hasDraft: true }));
    expect(await draft()).toBe(source);
  });
});

describe('more than a deck can hold', () => {
  it.each([
    ['question', '/studio/decks/own/questions/0', { ask: 'x'.repeat(1_100_000) }],
    ['new question', '/studio/decks/own/questions', { ask: 'x'.repeat(1_100_000) }],
    ['setting', '/studio/decks/own/settings', { title: 'Own', tips: 'x'.repeat(1_100_000) }],
  ])('is refused in a %s, and the deck stays as it is', async (_, path, fields) => {
    const page = await ada.get('/studio/decks/own/questions/0');
    const { seen = '' } = formOf(page.body, 'question-form');
    const refused = await ada.submit(path, { seen, ...fields });
    expect(refused.status).toBe(413);
    expect(noteOf(refused.body)).toBe(en.tooMuch());
    expect(await draft()).toBe('');
  });
});

describe('a refusal', () => {
  it('keeps the parts of the studio at hand, and a suggestion whose deck is gone in its list', async () => {
    const gone = await ada.get('/studio/decks/gone');
    expect(gone.status).toBe(404);
    expect(gone.body).toContain('href="/studio/suggestions"');
    await suggested('s1', 'Still there?');
    const { headers } = await ada.submit('/studio/suggestions/s1/accept', { 'deck-s1': 'gone' });
    const { body } = await ada.get(headers.location ?? '');
    expect(noteOf(body)).toBe(en.noDeck());
    expect(textOf(body)).toContain('Still there?');
  });
});
