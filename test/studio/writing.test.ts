import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { saveDeck } from '../../src/app/authoring/save-deck.ts';
import { questionWith } from '../../src/domain/deck-fields.ts';
import { studioWordsIn } from '../../src/i18n/studio.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import { StoreError } from '../../src/ports/errors.ts';
import type { Answer, Browser } from '../adapters/web/browser.ts';
import { elementsOf, textOf } from '../adapters/web/html.ts';
import { readCard } from '../stories/stage.ts';
import { formOf, noteOf } from './pages.ts';
import { openTestStudio, SLACK, YAML, type TestStudio } from './studio.ts';

const en = studioWordsIn('en');
let studio: TestStudio;
let ada: Browser;

beforeEach(async () => {
  studio = await openTestStudio();
  ada = await studio.signedIn('boss');
});
afterEach(() => studio.close());

function published(): Promise<unknown> {
  const deck = { id: 'own', source: YAML, base: 0, member: 'boss' };
  return saveDeck(studio.world.app, SLACK.workspace, deck);
}

/** What each field of a page holds, by its id; `checked` of a box that is. */
function valuesOf(html: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const { tag, attributes } of elementsOf(html)) {
    const { id, type, value } = attributes;
    if (tag !== 'input' || id === undefined) continue;
    values[id] = type === 'checkbox' ? ('checked' in attributes ? 'checked' : '') : (value ?? '');
  }
  return values;
}

/** The sentence of the page that an answer leads to. */
async function saidAfter({ status, headers }: Answer): Promise<string> {
  expect(status).toBe(303);
  return noteOf((await ada.get(headers.location ?? '')).body);
}

function badTime(word: string): string {
  const words = wordsIn('en');
  const expected = words.expectedTime();
  return words.badValue({ word, expected, near: null, usage: '' }).trimEnd();
}

/** A suggestion of the manager, for no deck of their choice. */
async function suggested(id: string): Promise<void> {
  await studio.world.store.tx(SLACK.workspace, (tx) =>
    tx.suggestions.add({
      id,
      member: 'boss',
      channel: SLACK.channel,
      deck: '',
      fields: questionWith('Why?', ''),
      isNamed: false,
      at: 0,
    }),
  );
}

async function sourceNow(member = 'boss'): Promise<string> {
  return studio.world.store.tx(SLACK.workspace, async (tx) => {
    const draft = await tx.decks.draft('own', member);
    return draft?.source ?? '';
  });
}

describe('a deck from nothing', () => {
  it('is written, published, asked and answered', async () => {
    const made = await ada.submit('/studio/new', { deck: 'own', title: 'Our deck', style: 'fact' });
    expect(made.headers.location).toBe('/studio/decks/own');
    const added = await ada.submit('/studio/decks/own/questions', { ask: 'What comes first?' });
    expect(added.headers.location).toBe('/studio/decks/own/questions/0');
    const page = await ada.get('/studio/decks/own/questions/0');
    const fields = formOf(page.body, 'question-form');
    const saved = await ada.submit('/studio/decks/own/questions/0', {
      ...fields,
      'option-0-text': 'The hen',
      'option-0-why': 'It lays',
      'option-1-text': 'The egg',
      'option-1-why': 'It is laid',
      key: '1',
      explain: 'Eggs are older than hens.',
    });
    expect(saved.status).toBe(303);
    const refused = await studio.world.says('boss', 'ask own', SLACK);
    expect(refused).toContain(wordsIn('en').noDeck({ deck: 'own', near: null }));
    const out = await ada.submit('/studio/decks/own/publish', {});
    expect(textOf((await ada.get(out.headers.location ?? '')).body)).toContain(
      en.published({ version: 1 }),
    );
    await studio.world.says('boss', 'ask own', SLACK);
    expect(await studio.world.chooses('ann', 'egg', SLACK)).toContain('The egg');
  });

  it('is not published while an error is left, and says how many there are', async () => {
    await ada.submit('/studio/new', { deck: 'own', title: 'Our deck' });
    await ada.submit('/studio/decks/own/questions', { ask: 'What comes first?' });
    const answer = await ada.submit('/studio/decks/own/publish', {});
    expect(answer.status).toBe(409);
    expect(textOf(answer.body)).toMatch(/Not published: .* first\. Your draft is kept\./);
    expect(await sourceNow()).toContain('What comes first?');
  });

  it('has its marks in the language of the page', async () => {
    await ada.submit('/studio/new', { deck: 'own', title: 'Our deck', style: 'fact' });
    ada.speak('de-DE');
    const page = textOf((await ada.get('/studio/decks/own')).body);
    expect(page).toContain('questions fehlt');
    expect(page).not.toContain('is missing');
  });

  it('gets an id of its title where none is written, and another one where that is taken', async () => {
    for (const id of ['zwolf-fragen', 'zwolf-fragen-2']) {
      const made = await ada.submit('/studio/new', { title: 'Zwölf Fragen', style: 'fact' });
      expect(made.headers.location).toBe(`/studio/decks/${id}`);
    }
    const nameless = await ada.submit('/studio/new', { title: '???' });
    expect(textOf(nameless.body)).toContain(en.badId());
  });

  it('is refused under a bad id, an empty title, or the id of another deck', async () => {
    const tries = [
      { fields: { deck: 'Own Deck', title: 'x' }, sentence: en.badId() },
      { fields: { deck: 'own', title: '  ' }, sentence: en.noTitle() },
      { fields: { deck: 'folder-deck', title: 'x' }, sentence: en.takenId() },
    ];
    for (const { fields, sentence } of tries) {
      const answer = await ada.submit('/studio/new', fields);
      expect(answer.status).toBe(422);
      expect(textOf(answer.body)).toContain(sentence);
    }
  });
});

