import { Hono, type Context } from 'hono';
import { keepAndCheck, keepDraft, openDeck } from '../../app/authoring/drafts.ts';
import { transact } from '../../app/shared/transact.ts';
import { titleIn } from '../../decks/editing/deck-title.ts';
import { slugOf } from '../../decks/importing/slug.ts';
import { questionWith } from '../../domain/deck-fields.ts';
import type { DeckEdit } from '../../ports/deck-workshop.ts';
import { refused } from '../access/require-manager.tsx';
import type { StudioEnv } from '../parts.ts';
import { framed, studioPage } from '../view/layout.tsx';
import { good, leadTo, takeNote } from '../view/notes.ts';
import { placeOf } from './deck-page.tsx';
import { noDeck } from './deck-routes.tsx';
import { bodyOf, fingerprint, loadDeck, plainLines, type LoadedDeck } from './loaded-deck.ts';
import { questionFrom } from './question-fields.ts';
import { previewPart } from './preview-pane.tsx';
import { BesideForm, BesideYaml, QuestionPage, type QuestionView } from './question-page.tsx';

/** One question: its form and its YAML, and what is done with it in its deck. */
export function questionRoutes(): Hono<StudioEnv> {
  const app = new Hono<StudioEnv>();
  app.post('/studio/decks/:deck/questions', (c) => addQuestion(c));
  app.get('/studio/decks/:deck/questions/:at', (c) => showQuestion(c));
  app.get('/studio/decks/:deck/questions/:at/preview', async (c) => {
    const view = await questionView(c);
    return view === null ? noDeck(c) : c.html(previewPart(c, view.loaded, view.at));
  });
  app.post('/studio/decks/:deck/questions/:at', (c) =>
    change(c, (body, at) => ({ kind: 'question', at, fields: questionFrom(body) }), BesideForm),
  );
  app.post('/studio/decks/:deck/questions/:at/yaml', (c) =>
    change(
      c,
      (body, at) => ({ kind: 'source', at, source: plainLines(body.get('source') ?? '') }),
      BesideYaml,
    ),
  );
  app.post('/studio/decks/:deck/questions/:at/change', (c) => changeInDeck(c));
  app.post('/studio/decks/:deck/questions/:at/copy', (c) => copyQuestion(c));
  return app;
}

async function addQuestion(c: Context<StudioEnv>) {
  const loaded = await loadDeck(c);
  if (loaded === null) return noDeck(c);
  const ask = ((await bodyOf(c)).get('ask') ?? '').trim();
  const written = loaded.checked.written?.questions ?? [];
  const id = freshId(
    ask,
    written.map(({ fields }) => fields.id),
  );
  const fields = questionWith(ask, id);
  await keep(c, loaded, { kind: 'question', at: null, fields });
  return c.redirect(`/studio/decks/${loaded.id}/questions/${written.length}`, 303);
}

async function showQuestion(c: Context<StudioEnv>) {
  const view = await questionView(c);
  if (view === null) return noDeck(c);
  const { words } = c.var;
  const frame = framed(c, {
    title: `${view.loaded.checked.written?.settings.title ?? ''}: ${words.question({ number: view.at + 1 })}`,
    section: 'decks',
    hasEditor: true,
    hasPreview: true,
    note: takeNote(c),
  });
  return c.html(studioPage(frame, <QuestionPage view={view} />));
}

async function changeInDeck(c: Context<StudioEnv>) {
  const view = await questionView(c);
  if (view === null) return noDeck(c);
  const body = await bodyOf(c);
  if (!isCurrent(view, body)) return elsewhere(c);
  const edit = editOf(body, view.at);
  if (edit !== null) await keep(c, view.loaded, edit);
  const place = placeOf(edit?.kind === 'move' ? edit.to : view.at);
  return c.redirect(`/studio/decks/${view.loaded.id}#${place}`, 303);
}

