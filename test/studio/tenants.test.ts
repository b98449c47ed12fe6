import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveDeck } from '../../src/app/authoring/save-deck.ts';
import { makeStudio, PUBLIC_PATHS } from '../../src/studio/index.ts';
import { questionWith } from '../../src/domain/deck-fields.ts';
import { openBrowser, type Answer, type Browser } from '../adapters/web/browser.ts';
import { OTHER, openTestStudio, SLACK, YAML } from './studio.ts';

/** The address of each route with the ids of the first workspace, and what a form there would send. */
const ROUTES: Readonly<
  Record<string, { readonly path: string; readonly body?: Readonly<Record<string, string>> }>
> = {
  'GET /studio': { path: '/studio' },
  'GET /studio/new': { path: '/studio/new' },
  'POST /studio/new': { path: '/studio/new', body: { deck: 'fresh', title: 'Fresh' } },
  'GET /studio/decks/:deck': { path: '/studio/decks/own' },
  'GET /studio/decks/:deck/facts': { path: '/studio/decks/own/facts' },
  'POST /studio/decks/:deck/settings': {
    path: '/studio/decks/own/settings',
    body: { title: 'Taken over' },
  },
  'POST /studio/decks/:deck/publish': { path: '/studio/decks/own/publish', body: { over: '1' } },
  'POST /studio/decks/:deck/discard': { path: '/studio/decks/own/discard', body: {} },
  'POST /studio/decks/:deck/remove': { path: '/studio/decks/own/remove', body: {} },
  'POST /studio/decks/:deck/questions': {
    path: '/studio/decks/own/questions',
    body: { ask: 'Who was here?' },
  },
  'GET /studio/decks/:deck/questions/:at': { path: '/studio/decks/own/questions/0' },
  'GET /studio/decks/:deck/questions/:at/preview': {
    path: '/studio/decks/own/questions/0/preview',
  },
  'POST /studio/decks/:deck/questions/:at': {
    path: '/studio/decks/own/questions/0',
    body: { ask: 'Changed?' },
  },
  'POST /studio/decks/:deck/questions/:at/yaml': {
    path: '/studio/decks/own/questions/0/yaml',
    body: { source: 'id: x' },
  },
  'POST /studio/decks/:deck/questions/:at/change': {
    path: '/studio/decks/own/questions/0/change',
    body: { kind: 'remove' },
  },
  'POST /studio/decks/:deck/questions/:at/copy': {
    path: '/studio/decks/own/questions/0/copy',
    body: { to: 'own' },
  },
  'GET /studio/decks/:deck/yaml': { path: '/studio/decks/own/yaml' },
  'POST /studio/decks/:deck/yaml': { path: '/studio/decks/own/yaml', body: { source: 'deck: x' } },
  'GET /studio/decks/:deck/versions': { path: '/studio/decks/own/versions' },
  'GET /studio/decks/:deck/versions/:version': { path: '/studio/decks/own/versions/1' },
  'POST /studio/decks/:deck/restore': { path: '/studio/decks/own/restore', body: { version: '1' } },
  'GET /studio/decks/:deck/export/:format': { path: '/studio/decks/own/export/yaml' },
  'GET /studio/export': { path: '/studio/export' },
  'GET /studio/folder/:deck': { path: '/studio/folder/own' },
  'POST /studio/folder/:deck/copy': { path: '/studio/folder/own/copy', body: {} },
  'GET /studio/folder/:deck/export/:format': { path: '/studio/folder/own/export/yaml' },
  'GET /studio/report': { path: '/studio/report' },
  'GET /studio/report/content': { path: '/studio/report/content?deck=own' },
  'GET /studio/report/csv': { path: '/studio/report/csv?deck=own' },
  'GET /studio/import': { path: '/studio/import' },
  'POST /studio/import': { path: '/studio/import', body: {} },
  'GET /studio/suggestions': { path: '/studio/suggestions' },
  'POST /studio/suggestions/:id/accept': {
    path: '/studio/suggestions/s1/accept',
    body: { 'deck-s1': 'own' },
  },
  'POST /studio/suggestions/:id/decline': {
    path: '/studio/suggestions/s1/decline',
    body: { 'word-s1': 'No' },
  },
  'GET /studio/schedules': { path: '/studio/schedules' },
  'GET /studio/schedules/calendar': { path: '/studio/schedules/calendar' },
  'POST /studio/schedules': {
    path: '/studio/schedules',
    body: { kind: 'daily', channel: 'C1', time: '09:00' },
  },
  'POST /studio/schedules/:id/:change': { path: '/studio/schedules/daily/remove', body: {} },
  'GET /studio/schedules/:id/slots/:slot': {
    path: '/studio/schedules/daily/slots/2026-11-25T09:00',
  },
  'POST /studio/schedules/:id/slots/:slot': {
    path: '/studio/schedules/daily/slots/2026-11-25T09:00',
    body: { deck: 'own', question: 'alpha' },
  },
  'POST /studio/schedules/:id/slots/:slot/unswap': {
    path: '/studio/schedules/daily/slots/2026-11-25T09:00/unswap',
    body: {},
  },
  'GET /studio/settings': { path: '/studio/settings' },
  'POST /studio/settings/channels/:channel': {
    path: '/studio/settings/channels/C1',
    body: { board: 'off', language: 'de' },
  },
  'POST /studio/settings/managers/:change': {
    path: '/studio/settings/managers/add',
    body: { member: 'mira' },
  },
};