describe('a question', () => {
  it('is the same as a form and as YAML, whichever was changed', async () => {
    await published();
    const page = await ada.get('/studio/decks/own/questions/0');
    const form = formOf(page.body, 'question-form');
    await ada.submit('/studio/decks/own/questions/0', {
      ...form,
      points: 'one\ntwo',
      tags: 'a, b',
    });
    const changed = formOf((await ada.get('/studio/decks/own/questions/0')).body, 'yaml-form');
    expect(changed['source']).toContain('tags: [a, b]');
    await ada.submit('/studio/decks/own/questions/0/yaml', {
      ...changed,
      source: `${changed['source'] ?? ''}\nlevel: 2`,
    });
    const again = formOf((await ada.get('/studio/decks/own/questions/0')).body, 'question-form');
    expect(again).toMatchObject({ level: '2', points: 'one\ntwo', tags: 'a, b', key: '0' });
    // What nobody touched is as it was.
    expect(await sourceNow()).toContain('What is beta?');
  });

  it('keeps its options’ ids when their texts change, since answers hang on them', async () => {
    await published();
    const form = formOf((await ada.get('/studio/decks/own/questions/0')).body, 'question-form');
    await ada.submit('/studio/decks/own/questions/0', { ...form, 'option-1-text': 'A worse one' });
    await ada.submit('/studio/decks/own/publish', {});
    const deck = await studio.world.store.tx(SLACK.workspace, (tx) => tx.decks.get('own'));
    expect(deck?.deck.questions[0]?.options.map(({ id }) => id)).toEqual(['good', 'bad']);
  });

  it('has room for eight options, and a tag of two words', async () => {
    await published();
    const form = formOf((await ada.get('/studio/decks/own/questions/0')).body, 'question-form');
    const texts = Array.from({ length: 6 }, (_, at) => [`option-${at + 2}-text`, `Bad ${at}`]);
    for (const [name = ''] of texts) expect(Object.keys(form)).toContain(name);
    const more = { ...Object.fromEntries(texts), tags: 'On Call, pager' };
    await ada.submit('/studio/decks/own/questions/0', { ...form, ...more });
    const source = await sourceNow();
    expect(source).toContain('tags: [on-call, pager]');
    expect(source).toContain('text: Bad 5');
  });

  it('stands in its deck’s page with its number and as members read it', async () => {
    await published();
    const form = formOf((await ada.get('/studio/decks/own/questions/1')).body, 'question-form');
    await ada.submit('/studio/decks/own/questions/1', { ...form, ask: 'What is `beta`, **now**?' });
    const { body } = await ada.get('/studio/decks/own');
    expect(textOf(body)).toContain('What is beta, now?');
    const seen = elementsOf(body).findLast(({ attributes }) => attributes['name'] === 'seen');
    const fields = { kind: 'move', to: '0', seen: seen?.attributes['value'] ?? '' };
    const moved = await ada.submit('/studio/decks/own/questions/1/change', fields);
    // Its reader stays with it.
    expect(moved.headers.location).toBe('/studio/decks/own#question-1');
    expect((await ada.get('/studio/decks/own')).body).toContain('id="question-1"');
  });

  it('is moved, retired, copied and deleted', async () => {
    await published();
    const list = async (): Promise<readonly string[]> => {
      const { written } = await studio.world.app.workshop.check(await sourceNow());
      return (written?.questions ?? []).map(({ fields }) => fields.id);
    };
    const seen = async (at: number): Promise<string> => {
      const { body } = await ada.get(`/studio/decks/own/questions/${at}`);
      return formOf(body, 'question-form')['seen'] ?? '';
    };
    const change = async (at: number, kind: string, more = {}): Promise<number> => {
      const fields = { kind, seen: await seen(at), ...more };
      return (await ada.submit(`/studio/decks/own/questions/${at}/change`, fields)).status;
    };
    expect(await change(1, 'move', { to: '0' })).toBe(303);
    expect(await list()).toEqual(['beta', 'alpha']);
    expect(await change(0, 'retire')).toBe(303);
    expect(await sourceNow()).toContain('retired: true');
    expect(await change(0, 'remove')).toBe(303);
    expect(await list()).toEqual(['alpha']);
    await ada.submit('/studio/new', { deck: 'second', title: 'Second' });
    await ada.submit('/studio/decks/own/questions/0/copy', { to: 'second' });
    const second = await ada.get('/studio/decks/second');
    expect(textOf(second.body)).toContain('What is alpha?');
  });
});

