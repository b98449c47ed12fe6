import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Hono, type Context } from 'hono';
import { importDecks, type Imported } from '../../decks/importing/import-decks.ts';
import { reportIn } from '../../decks/importing/import-report.ts';
import { slugOf } from '../../decks/importing/slug.ts';
import type { DeckSettings } from '../../domain/deck-fields.ts';
import type { StudioWords } from '../../i18n/studio.ts';
import type { StudioEnv } from '../parts.ts';
import { LineField } from '../view/fields.tsx';
import { framed, studioPage } from '../view/layout.tsx';
import { keepNewDeck } from './new-draft.ts';

/** The largest file; forms around it take a little more. */
export const LARGEST_IMPORT = 8 * 1024 * 1024;
const MOST_LINES = 200;

/** Questions that another program wrote become drafts; a page says what was carried and what was not. */
export function importRoutes(): Hono<StudioEnv> {
  const app = new Hono<StudioEnv>();
  app.get('/studio/import', (c) => showImport(c, null));
  app.post('/studio/import', (c) => importFile(c));
  return app;
}

interface Carried {
  readonly imported: Imported | null;
  readonly decks: readonly { readonly id: string; readonly title: string }[];
}

async function importFile(c: Context<StudioEnv>) {
  const { words } = c.var;
  const body = await c.req.parseBody();
  const { file } = body;
  const title = typeof body['title'] === 'string' ? body['title'].trim().slice(0, 100) : '';
  if (!(file instanceof File) || file.size === 0 || file.size > LARGEST_IMPORT)
    return showImport(c, words.importNoFile());
  const carried = (await ownDeck(c, file)) ?? (await carry(c, file, title));
  const note =
    carried.decks.length === 0
      ? { sentence: words.importNothing(), isBad: true }
      : doneNote(words, carried);
  return c.html(
    studioPage(
      framed(c, { title: words.importHeading(), section: 'decks', note }),
      <>
        {carried.decks.length === 0 ? null : <p>{words.importDrafts()}</p>}
        <div class="actions">
          {carried.decks.map(({ id, title }) => (
            <a class="button primary" href={`/studio/decks/${id}`}>
              {words.importOpen({ title })}
            </a>
          ))}
          <a class="button" href="/studio/import">
            {words.importHeading()}
          </a>
        </div>
        {carried.imported === null ? null : <Report words={words} imported={carried.imported} />}
      </>,
    ),
    carried.decks.length === 0 ? 422 : 200,
  );
}

function doneNote(words: StudioWords, { imported }: Carried) {
  if (imported === null) return null;
  const sum = (of: 'read' | 'written'): number =>
    imported.report.files.reduce((total, file) => total + file[of], 0);
  const sentence = words.importDone({ written: sum('written'), read: sum('read') });
  return { sentence, isBad: false };
}

/** A file that is a deck of ours already; null for any other. */
async function ownDeck(c: Context<StudioEnv>, file: File): Promise<Carried | null> {
  if (!/\.ya?ml$/i.test(file.name)) return null;
  const { request } = c.var;
  const source = await file.text();
  const { written } = await request.app.workshop.check(source);
  if (written === null || !/^[a-z0-9][a-z0-9-]{0,39}$/.test(written.settings.deck)) return null;
  return { imported: null, decks: [await keptAs(c, source, written.settings)] };
}

/** Keeps a deck as its reader's draft, under another id where its own is taken. */
async function keptAs(c: Context<StudioEnv>, source: string, settings: DeckSettings) {
  const { request, visitor } = c.var;
  const id = await keepNewDeck(request, visitor.member, {
    id: settings.deck,
    sourceFor: async (free) =>
      free === settings.deck
        ? source
        : request.app.workshop.edit(source, {
            kind: 'settings',
            settings: { ...settings, deck: free },
          }),
  });
  return { id, title: settings.title };
}

/** Reads the file in a process of its own and stores what it held as drafts. */
async function carry(c: Context<StudioEnv>, file: File, title: string): Promise<Carried> {
  const { request } = c.var;
  const folder = await mkdtemp(path.join(tmpdir(), 'deckhand-import-'));
  try {
    const name =
      path
        .basename(file.name)
        .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
        .slice(-80) || 'file';
    const stored = path.join(folder, name.replace(/^\.+/, ''));
    await writeFile(stored, new Uint8Array(await file.arrayBuffer()), { mode: 0o600 });
    const id = slugOf(title === '' ? path.parse(name).name : title, 40) || 'imported';
    const imported = await importDecks({
      files: [stored],
      fromFolders: new Set(),
      to: path.join(folder, `${id}.yaml`),
      format: null,
      columns: new Map(),
      title: title === '' ? null : title,
      language: null,
      style: 'fact',
      clock: request.app.clock,
      onProgress: () => {},
    });
    const decks = [];
    for (const { yaml } of imported.decks) {
      const { written } = await request.app.workshop.check(yaml);
      if (written === null) continue;
      decks.push(await keptAs(c, yaml, written.settings));
    }
    return { imported, decks };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What was not carried with its place and reason, and what an author should look at. */
function Report({ words, imported }: { readonly words: StudioWords; readonly imported: Imported }) {
  const { files, marks } = reportIn(imported.report, words.language);
  const notCarried = files.flatMap(({ notCarried, refused, notes }) => [
    ...notes.map((reason) => ({ line: 0, reason })),
    ...(refused === null ? [] : [{ line: 0, reason: refused }]),
    ...notCarried,
  ]);
  const looks = marks.map(({ line, what, detail }) => ({
    line,
    reason: detail === null ? what : `${what}: “${detail}”`,
  }));
  const lists = [
    { heading: words.importNotCarried(), lines: notCarried },
    { heading: words.importLook(), lines: looks },
  ];
  return (
    <>
      {lists.map(({ heading, lines }) =>
        lines.length === 0 ? null : (
          <section>
            <h2>{heading}</h2>
            <ul class="plain">
              {lines.slice(0, MOST_LINES).map(({ line, reason }) => (
                <li>
                  {line === 0 ? '' : `${words.line({ line })}: `}
                  {reason}
                </li>
              ))}
            </ul>
          </section>
        ),
      )}
    </>
  );
}

function showImport(c: Context<StudioEnv>, why: string | null) {
  const { words } = c.var;
  const note = why === null ? null : { sentence: why, isBad: true };
  return c.html(
    studioPage(
      framed(c, { title: words.importHeading(), section: 'decks', note }),
      <form method="post" action="/studio/import" enctype="multipart/form-data" class="narrow">
        <p>{words.importNote()}</p>
        <div class="field">
          <label for="file">{words.importFile()}</label>
          <input type="file" id="file" name="file" required />
        </div>
        <LineField
          name="title"
          label={`${words.importTitle()} (${words.optional()})`}
          value=""
          longest={100}
        />
        <button type="submit" class="primary">
          {words.importButton()}
        </button>
      </form>,
    ),
    why === null ? 200 : 422,
  );
}
