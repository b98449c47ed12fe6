import { Hono, type Context } from 'hono';
import { changeDraft, type ChangedDraft } from '../../app/authoring/change-draft.ts';
import { transact } from '../../app/shared/transact.ts';
import { titleIn } from '../../decks/editing/deck-title.ts';
import { questionWith } from '../../domain/deck-fields.ts';
import type { DeckEdit } from '../../ports/deck-workshop.ts';
import type { StudioEnv } from '../parts.ts';
import { framed, studioPage } from '../view/layout.tsx';
import { good, leadTo, takeNote } from '../view/notes.ts';
import { placeOf } from './deck-page.tsx';
import { elsewhere, noDeck } from './deck-routes.tsx';
import { freeQuestionId } from './free-question-id.ts';
import {
  bodyOf,
  deckIdOf,
  fingerprint,
  loadDeck,
  plainLines,
  type LoadedDeck,
} from './loaded-deck.ts';
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
  const { request, visitor } = c.var;
  const id = deckIdOf(c);
  const ask = ((await bodyOf(c)).get('ask') ?? '').trim();
  const changed = await changeDraft(request, { id, member: visitor.member }, ({ checked }) => ({
    edit: {
      kind: 'question',
      at: null,
      fields: questionWith(ask, freeQuestionId(ask, checked.written)),
    },
  }));
  if (changed.kind === 'gone') return noDeck(c);
  if (changed.kind !== 'changed') return elsewhere(c);
  const at = (changed.checked.written?.questions.length ?? 1) - 1;
  return c.redirect(`/studio/decks/${id}/questions/${at}`, 303);
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
  const body = await bodyOf(c);
  const changed = await changeQuestion(c, body, (at) => editOf(body, at));
  if (changed.kind === 'gone') return noDeck(c);
  if (changed.kind !== 'changed') return elsewhere(c);
  const to = Number(body.get('kind') === 'move' ? body.get('to') : c.req.param('at'));
  return c.redirect(`/studio/decks/${deckIdOf(c)}#${placeOf(to)}`, 303);
}

async function copyQuestion(c: Context<StudioEnv>) {
  const view = await questionView(c);
  if (view === null) return noDeck(c);
  const id = (await bodyOf(c)).get('to') ?? '';
  const { words, request, visitor } = c.var;
  const { source } = view.question;
  const copied = await changeDraft(request, { id, member: visitor.member }, () => ({
    edit: { kind: 'source', at: null, source },
  }));
  if (copied.kind === 'gone') return noDeck(c);
  if (copied.kind !== 'changed') return elsewhere(c);
  const copiedTo = { deck: titleIn(copied.open.source) ?? id };
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
  const { id } = question.fields;
  // Of two with one id, the later one is new and can get another id.
  const isFirst =
    loaded.checked.written?.questions.findIndex(({ fields }) => fields.id === id) === at;
  const isPublished = isFirst && (saved?.deck.questions.some((one) => one.id === id) ?? false);
  return { words: c.var.words, loaded, question, at, isPublished };
}

/** Stores a change of the question in its writer's draft and shows what follows from it. */
async function change(
  c: Context<StudioEnv>,
  editFrom: (body: URLSearchParams, at: number) => DeckEdit,
  Beside: typeof BesideForm,
) {
  const body = await bodyOf(c);
  const changed = await changeQuestion(c, body, (at) => editFrom(body, at));
  if (changed.kind === 'gone') return noDeck(c);
  if (changed.kind !== 'changed') return elsewhere(c);
  const id = deckIdOf(c);
  const at = Number(c.req.param('at'));
  if (c.req.header('hx-request') === undefined)
    return c.redirect(`/studio/decks/${id}/questions/${at}`, 303);
  const view = await viewOf(c, { id, ...changed }, at);
  if (view === null) return noDeck(c);
  return c.html(<Beside view={view} />, 200, { 'HX-Trigger': 'draft-saved' });
}

/** Changes the question of the address in its reader's draft, if their window shows it as it is now. */
async function changeQuestion(
  c: Context<StudioEnv>,
  body: URLSearchParams,
  editAt: (at: number) => DeckEdit | null,
): Promise<ChangedDraft> {
  const { request, visitor } = c.var;
  const place = { id: deckIdOf(c), member: visitor.member };
  const at = Number(c.req.param('at'));
  const changed = await changeDraft(request, place, ({ checked }) => {
    const question = checked.written?.questions[at];
    const isCurrent = question !== undefined && body.get('seen') === fingerprint(question.source);
    const edit = isCurrent ? editAt(at) : null;
    return edit === null ? null : { edit };
  });
  const isThere =
    changed.kind !== 'refused' || changed.checked.written?.questions[at] !== undefined;
  return isThere ? changed : { kind: 'gone' };
}

function editOf(body: URLSearchParams, at: number): DeckEdit | null {
  const kind = body.get('kind');
  if (kind === 'retire' || kind === 'unretire')
    return { kind: 'retire', at, retired: kind === 'retire' };
  if (kind === 'remove') return { kind, at };
  const to = Number(body.get('to'));
  return kind === 'move' && Number.isSafeInteger(to) && to >= 0 ? { kind, from: at, to } : null;
}