describe('a draft', () => {
  it('says before it is discarded which questions stand in it alone', async () => {
    await published();
    for (const ask of ['One?', 'Two?', 'Three?', 'Four?'])
      await ada.submit('/studio/decks/own/questions', { ask });
    const stems = ['One?', 'Two?', 'Three?'];
    const page = textOf((await ada.get('/studio/decks/own')).body);
    expect(page).toContain(en.discardSure({ stems, more: 1 }));
    await ada.submit('/studio/decks/own/discard', {});
    await suggested('s1');
    await ada.submit('/studio/suggestions/s1/accept', { 'deck-s1': 'own' });
    const accepted = textOf((await ada.get('/studio/decks/own')).body);
    expect(accepted).toContain(en.discardSure({ stems: ['Why?'], more: 0 }));
  });
});

describe('two who write at once', () => {
  it('in two windows: the second one is told, and nothing is written over', async () => {
    await published();
    const first = formOf((await ada.get('/studio/decks/own/questions/0')).body, 'question-form');
    await ada.submit('/studio/decks/own/questions/0', { ...first, ask: 'From the first window?' });
    const late = await ada.submit('/studio/decks/own/questions/0', { ...first, ask: 'Too late?' });
    expect(late.status).toBe(409);
    expect(textOf(late.body)).toContain(en.draftElsewhere());
    expect(await sourceNow()).toContain('From the first window?');
  });

  it('in one deck: different questions are merged, the same one is refused and can be put over it', async () => {
    await published();
    const mira = await studio.signedIn('mira');
    const write = async (browser: Browser, at: number, ask: string): Promise<void> => {
      const form = formOf(
        (await browser.get(`/studio/decks/own/questions/${at}`)).body,
        'question-form',
      );
      await browser.submit(`/studio/decks/own/questions/${at}`, { ...form, ask });
    };
    await write(ada, 0, 'Alpha by Ada?');
    await write(mira, 1, 'Beta by Mira?');
    await mira.submit('/studio/decks/own/publish', {});
    const merged = await ada.submit('/studio/decks/own/publish', {});
    expect(textOf((await ada.get(merged.headers.location ?? '')).body)).toContain(
      en.publishedMerged({ version: 3 }),
    );
    await write(ada, 0, 'Alpha again by Ada?');
    await write(mira, 0, 'Alpha by Mira?');
    await mira.submit('/studio/decks/own/publish', {});
    const refused = await ada.submit('/studio/decks/own/publish', {});
    expect(refused.status).toBe(409);
    expect(textOf(refused.body)).toContain(en.publishConflict({ about: ['alpha'] }));
    expect(await sourceNow()).toContain('Alpha again by Ada?');
    await ada.submit('/studio/decks/own/publish', { over: '4' });
    await studio.world.store.tx(SLACK.workspace, async (tx) => {
      expect(await tx.decks.source('own', 5)).toContain('Alpha again by Ada?');
      expect(await tx.decks.source('own', 4)).toContain('Alpha by Mira?');
    });
  });
});

