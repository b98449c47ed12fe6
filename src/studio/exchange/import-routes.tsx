import { Hono, type Context } from 'hono';
import { LONGEST_TITLE } from '../../app/authoring/import-card.ts';
import { readImport, renamedDeck, type Brought } from '../../app/authoring/read-import.ts';
import type { StudioWords } from '../../i18n/studio.ts';
import { LARGEST_IMPORT } from '../../ports/deck-importer.ts';
import type { StudioEnv } from '../parts.ts';
import { LineField } from '../view/fields.tsx';
import { framed, studioPage } from '../view/layout.tsx';
import { keepNewDeck } from './new-draft.ts';

const MOST_LINES = 200;

/** Questions that another program wrote become drafts; a page says what was carried and what was not. */
export function importRoutes(): Hono<StudioEnv> {
  const app = new Hono<StudioEnv>();
  app.get('/studio/import', (c) => showImport(c, null));
  app.post('/studio/import', (c) => importFile(c));
  return app;
}

interface Carried {
  readonly brought: Brought;
  readonly decks: readonly { readonly id: string; readonly title: string }[];
}

async function importFile(c: Context<StudioEnv>) {
  const { words } = c.var;
  const body = await c.req.parseBody();
  const { file } = body;
  const title =
    typeof body['title'] === 'string' ? body['title'].trim().slice(0, LONGEST_TITLE) : '';
  if (!(file instanceof File) || file.size === 0 || file.size > LARGEST_IMPORT)
    return showImport(c, words.importNoFile());
  const carried = await carry(c, file, title);
  const { read, written } = carried.brought;
  const note =
    carried.decks.length === 0
      ? { sentence: words.importNothing(), isBad: true }
      : { sentence: words.importDone({ written, read }), isBad: false };
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
        <Report words={words} brought={carried.brought} />
      </>,
    ),
    carried.decks.length === 0 ? 422 : 200,
  );
}

/** Reads the file and stores what it held as drafts. */
async function carry(c: Context<StudioEnv>, file: File, title: string): Promise<Carried> {
  const { request, visitor } = c.var;
  const { app } = request;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const brought = await readImport(app, { name: file.name, bytes }, title === '' ? null : title);
  const decks = [];
  for (const deck of brought.decks) {
    const { settings } = deck.written;
    const id = await keepNewDeck(request, visitor.member, {
      id: settings.deck,
      sourceFor: (free) => renamedDeck(app, deck, free),
    });
    decks.push({ id, title: settings.title });
  }
  return { brought, decks };
}

/** What was not carried with its place and reason, and what an author should look at. */
function Report({ words, brought }: { readonly words: StudioWords; readonly brought: Brought }) {
  const lists = [
    { heading: words.importNotCarried(), lines: brought.notCarried },
    { heading: words.importLook(), lines: brought.looks },
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
                  {reason[words.language]}
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
          longest={LONGEST_TITLE}
        />
        <button type="submit" class="primary">
          {words.importButton()}
        </button>
      </form>,
    ),
    why === null ? 200 : 422,
  );
}