/** Words that only the first workspace has. */
const SECRETS = ['What is alpha', 'Our own deck', 'Which secret', 'Name of mira', 'own draft'];

const studio = await openTestStudio();
let theirs: Browser;

beforeAll(async () => {
  const { world } = studio;
  await studio.signedIn('mira');
  const { workspace } = SLACK;
  const deck = { id: 'own', source: YAML, base: 0, member: 'mira' };
  expect((await saveDeck(world.app, workspace, deck)).kind).toBe('saved');
  await world.store.tx(workspace, async (tx) => {
    const draft = { deck: 'own', member: 'mira', base: 1 };
    await tx.decks.saveDraft({ ...draft, source: `${YAML}# own draft\n`, at: 1 });
    await tx.suggestions.add({
      id: 's1',
      member: 'mira',
      channel: 'C1',
      deck: '',
      fields: questionWith('Which secret is it?', ''),
      isNamed: false,
      at: 1,
    });
  });
  await world.says('boss', 'schedule daily 09:00 own', SLACK);
  theirs = await studio.signedIn('boss', OTHER);
});
afterAll(() => studio.close());

/** Ids of the first workspace, and in their place ids that never were. */
const NEVER_WERE = [
  ['own', 'nwo'],
  ['alpha', 'aphla'],
  ['s1', 's7'],
  ['C1', 'C7'],
  ['mira', 'mria'],
  // A new deck has another id each time.
  ['fresh', 'frehs'],
] as const;

/** A word of an address or a form, where an id can stand; `daily` is a kind of schedule too. */
function madeUp(said: string): string {
  const changed = NEVER_WERE.reduce(
    (text, [real, other]) => text.replaceAll(new RegExp(`\\b${real}\\b`, 'g'), other),
    said,
  );
  return changed.replace('/schedules/daily', '/schedules/dialy');
}

/** An answer without what it repeats of the question. */
function plain({ status, body }: Answer): string {
  return `${status} ${NEVER_WERE.reduce((text, [real, other]) => text.replaceAll(other, real), body).replaceAll('dialy', 'daily')}`;
}

async function ask(browser: Browser, route: string, change = (said: string) => said) {
  const row = ROUTES[route];
  if (row === undefined) throw new Error(`no row for ${route}`);
  const path = change(row.path);
  if (route.startsWith('GET')) return browser.get(path);
  const fields = Object.entries(row.body ?? {}).map(([name, value]) => [
    change(name),
    change(value),
  ]);
  return browser.submit(path, Object.fromEntries(fields));
}

/** Everything that the first workspace has. */
function everything(): Promise<string> {
  return studio.world.store.tx(SLACK.workspace, async (tx) =>
    JSON.stringify([
      await tx.decks.current(),
      await tx.decks.history('own'),
      await tx.decks.drafts('mira'),
      await tx.suggestions.list(),
      await tx.schedules.list(),
      await tx.schedules.planned('daily'),
      await tx.channels.list(),
      await tx.members.managers(),
      await tx.audit.recent(100),
    ]),
  );
}

const routes = [
  ...new Set(
    makeStudio(studio.parts)
      .routes.filter(({ method, path }) => method !== 'ALL' && !PUBLIC_PATHS.includes(path))
      .map(({ method, path }) => `${method} ${path}`),
  ),
];

describe('every route of the studio', () => {
  it('has a row here', () => {
    expect(routes.toSorted()).toEqual(Object.keys(ROUTES).toSorted());
  });

  it.each(routes)('%s is refused without a session', async (route) => {
    const answer = await ask(openBrowser(studio.url), route);
    expect(answer.status).toBe(401);
  });

  it.each(routes)('%s shows and changes nothing of another workspace', async (route) => {
    const before = await everything();
    // What became of the request before is said once.
    await theirs.get('/studio');
    const answer = await ask(theirs, route);
    for (const secret of SECRETS) expect(answer.body).not.toContain(secret);
    expect(await everything()).toBe(before);
    // An id of another workspace is as good as one that never was.
    const path = ROUTES[route]?.path ?? '';
    if (/own|daily|C1/.test(path)) expect(answer.status).toBe(404);
    expect(plain(await ask(theirs, route, madeUp))).toBe(plain(answer));
  });
});