describe('a save that the database refuses', () => {
  it('says so, keeps the text in the window, and works at the next try', async () => {
    await published();
    const form = formOf((await ada.get('/studio/decks/own/questions/0')).body, 'question-form');
    const { store } = studio.world;
    let calls = 0;
    // The session and the page are read; the draft cannot be written.
    const tx = store.tx.bind(store);
    const failing = vi.spyOn(store, 'tx').mockImplementation(async (workspace, work) => {
      calls += 1;
      if (calls > 3) throw new StoreError('full', 'the disk is full: nothing was saved');
      return tx(workspace, work);
    });
    const changed = { ...form, ask: 'Written while the disk was full?' };
    const refused = await ada.submit('/studio/decks/own/questions/0', changed);
    failing.mockRestore();
    expect(refused.status).toBe(503);
    expect(textOf(refused.body)).toContain(en.notSavedFull());
    expect(await sourceNow()).toBe('');
    expect((await ada.submit('/studio/decks/own/questions/0', changed)).status).toBe(303);
    expect(await sourceNow()).toContain('Written while the disk was full?');
  });
});

describe('what is exported', () => {
  it('is the YAML as its author wrote it, comments and all', async () => {
    const source = `${YAML}# suggested by Ann Onym\n`;
    await saveDeck(studio.world.app, SLACK.workspace, {
      id: 'own',
      source,
      base: 0,
      member: 'boss',
    });
    expect((await ada.get('/studio/decks/own/export/yaml')).body).toBe(source);
  });

  it('comes back by an import as it was', async () => {
    await published();
    const yaml = await ada.get('/studio/decks/own/export/yaml');
    expect(yaml.headers['content-disposition']).toBe('attachment; filename="own.yaml"');
    const check = (source: string) => studio.world.app.workshop.check(source);
    expect((await check(yaml.body)).deck).toEqual((await check(YAML)).deck);
    for (const format of ['gift', 'moodle-xml', 'csv', 'anki', 'markdown'])
      expect((await ada.get(`/studio/decks/own/export/${format}`)).body).toContain('alpha');
    expect((await ada.get('/studio/decks/own/export/exe')).status).toBe(404);
    const copy = await ada.submit('/studio/folder/folder-deck/copy', {});
    expect(copy.headers.location).toBe('/studio/decks/our-folder-deck');
    expect(textOf((await ada.get('/studio/decks/our-folder-deck')).body)).toContain(
      'What about q1?',
    );
  });
});

describe('too much', () => {
  it('a paste of 5 MB gets a sentence, and the draft stays', async () => {
    await published();
    const before = await sourceNow();
    const paste = await ada.submit('/studio/decks/own/yaml', { source: 'x'.repeat(5_000_000) });
    expect(paste.status).toBe(413);
    expect(textOf(paste.body)).toContain(en.tooMuch());
    const page = await ada.get('/studio/decks/own/yaml');
    const seen = /id="seen" name="seen" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const source = `# ${'x'.repeat(1_100_000)}\n${YAML}`;
    expect((await ada.submit('/studio/decks/own/yaml', { seen, source })).status).toBe(413);
    expect(await sourceNow()).toBe(before);
  });

  it('YAML that is none is kept as a draft, with a mark and without a form', async () => {
    await published();
    const page = await ada.get('/studio/decks/own/yaml');
    const seen = /id="seen" name="seen" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    await ada.submit('/studio/decks/own/yaml', { seen, source: 'deck: [own\n' });
    expect(await sourceNow()).toBe('deck: [own\n');
    const broken = await ada.get('/studio/decks/own');
    expect(textOf(broken.body)).toContain(en.brokenYaml());
    expect(await studio.world.says('ann', 'practice own', SLACK)).toMatch(/What is (alpha|beta)/);
  });
});