async function copyQuestion(c: Context<StudioEnv>) {
  const view = await questionView(c);
  if (view === null) return noDeck(c);
  const to = (await bodyOf(c)).get('to') ?? '';
  const { words, request, visitor } = c.var;
  const open = await transact(request, (work) => openDeck(work, to, visitor.member));
  if (open === null) return noDeck(c);
  const { source } = view.question;
  const copied = await request.app.workshop.edit(open.source, {
    kind: 'source',
    at: null,
    source,
  });
  await transact(request, (work) =>
    keepDraft(work, { deck: to, member: visitor.member, base: open.base, source: copied }),
  );
  const copiedTo = { deck: titleIn(open.source) ?? to };
  return leadTo(c, `/studio/decks/${view.loaded.id}`, good(words.copied(copiedTo)));
}

/** The question of the address; null if there is none. */
async function questionView(c: Context<StudioEnv>): Promise<QuestionView | null> {
  const loaded = await loadDeck(c);
  const at = Number(c.req.param('at'));
  return loaded === null ? null : viewOf(c, loaded, at);
}

async function viewOf(
  c: Context<StudioEnv>,
  loaded: LoadedDeck,
  at: number,
): Promise<QuestionView | null> {
  const question = loaded.checked.written?.questions[at];
  if (question === undefined) return null;
  const saved = await transact(c.var.request, ({ tx }) => tx.decks.get(loaded.id));
  const isPublished = saved?.deck.questions.some(({ id }) => id === question.fields.id) ?? false;
  return { words: c.var.words, loaded, question, at, isPublished };
}

/** Stores a change of the question in its writer's draft and shows what follows from it. */
async function change(
  c: Context<StudioEnv>,
  editFrom: (body: URLSearchParams, at: number) => DeckEdit,
  Beside: typeof BesideForm,
) {
  const view = await questionView(c);
  if (view === null) return noDeck(c);
  const body = await bodyOf(c);
  if (!isCurrent(view, body)) return elsewhere(c);
  const loaded = await keep(c, view.loaded, editFrom(body, view.at));
  if (c.req.header('hx-request') === undefined)
    return c.redirect(`/studio/decks/${loaded.id}/questions/${view.at}`, 303);
  const changed = await viewOf(c, loaded, view.at);
  if (changed === null) return noDeck(c);
  return c.html(<Beside view={changed} />, 200, { 'HX-Trigger': 'draft-saved' });
}

/** Whether the window shows the question as it is now. */
function isCurrent({ question }: QuestionView, body: URLSearchParams): boolean {
  return body.get('seen') === fingerprint(question.source);
}

function elsewhere(c: Context<StudioEnv>) {
  const { words } = c.var;
  return refused(c, words, { status: 409, sentence: words.draftElsewhere() });
}

/** Changes the deck's YAML and stores it as the reader's draft. */
async function keep(
  c: Context<StudioEnv>,
  { id, open }: LoadedDeck,
  edit: DeckEdit,
): Promise<LoadedDeck> {
  const { request, visitor } = c.var;
  const source = await request.app.workshop.edit(open.source, edit);
  const draft = { deck: id, member: visitor.member, base: open.base, source };
  const checked = await keepAndCheck(request, draft);
  return { id, open: { ...open, source, isDraft: true }, checked };
}

function editOf(body: URLSearchParams, at: number): DeckEdit | null {
  const kind = body.get('kind');
  if (kind === 'retire' || kind === 'unretire')
    return { kind: 'retire', at, retired: kind === 'retire' };
  if (kind === 'remove') return { kind, at };
  const to = Number(body.get('to'));
  return kind === 'move' && Number.isSafeInteger(to) && to >= 0 ? { kind, from: at, to } : null;
}

/** An id made of the stem that no other question of the deck has. */
function freshId(ask: string, taken: readonly string[]): string {
  const id = slugOf(ask, 40) || 'question';
  let number = 1;
  while (taken.includes(number === 1 ? id : `${id}-${number}`)) number += 1;
  return number === 1 ? id : `${id}-${number}`;
}
