import { Hono, type Context } from 'hono';
import { openDeck } from '../../app/authoring/drafts.ts';
import { transact } from '../../app/shared/transact.ts';
import { LONGEST_TITLE } from '../../app/authoring/import-card.ts';
import { readImport, renamedDeck, type Brought } from '../../app/authoring/read-import.ts';
import { updateDraft } from '../../app/authoring/update-draft.ts';
import type { DeckUpdate } from '../../domain/deck-update.ts';
import type { StudioWords } from '../../i18n/studio.ts';
import { LARGEST_IMPORT } from '../../ports/deck-importer.ts';
import { refused } from '../access/require-manager.tsx';
import { noDeck } from '../decks/deck-routes.tsx';
import { ownDecks, type NamedDeck } from '../decks/own-decks.ts';
import type { StudioEnv } from '../parts.ts';
import { LineField, SelectField } from '../view/fields.tsx';
import { framed, studioPage } from '../view/layout.tsx';
import { keepNewDeck } from './new-draft.ts';
import { UpdatedDeck } from './updated-deck.tsx';

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
  readonly decks: readonly NamedDeck[];
}

async function importFile(c: Context<StudioEnv>) {
  const { words, request } = c.var;
  // A form that was cut off on its way cannot be parsed: it has no file.
  const body = await c.req
    .parseBody()
    .catch((): Awaited<ReturnType<typeof c.req.parseBody>> => ({}));
  const { file } = body;
  const text = (name: string): string => {
    const value = body[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  if (!(file instanceof File) || file.size === 0 || file.size > LARGEST_IMPORT)
    return showImport(c, words.importNoFile());
  const into = text('into');
  const { visitor } = c.var;
  if (into !== '') {
    const open = await transact(request, (work) => openDeck(work, into, visitor.member));
    if (open === null) return noDeck(c);
  }
  const title = text('title').slice(0, LONGEST_TITLE);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const given = { name: file.name, bytes };
  const brought = await readImport(request.app, given, title === '' ? null : title);
  if (into !== '') return bringInto(c, into, brought);
  const carried = await carry(c, brought);
  const { read, written } = brought;
  const note =
    carried.decks.length === 0
      ? { sentence: words.importNothing(), isBad: true }
      : { sentence: words.importDone({ written, read }), isBad: false };
  return showDone(c, { ...carried, note, isDraft: carried.decks.length > 0 }, null);
}

/** Brings the questions into the draft of a deck that is there, and says what that changed. */
async function bringInto(c: Context<StudioEnv>, id: string, brought: Brought) {
  const { words, request, visitor } = c.var;
  const updated = await updateDraft(request, { id, member: visitor.member }, brought.decks);
  if (updated.kind === 'gone') return noDeck(c);
  if (updated.kind !== 'updated') {
    const sentence = updated.kind === 'broken' ? words.brokenYaml() : words.draftElsewhere();
    return refused(c, words, { status: 409, sentence });
  }
  const { title, update } = updated;
  const hasCome = brought.decks.length > 0;
  const done = hasCome
    ? words.importDone({ written: brought.written, read: brought.read })
    : words.importNothing();
  const carried = { brought, decks: hasCome ? [{ id, title }] : [] };
  const note = { sentence: done, isBad: !hasCome };
  const view = { ...carried, note, isDraft: update.put.length > 0 };
  return showDone(c, view, hasCome ? update : null);
}

/** What became of a file. */
function showDone(
  c: Context<StudioEnv>,
  view: Carried & {
    readonly note: { readonly sentence: string; readonly isBad: boolean };
    /** Whether something waits to be published. */
    readonly isDraft: boolean;
  },
  update: DeckUpdate | null,
) {
  const { words } = c.var;
  return c.html(
    studioPage(
      framed(c, { title: words.importHeading(), section: 'decks', note: view.note }),
      <>
        {view.isDraft ? <p>{words.importDrafts()}</p> : null}
        {update !== null && !view.isDraft ? <p>{words.importNothingNew()}</p> : null}
        <div class="actions">
          {view.decks.map(({ id, title }) => (
            <a class="button primary" href={`/studio/decks/${id}`}>
              {words.importOpen({ title })}
            </a>
          ))}
          <a class="button" href="/studio/import">
            {words.importHeading()}
          </a>
        </div>
        {view.decks.map(({ id }) =>
          update === null ? null : <UpdatedDeck words={words} deck={id} update={update} />,
        )}
        <Report words={words} brought={view.brought} />
      </>,
    ),
    view.decks.length === 0 ? 422 : 200,
  );
}

/** Stores what the file held as drafts of new decks. */
async function carry(c: Context<StudioEnv>, brought: Brought): Promise<Carried> {
  const { request, visitor } = c.var;
  const { app } = request;
  const decks: NamedDeck[] = [];
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

async function showImport(c: Context<StudioEnv>, why: string | null) {
  const { words, request, visitor } = c.var;
  const note = why === null ? null : { sentence: why, isBad: true };
  const own = await transact(request, ({ tx }) => ownDecks(tx, visitor.member));
  const options = [
    { value: '', label: words.importIntoNew() },
    ...own.map(({ id, title }) => ({ value: id, label: title === id ? id : `${title} (${id})` })),
  ];
  return c.html(
    studioPage(
      framed(c, { title: words.importHeading(), section: 'decks', note }),
      <form method="post" action="/studio/import" enctype="multipart/form-data" class="narrow">
        <p>{words.importNote()}</p>
        <div class="field">
          <label for="file">{words.importFile()}</label>
          <input type="file" id="file" name="file" required />
        </div>
        {own.length === 0 ? null : (
          <SelectField
            name="into"
            label={words.importInto()}
            hint={words.importIntoHint()}
            value={c.req.query('into') ?? ''}
            options={options}
          />
        )}
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