describe('a suggestion', () => {
  it('is made in the chat, accepted and edited in the studio, and its author is told once', async () => {
    await ada.submit('/studio/new', { deck: 'own', title: 'Our deck', style: 'fact' });
    const { bot, store, worker, stage } = studio.world;
    const ann = { id: 'ann', name: 'Ann Onym', manages: false, locale: null, zone: null };
    const reply = await bot.handle({
      place: SLACK,
      actor: ann,
      intent: {
        kind: 'form',
        code: '1.form.suggest.',
        values: {
          ask: 'Who was first?',
          right: 'Eve',
          wrong: 'Adam; Steve',
          why: 'It says so',
          named: 'yes',
        },
      },
    });
    expect(reply.kind === 'card' && readCard(reply.card)).toContain(wordsIn('en').suggestThanks());
    const [waiting] = await store.tx(SLACK.workspace, (tx) => tx.suggestions.list());
    const id = waiting?.id ?? '';
    expect(textOf((await ada.get('/studio/suggestions')).body)).toContain('Who was first?');
    const accepted = await ada.submit(`/studio/suggestions/${id}/accept`, {
      [`deck-${id}`]: 'own',
    });
    expect(accepted.headers.location).toContain('/studio/decks/own/questions/0');
    expect(await sourceNow()).toContain('# suggested by Ann Onym');
    const again = await ada.submit(`/studio/suggestions/${id}/decline`, {});
    expect(await saidAfter(again)).toBe(en.decidedBefore());
    await worker.flush();
    const sentence = wordsIn('en').noticeAccepted({ stem: 'Who was first?', deck: 'Our deck' });
    expect(stage.told.filter(({ card }) => card.gist === sentence)).toHaveLength(1);
    await store.tx(SLACK.workspace, (tx) => tx.members.forget('ann', 'nobody-1', 9));
    expect(await sourceNow()).not.toContain('Ann Onym');
  });

  it('of a member who has left is declined without telling anybody, and says so', async () => {
    await suggested('s1');
    const { store, worker, stage } = studio.world;
    await store.tx(SLACK.workspace, async (tx) => {
      await tx.members.upsert({ id: 'boss', name: 'Boss', locale: null }, 1);
      await tx.members.setLeft('boss', 2);
    });
    const before = stage.told.length;
    const declined = await ada.submit('/studio/suggestions/s1/decline', { 'word-s1': 'Thanks' });
    expect(await saidAfter(declined)).toBe(en.declined({ isAuthorTold: false }));
    await worker.flush();
    expect(stage.told).toHaveLength(before);
  });

  it('stays in the list where the deck is gone meanwhile', async () => {
    await suggested('s1');
    const gone = await ada.submit('/studio/suggestions/s1/accept', { 'deck-s1': 'gone' });
    expect(gone.headers.location).toBe('/studio/suggestions');
    expect(await saidAfter(gone)).toBe(en.noDeck());
    const page = await ada.get('/studio/suggestions');
    expect(page.body).toContain('href="/studio/new"');
    expect(textOf(page.body)).toContain('Why?');
  });

  it('is named to its author by one line', async () => {
    const { store, worker, stage } = studio.world;
    await store.tx(SLACK.workspace, async (tx) => {
      const fields = questionWith(`First\n\nsecond ${'word '.repeat(100)}`, '');
      const added = { deck: '', channel: SLACK.channel, isNamed: false, at: 0, fields };
      await tx.suggestions.add({ id: 's2', member: 'boss', ...added });
      await tx.members.upsert({ id: 'boss', name: 'Boss', locale: null }, 1);
    });
    await ada.submit('/studio/suggestions/s2/decline', {});
    await worker.flush();
    const sentence = stage.told.at(-1)?.card.gist ?? '';
    expect(sentence).toContain('“First second word');
    expect(sentence.length).toBeLessThan(300);
  });

  it('is named to its author as text, without the marks of Markdown', async () => {
    const { store, worker, stage } = studio.world;
    await store.tx(SLACK.workspace, async (tx) => {
      const ask = 'Which `git` command is **not** [safe](https://git-scm.com)?\n\n- one\n- two';
      const added = { deck: '', channel: SLACK.channel, isNamed: false, at: 0 };
      const fields = questionWith(ask, '');
      await tx.suggestions.add({ id: 's3', member: 'boss', ...added, fields });
      await tx.members.upsert({ id: 'boss', name: 'Boss', locale: null }, 1);
    });
    await ada.submit('/studio/suggestions/s3/decline', {});
    await worker.flush();
    const stem = 'Which git command is not safe? • one • two';
    const sentence = wordsIn('en').noticeDeclined({ stem, word: '' });
    expect(stage.told.at(-1)?.card.gist).toBe(sentence);
  });

  it('takes wrong answers one a line, semicolons in them included', async () => {
    const { bot, store } = studio.world;
    const actor = { id: 'ann', name: 'Ann', manages: false, locale: null, zone: null };
    const wrong = 'Adam; then Steve\r\n\r\n Steve \r\nEve';
    const values = { ask: 'Who was first?', right: 'Eve', wrong, named: 'no' };
    const intent = { kind: 'form', code: '1.form.suggest.', values } as const;
    await bot.handle({ place: SLACK, actor, intent });
    const [waiting] = await store.tx(SLACK.workspace, (tx) => tx.suggestions.list());
    const texts = waiting?.fields.options.map(({ text }) => text);
    expect(texts).toEqual(['Eve', 'Adam; then Steve', 'Steve']);
  });

  it('is declined with a word', async () => {
    const { bot, store, worker, stage } = studio.world;
    const values = { ask: 'Why?', right: 'Because', wrong: 'Why not', named: 'no' };
    const actor = { id: 'ann', name: 'Ann', manages: false, locale: null, zone: null };
    await bot.handle({
      place: SLACK,
      actor,
      intent: { kind: 'form', code: '1.form.suggest.', values },
    });
    const [waiting] = await store.tx(SLACK.workspace, (tx) => tx.suggestions.list());
    const id = waiting?.id ?? '';
    await ada.submit(`/studio/suggestions/${id}/decline`, { [`word-${id}`]: 'too short' });
    await worker.flush();
    const sentence = wordsIn('en').noticeDeclined({ stem: 'Why?', word: 'too short' });
    expect(stage.told.map(({ card }) => card.gist)).toEqual([sentence]);
  });
});

