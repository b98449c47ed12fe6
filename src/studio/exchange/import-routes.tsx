import { Hono, type Context } from 'hono';
import { openDeck } from '../../app/authoring/drafts.ts';
import { transact } from '../../app/shared/transact.ts';
import { LONGEST_TITLE } from '../../app/authoring/import-card.ts';
import { readImport, renamedDeck, type Brought } from '../../app/authoring/read-import.ts';
import { updateDraft } from '../../app/authoring/update-draft.ts';
import type { DeckUpdate } from '../../domain/deck-update.ts';
import type { StudioWords } from '../../i18n/studio.ts';
import { LARGEST_IMPORT, type QuestionFile } from '../../ports/deck-importer.ts';
import { refused } from '../access/require-manager.tsx';
import { noDeck } from '../decks/deck-routes.tsx';
import { ownDecks, type NamedDeck } from '../decks/own-decks.ts';
import type { StudioEnv } from '../parts.ts';
import { LineField, SelectField } from '../view/fields.tsx';
import { framed, studioPage } from '../view/layout.tsx';
import { MendForm, mendedFile } from './mend-form.tsx';
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
  readonly file: QuestionFile;
  readonly brought: Brought;
  readonly decks: readonly NamedDeck[];
}

async function importFile(c: Context<StudioEnv>) {
  const { words, request } = c.var;
  // A form that was cut off on its way cannot be parsed: it has no file.
  const body = await c.req
    .parseBody()
    .catch((): Awaited<ReturnType<typeof c.req.parseBody>> => ({}));
  const text = (name: string): string => {
    const value = body[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const file = (await sentFile(body['file'])) ?? mendedFile(text('name'), body['text']);
  if (file === null) return showImport(c, words.importNoFile());
  const into = text('into');
  const { visitor } = c.var;
  if (into !== '') {
    const open = await transact(request, (work) => openDeck(work, into, visitor.member));
    if (open === null) return noDeck(c);
  }
  const title = text('title').slice(0, LONGEST_TITLE);
  const brought = await readImport(request.app, file, title === '' ? null : title);
  if (into !== '') return bringInto(c, into, { file, brought });
  const carried = { file, brought, decks: await carry(c, brought) };
  const { read, written } = brought;
  const note =
    carried.decks.length === 0
      ? { sentence: words.importNothing(), isBad: true }
      : { sentence: words.importDone({ written, read }), isBad: false };
  return showDone(c, { ...carried, note, isDraft: carried.decks.length > 0 }, null);
}

/** The file that was chosen; null if there is none, or one that is too large. */
async function sentFile(file: unknown): Promise<QuestionFile | null> {
  if (!(file instanceof File) || file.size === 0 || file.size > LARGEST_IMPORT) return null;
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}

/** Brings the questions into the draft of a deck that is there, and says what that changed. */
async function bringInto(
  c: Context<StudioEnv>,
  id: string,
  { file, brought }: Pick<Carried, 'file' | 'brought'>,
) {
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
  const carried = { file, brought, decks: hasCome ? [{ id, title }] : [], into: id };
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
    /** The deck that was chosen; left out: a new one. */
    readonly into?: string;
  },
  update: DeckUpdate | null,
) {
  const { words } = c.var;
  const { file, brought, decks } = view;
  // What several decks hold by now cannot be brought into one.
  const canMend = brought.notCarried.length > 0 && decks.length <= 1;
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
        <Report words={words} brought={brought} />
        {canMend ? (
          <MendForm words={words} file={file} into={view.into ?? decks[0]?.id ?? ''} />
        ) : null}
      </>,
    ),
    view.decks.length === 0 ? 422 : 200,
  );
}

/** Stores what the file held as drafts of new decks. */
async function carry(c: Context<StudioEnv>, brought: Brought): Promise<readonly NamedDeck[]> {
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
  return decks;
}

/** What was not carried with its place and reason, and what an author should look at. */
function Report({ words, brought }: { readonly words: StudioWords; readonly brought: Brought }) {
  const lists = [
    { id: 'marks', heading: words.importNotCarried(), level: 'error', lines: brought.notCarried },
    { id: 'looks', heading: words.importLook(), level: 'info', lines: brought.looks },
  ];
  return (
    <>
      {lists.map(({ id, heading, level, lines }) =>
        lines.length === 0 ? null : (
          <section id={id} class="marks">
            <h2>{heading}</h2>
            <ul>
              {lines.slice(0, MOST_LINES).map(({ line, reason }) => (
                <li class={level} {...(line === 0 ? {} : { 'data-line': line })}>
                  {line === 0 ? null : <span class="where">{words.line({ line })}</span>}{' '}
                  <span class="said">{reason[words.language]}</span>
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
