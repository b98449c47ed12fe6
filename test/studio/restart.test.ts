import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { studioWordsIn } from '../../src/i18n/studio.ts';
import { MIGRATIONS } from '../../src/migrations.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { openBrowser, type Answer, type Browser } from '../adapters/web/browser.ts';
import { textOf } from '../adapters/web/html.ts';
import { freePort } from '../free-port.ts';
import { databaseIn, startProcess, type DeckhandProcess } from '../deckhand.ts';
import { YAML } from './studio.ts';

const PORT = await freePort();
const ADDRESS = `http://127.0.0.1:${PORT}`;
/** Moments of death, in milliseconds after the request was sent: before it is read, while it is stored, after it. */
const MOMENTS = [0, 2, 6, 15];
const en = studioWordsIn('en');

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'deckhand-restart-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(): Promise<DeckhandProcess> {
  return startProcess('built', folder, { WEB_PORT: String(PORT) });
}

/** A save that the process may not survive; null: it did not answer. */
async function savedOrNot(save: Promise<Answer>): Promise<Answer | null> {
  return save.catch(() => null);
}

function sourceWith(stem: string): string {
  return YAML.replace('What is alpha?', stem);
}

/** What the editor of the whole deck shows: the text, and which content its form was filled in from. */
async function editor(ada: Browser): Promise<{ readonly source: string; readonly seen: string }> {
  const { body } = await ada.get('/studio/decks/own/yaml');
  const area = /<textarea id="source"[^>]*>([\s\S]*?)<\/textarea>/.exec(body)?.[1] ?? '';
  const seen = /id="seen" name="seen" value="([^"]+)"/.exec(body)?.[1] ?? '';
  return { source: textOf(`<p>${area}</p>`), seen };
}

async function newestVersion(): Promise<number> {
  const store = await openSqlite(databaseIn(folder), MIGRATIONS);
  try {
    const versions = await store.tx('web:local', (tx) => tx.decks.history('own'));
    expect(await store.verify()).toEqual([]);
    return versions[0]?.version ?? 0;
  } finally {
    await store.close();
  }
}

it('a process that is killed in the middle of a save keeps the draft whole or as it was, and the version too', async () => {
  let life = await start();
  const joined = openBrowser(ADDRESS);
  await joined.submit('/join', { name: 'Ada' });
  const ada = joined;
  await ada.submit('/studio/new', { deck: 'own', title: 'Our own deck', style: 'fact' });
  let before = await editor(ada);
  let version = 0;
  const fates = new Set<string>();
  for (const [turn, moment] of MOMENTS.entries()) {
    const source = sourceWith(`What is alpha, ${turn}?`);
    const draft = savedOrNot(ada.submit('/studio/decks/own/yaml', { seen: before.seen, source }));
    await new Promise((resolve) => setTimeout(resolve, moment));
    await life.kill();
    const answer = await draft;
    life = await start();
    const after = await editor(ada);
    // Whole or untouched, and never less than was confirmed.
    expect([before.source.trim(), source.trim()]).toContain(after.source.trim());
    if (answer?.status === 303) expect(after.source.trim()).toBe(source.trim());
    fates.add(after.source.trim() === source.trim() ? 'whole' : 'untouched');
    // What the window still has is saved at the next try, or was: then it says that the draft changed.
    const again = await ada.submit('/studio/decks/own/yaml', { seen: before.seen, source });
    if (again.status === 409) expect(textOf(again.body)).toContain(en.draftElsewhere());
    else expect(again.status).toBe(303);
    expect((await editor(ada)).source.trim()).toBe(source.trim());

    const publish = savedOrNot(ada.submit('/studio/decks/own/publish', {}));
    await new Promise((resolve) => setTimeout(resolve, moment));
    await life.kill();
    const published = await publish;
    const newest = await newestVersion();
    expect([version, version + 1]).toContain(newest);
    if (published?.status === 303) expect(newest).toBe(version + 1);
    life = await start();
    // The text is there in either case: as the newest version, or as the draft.
    expect((await editor(ada)).source.trim()).toBe(source.trim());
    version = newest;
    before = await editor(ada);
  }
  await life.stop();
  expect(fates.size).toBeGreaterThan(0);
}, 240_000);