describe('a deck that was not published yet', () => {
  it('is called by its title wherever it can be chosen', async () => {
    const title = 'Zwölf Fragen: "heute"';
    await ada.submit('/studio/new', { deck: 'twelve', title });
    await published();
    await suggested('s1');
    const pages = ['', '/import', '/suggestions', '/decks/own', '/decks/twelve/versions'];
    for (const page of pages)
      expect(textOf((await ada.get(`/studio${page}`)).body), page).toContain(title);
    const copied = await ada.submit('/studio/decks/own/questions/0/copy', { to: 'twelve' });
    const note = noteOf((await ada.get(copied.headers.location ?? '')).body);
    expect(note).toBe(en.copied({ deck: title }));
  });

  it('names the deck of an accepted suggestion in the log, and nothing where one was declined', async () => {
    await ada.submit('/studio/new', { deck: 'own', title: 'Our deck' });
    for (const id of ['s1', 's2']) await suggested(id);
    await ada.submit('/studio/suggestions/s1/accept', { 'deck-s1': 'own' });
    await ada.submit('/studio/suggestions/s2/decline', {});
    const log = await studio.world.says('boss', 'log', SLACK);
    expect(log).toContain('suggestion accept · own');
    expect(log).toMatch(/suggestion decline$/m);
  });
});

describe('the calendar', () => {
  it('shows what will be asked: the questions come as it says, swapped and left out', async () => {
    await studio.world.says('boss', 'schedule daily 09:00 days=daily', SLACK);
    const calendar = textOf((await ada.get('/studio/schedules/calendar')).body);
    const stems = [...calendar.matchAll(/What about (q\d)\?/g)].map(([, id]) => id);
    expect(new Set(stems.slice(0, 3))).toEqual(new Set(['q1', 'q2', 'q3']));
    const slot = '/studio/schedules/daily/slots/2026-11-25T09:00';
    await ada.submit(slot, { deck: 'folder-deck', question: 'q3' });
    await ada.submit('/studio/schedules/daily/skip', { day: '2026-11-26' });
    const planned = textOf((await ada.get('/studio/schedules/calendar')).body);
    const expected = [...planned.matchAll(/What about (q\d)\?/g)].map(([, id]) => id);
    const { world } = studio;
    for (let day = 1; day <= 3; day += 1) {
      world.clock.jumpTo(Date.parse(`2026-11-${24 + day}T08:00:10Z`));
      await world.worker.tick();
    }
    const asked = world.stage.messages
      .filter(({ name }) => name.startsWith('round:'))
      .map(({ card }) => /What about (q\d)/.exec(card.gist)?.[1]);
    expect(asked).toEqual(expected.slice(0, 2));
    expect(asked[0]).toBe('q3');
  });
});

describe('a swapped date', () => {
  it('goes back to the question that the schedule chooses', async () => {
    await studio.world.says('boss', 'schedule daily 09:00 days=daily', SLACK);
    const calendar = async () => textOf((await ada.get('/studio/schedules/calendar')).body);
    const before = await calendar();
    const [first = ''] = /q\d/.exec(before) ?? [];
    const other = first === 'q1' ? 'q2' : 'q1';
    const slot = '/studio/schedules/daily/slots/2026-11-25T09:00';
    await ada.submit(slot, { deck: 'folder-deck', question: other });
    expect(await calendar()).toContain(en.unswap());
    expect(await saidAfter(await ada.submit(`${slot}/unswap`, {}))).toBe(en.unswapped());
    expect(await calendar()).toBe(before);
    const log = await studio.world.says('boss', 'log', SLACK);
    expect(log.match(/schedule unswap/g)).toHaveLength(1);
  });
});

describe('a schedule', () => {
  it('that is made, changed and paused leaves its manager the language of the chat, whatever the browser speaks', async () => {
    const { world } = studio;
    const zone = 'Europe/Vienna';
    const wanted = { kind: 'daily', channel: SLACK.channel, time: '9:30', zone, days: 'daily' };
    const boss = { id: 'boss', name: 'Ada', locale: 'de' };
    await world.store.tx(SLACK.workspace, (tx) => tx.members.upsert(boss, world.clock.now()));
    await ada.submit('/studio/schedules', wanted);
    await ada.submit('/studio/schedules/daily/change', { time: '10:30' });
    await ada.submit('/studio/schedules/daily/pause', {});
    const log = await world.store.tx(SLACK.workspace, (tx) => tx.audit.recent(9));
    expect(log.map(({ what }) => what).toSorted()).toEqual([
      'schedule change',
      'schedule daily',
      'schedule pause',
    ]);
    const known = await world.store.tx(SLACK.workspace, (tx) => tx.members.get('boss'));
    expect(known?.language).toBe('de');
  });

  it('is changed by the command of the chat', async () => {
    await studio.world.says('boss', 'schedule daily 09:00', SLACK);
    const change = { time: '10:30', zone: 'Europe/Vienna', days: 'mon,wed', closes: '17:00' };
    await ada.submit('/studio/schedules/daily/change', change);
    const [schedule] = await studio.world.store.tx(SLACK.workspace, (tx) => tx.schedules.list());
    expect(schedule).toMatchObject({ ...change, days: [1, 3] });
    const wrong = await ada.submit('/studio/schedules/daily/change', {
      ...change,
      time: '25:99',
      days: 'fri',
    });
    expect(wrong.status).toBe(422);
    expect(textOf(wrong.body)).toContain(badTime('25:99'));
    expect(valuesOf(wrong.body)).toMatchObject({ 'daily-time': '25:99', 'daily-days': 'fri' });
    expect((await ada.submit('/studio/schedules/daily/explode', {})).status).toBe(404);
  });

  it('of a board has one day: another change is refused beside what was written, and is in no log', async () => {
    await studio.world.says('boss', 'schedule weekly mon 09:00', SLACK);
    const two = { time: '10:00', zone: 'Europe/Vienna', days: 'mon,tue', closes: '' };
    const refused = await ada.submit('/studio/schedules/weekly/change', two);
    expect(refused.status).toBe(422);
    expect(noteOf(refused.body)).toBe(wordsIn('en').scheduleOneDay());
    expect(valuesOf(refused.body)).toMatchObject({
      'weekly-time': '10:00',
      'weekly-days': 'mon,tue',
    });
    await ada.submit('/studio/schedules/weekly/unskip', { day: '2026-11-30' });
    expect(await studio.world.says('boss', 'log', SLACK)).not.toMatch(/schedule (change|unskip)/);
  });

  it('is removed once, and loading the page again neither repeats that nor finds no page', async () => {
    await studio.world.says('boss', 'schedule daily 09:00', SLACK);
    const removed = await ada.submit('/studio/schedules/daily/remove', {});
    expect(removed.headers.location).toBe('/studio/schedules');
    expect(await saidAfter(removed)).toMatch(/^Removed: /);
    const again = await ada.get('/studio/schedules');
    expect([again.status, noteOf(again.body)]).toEqual([200, '']);
  });
});

describe('a new schedule', () => {
  const wanted = {
    kind: 'daily',
    channel: SLACK.channel,
    time: '9:30',
    zone: 'Europe/Vienna',
    days: 'mon-wed',
    closes: '17:00',
    decks: 'folder-deck',
  };

  it.each([
    { field: 'time', value: '🚒' },
    { field: 'time', value: 'x'.repeat(5_000) },
    { field: 'zone', value: 'Europ/Berlni' },
    { field: 'days', value: 'funday' },
    { field: 'closes', value: 'yesterday' },
  ])(
    'says in one sentence what is wrong with its $field, and keeps what was written',
    async (one) => {
      const wrong = { ...wanted, [one.field]: one.value };
      const { status, body } = await ada.submit('/studio/schedules', wrong);
      expect(status).toBe(422);
      const said = noteOf(body);
      expect(said).toContain(one.value.slice(0, 6));
      // The shape of a typed command is no help in a form.
      expect(said).not.toContain('/quiz');
      expect(valuesOf(body)).toMatchObject({
        'new-daily-time': wrong.time,
        'new-daily-zone': wrong.zone,
        days: wrong.days,
        closes: wrong.closes,
        'deck-folder-deck': 'checked',
      });
      const all = await studio.world.store.tx(SLACK.workspace, (tx) => tx.schedules.list());
      expect(all).toEqual([]);
    },
  );

  it('beside another one of its kind is set once that is wanted', async () => {
    await ada.submit('/studio/schedules', wanted);
    const asked = await ada.submit('/studio/schedules', { ...wanted, time: '14:00' });
    expect(asked.status).toBe(422);
    expect(valuesOf(asked.body)).toMatchObject({ 'new-daily-time': '14:00' });
    expect(textOf(asked.body)).toContain(en.addAnother());
    const more = { ...wanted, time: '14:00', another: 'another' };
    expect((await ada.submit('/studio/schedules', more)).status).toBe(303);
    const all = await studio.world.store.tx(SLACK.workspace, (tx) => tx.schedules.list());
    expect(all.map(({ time }) => time).toSorted()).toEqual(['09:30', '14:00']);
  });
});

describe('a manager', () => {
  it('whom nobody knows is not named, and the name stays in its field', async () => {
    for (const member of ['<@UNKNOWN>', 'nobody here']) {
      const { status, body } = await ada.submit('/studio/settings/managers/add', { member });
      expect(status).toBe(422);
      expect(noteOf(body)).not.toContain('/quiz');
      expect(valuesOf(body)).toMatchObject({ member });
    }
    const named = await ada.submit('/studio/settings/managers/add', { member: '<@boss>' });
    expect(named.status).toBe(303);
    const again = await ada.submit('/studio/settings/managers/add', { member: '<@boss>' });
    expect(noteOf(again.body)).toBe(wordsIn('en').managerAlready({ name: 'Name of boss' }));
  });
});

describe('a channel', () => {
  it('is called by its name once a command was used in it', async () => {
    const boss = { id: 'boss', name: 'Boss', manages: true, locale: null, zone: null };
    const intent = { kind: 'line', line: 'schedule daily 09:00' } as const;
    await studio.world.bot.handle({
      place: SLACK,
      actor: boss,
      intent,
      channelName: 'platform-team',
    });
    for (const page of ['/studio/settings', '/studio/schedules', '/studio/schedules/calendar'])
      expect(textOf((await ada.get(page)).body)).toContain('#platform-team');
    await studio.world.bot.handle({ place: SLACK, actor: boss, intent, channelName: 'renamed' });
    expect(textOf((await ada.get('/studio/settings')).body)).toContain('#renamed');
  });
});

describe('the address of a refused form', () => {
  it.each([
    ['/studio/schedules/daily/change', '/studio/schedules'],
    ['/studio/decks/own/publish', '/studio/decks/own'],
    ['/studio/decks/own/questions/0/change', '/studio/decks/own/questions/0'],
    ['/studio/settings/managers/add', '/studio/settings'],
    ['/studio/suggestions/s1/accept', '/studio/suggestions'],
  ])('%s leads to the page that it belongs to', async (form, page) => {
    const answer = await ada.get(form);
    expect([answer.status, answer.headers.location]).toEqual([303, page]);
  });

  it('is none where no form is', async () => {
    expect((await ada.get('/studio/decks/own/nothing')).status).toBe(404);
  });
});

describe('a schedule that is changed', () => {
  it('has its days in the reader’s language, and no closing time once its field is empty', async () => {
    await studio.world.says('boss', 'schedule daily 09:00 days=mon,fri closes=17:00', SLACK);
    const fieldsIn = async (locale: string) => {
      ada.speak(locale);
      return valuesOf((await ada.get('/studio/schedules')).body);
    };
    expect(await fieldsIn('en-GB')).toMatchObject({
      'daily-days': 'mon,fri',
      'daily-closes': '17:00',
    });
    const { 'daily-days': days = '' } = await fieldsIn('de-DE');
    expect(days).toBe('mo,fr');
    ada.speak('en-GB');
    const change = { time: '09:00', zone: 'Europe/Berlin', days, closes: '' };
    const said = await saidAfter(await ada.submit('/studio/schedules/daily/change', change));
    expect(said).toContain(wordsIn('en').scheduleClosesNext());
    const [schedule] = await studio.world.store.tx(SLACK.workspace, (tx) => tx.schedules.list());
    expect(schedule).toMatchObject({ days: [1, 5], closes: null });
  });
});

describe('settings', () => {
  it('run the commands of the chat, in the channel that they are about', async () => {
    const answer = await ada.submit('/studio/settings/channels/C1', {
      board: 'off',
      language: 'de',
    });
    expect(await saidAfter(answer)).toContain(
      wordsIn('en').boardModeSet({ mode: 'off', pausesPost: false }),
    );
    const { store } = studio.world;
    const channel = await store.tx(SLACK.workspace, (tx) => tx.channels.channel('C1'));
    expect(channel).toMatchObject({ board: 'off', language: 'de' });
    expect(textOf((await ada.get('/studio/settings')).body)).toContain('board off');
  });
});
