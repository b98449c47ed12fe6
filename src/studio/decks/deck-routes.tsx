import { Hono, type Context } from 'hono';
import { changeDraft } from '../../app/authoring/change-draft.ts';
import { keepDraft } from '../../app/authoring/drafts.ts';
import { freeDeckId } from '../../app/authoring/free-deck-id.ts';
import { whyNotPublished } from '../../app/authoring/not-published.ts';
import { removeDeck, saveDeck } from '../../app/authoring/save-deck.ts';
import { deckSupply } from '../../app/scheduling/deck-supply.ts';
import { transact } from '../../app/shared/transact.ts';
import { titleIn } from '../../decks/editing/deck-title.ts';
import { slugOf } from '../../decks/importing/slug.ts';
import { refused } from '../access/require-manager.tsx';
import type { StudioEnv } from '../parts.ts';
import { channelNames } from '../view/channel-names.ts';
import { framed, studioPage } from '../view/layout.tsx';
import { marksSaid } from '../view/marks.tsx';
import { good, isRefusal, leadTo, takeNote } from '../view/notes.ts';
import { DeckList, type ListedDeck } from './deck-list.tsx';
import { DeckPage } from './deck-page.tsx';
import { bodyOf, deckIdOf, loadDeck, type LoadedDeck } from './loaded-deck.ts';
import { ownDecks } from './own-decks.ts';
import { NEW_DECK, SettingsFields, settingsFrom } from './settings-form.tsx';

const ID = /^[a-z0-9][a-z0-9-]{0,47}$/;
const DAY_MS = 24 * 3_600_000;

/** Decks as a list, one deck, and what is done with a whole deck. */
export function deckRoutes(): Hono<StudioEnv> {
  const app = new Hono<StudioEnv>();
  app.get('/studio', (c) => listDecks(c));
  app.get('/studio/new', (c) => showNew(c, NEW_DECK, null));
  app.post('/studio/new', (c) => createDeck(c));
  app.get('/studio/decks/:deck', (c) => openPage(c));
  app.get('/studio/decks/:deck/facts', (c) => showFacts(c));
  app.post('/studio/decks/:deck/settings', (c) => changeSettings(c));
  app.post('/studio/decks/:deck/publish', (c) => publish(c));
  app.post('/studio/decks/:deck/discard', (c) => discard(c));
  app.post('/studio/decks/:deck/remove', (c) => remove(c));
  return app;
}

async function listDecks(c: Context<StudioEnv>) {
  const { words, request } = c.var;
  const view = await transact(request, async ({ app, tx }) => {
    const own = await tx.decks.current();
    const drafts = await tx.decks.drafts(c.var.visitor.member);
    const ids = new Set(own.map(({ deck }) => deck.id));
    return {
      own: listed(own, drafts),
      folder: app.decks.all().filter(({ id }) => !ids.has(id)),
      removed: await tx.decks.removed(),
    };
  });
  const frame = framed(c, { title: words.decks(), section: 'decks', note: takeNote(c) });
  return c.html(studioPage(frame, <DeckList view={{ words, ...view }} />));
}

async function createDeck(c: Context<StudioEnv>) {
  const { words, request } = c.var;
  const body = await bodyOf(c);
  const id = await wantedId(c, body);
  const settings = settingsFrom(body, id);
  if (!ID.test(id)) return showNew(c, settings, words.badId());
  if (settings.title === '' || settings.title.length > 100)
    return showNew(c, settings, words.noTitle());
  const source = await request.app.workshop.edit(`deck: ${id}\ntitle: new\n`, {
    kind: 'settings',
    settings,
  });
  const isTaken = await transact(request, async ({ app, tx, now }) => {
    const { member } = c.var.visitor;
    const known = [...(await tx.decks.history(id)), ...(await tx.decks.drafts(member))];
    const taken = known.some((one) => !('deck' in one) || one.deck === id);
    if (taken || app.decks.find(id) !== null) return true;
    await keepDraft({ tx, now }, { deck: id, member, base: 0, source });
    return false;
  });
  return isTaken ? showNew(c, settings, words.takenId()) : c.redirect(`/studio/decks/${id}`, 303);
}

/** The id that was written, or one made of the title, which no other deck has. */
async function wantedId(c: Context<StudioEnv>, body: URLSearchParams): Promise<string> {
  const written = (body.get('deck') ?? '').trim();
  const made = slugOf(body.get('title') ?? '', 44);
  return written !== '' || made === ''
    ? written
    : transact(c.var.request, (work) => freeDeckId(work, c.var.visitor.member, made));
}

async function openPage(c: Context<StudioEnv>) {
  const loaded = await loadDeck(c);
  if (loaded === null) return noDeck(c);
  return showDeck(c, loaded, { note: takeNote(c) });
}

async function showFacts(c: Context<StudioEnv>) {
  const { words, request } = c.var;
  const loaded = await loadDeck(c);
  if (loaded === null) return noDeck(c);
  const { supply, nameOf } = await transact(request, async (work) => ({
    supply: await deckSupply(work, loaded.id),
    nameOf: channelNames(await work.tx.channels.list()),
  }));
  const facts = supply.map(({ channel, lastsUntil }) =>
    lastsUntil === null
      ? words.usedUp({ channel: nameOf(channel) })
      : words.lasts({
          channel: nameOf(channel),
          days: Math.ceil((lastsUntil - request.now) / DAY_MS),
        }),
  );
  return c.html(<span>{[marksSaid(words, loaded.checked.marks), ...facts].join(' · ')}</span>);
}

async function changeSettings(c: Context<StudioEnv>) {
  const { request, visitor } = c.var;
  const id = deckIdOf(c);
  const settings = settingsFrom(await bodyOf(c), id);
  const changed = await changeDraft(request, { id, member: visitor.member }, () => ({
    edit: { kind: 'settings', settings },
  }));
  if (changed.kind === 'gone') return noDeck(c);
  return changed.kind === 'changed' ? c.redirect(`/studio/decks/${id}`, 303) : elsewhere(c);
}

async function publish(c: Context<StudioEnv>) {
  const loaded = await loadDeck(c);
  if (loaded === null) return noDeck(c);
  const { words, request, visitor } = c.var;
  // Published over what someone else did, the draft counts as made of their version.
  const over = Number((await bodyOf(c)).get('over') ?? '');
  const base = Number.isSafeInteger(over) && over > 0 ? over : loaded.open.base;
  const outcome = await saveDeck(request.app, visitor.workspace, {
    id: loaded.id,
    source: loaded.open.source,
    base,
    member: visitor.member,
  });
  if (outcome.kind === 'saved') {
    const { merged, version } = outcome;
    const said = merged ? words.publishedMerged({ version }) : words.published({ version });
    return leadTo(c, `/studio/decks/${loaded.id}`, good(said));
  }
  return showDeck(c, loaded, {
    note: { sentence: whyNotPublished(words, loaded.id, outcome), isBad: true },
    isConflict: outcome.kind === 'conflict',
  });
}

async function discard(c: Context<StudioEnv>) {
  const { words, request, visitor } = c.var;
  const id = deckIdOf(c);
  const found = await transact(request, async ({ tx }) => {
    const draft = await tx.decks.draft(id, visitor.member);
    await tx.decks.dropDraft(id, visitor.member);
    return { draft, saved: await tx.decks.get(id) };
  });
  if (found.draft === null) return noDeck(c);
  const path = found.saved === null ? '/studio' : `/studio/decks/${id}`;
  return leadTo(c, path, good(words.discarded()));
}

async function remove(c: Context<StudioEnv>) {
  const { words, request, visitor } = c.var;
  const id = deckIdOf(c);
  const isThere = await transact(request, async (work) => {
    if ((await work.tx.decks.get(id)) === null) return false;
    await removeDeck(work, { id, member: visitor.member });
    return true;
  });
  return isThere ? leadTo(c, '/studio', good(words.removed())) : noDeck(c);
}

/** The sentence for an address of a deck that this workspace does not have. */
export function noDeck(c: Context<StudioEnv>) {
  const { words } = c.var;
  return refused(c, words, { status: 404, sentence: words.noDeck() });
}

/** The sentence for a change of what another window has changed since. */
export function elsewhere(c: Context<StudioEnv>) {
  const { words } = c.var;
  return refused(c, words, { status: 409, sentence: words.draftElsewhere() });
}

async function showDeck(
  c: Context<StudioEnv>,
  loaded: LoadedDeck,
  more: {
    readonly note: { readonly sentence: string; readonly isBad: boolean } | null;
    readonly isConflict?: boolean;
  },
) {
  const { words, request } = c.var;
  const { own, saved } = await transact(request, async ({ tx }) => ({
    own: await ownDecks(tx, c.var.visitor.member),
    saved: (await tx.decks.get(loaded.id))?.deck ?? null,
  }));
  const others = own.filter(({ id }) => id !== loaded.id);
  const title = loaded.checked.written?.settings.title ?? loaded.id;
  const frame = framed(c, { title, section: 'decks', note: more.note });
  const view = { words, loaded, saved, others, isConflict: more.isConflict ?? false };
  return c.html(studioPage(frame, <DeckPage view={view} />), isRefusal(c, more.note) ? 409 : 200);
}

function showNew(c: Context<StudioEnv>, settings: typeof NEW_DECK, why: string | null) {
  const { words } = c.var;
  const note = why === null ? null : { sentence: why, isBad: true };
  const frame = framed(c, { title: words.newDeck(), section: 'decks', note });
  const language = why === null ? words.language : settings.language;
  const content = (
    <form method="post" action="/studio/new" class="narrow">
      <SettingsFields words={words} settings={{ ...settings, language }} isNew={true} />
      <button type="submit" class="primary">
        {words.create()}
      </button>
    </form>
  );
  return c.html(studioPage(frame, content), why === null ? 200 : 422);
}

function listed(
  own: readonly { readonly deck: ListedDeck['deck'] & {}; readonly version: number }[],
  drafts: readonly { readonly deck: string; readonly source: string }[],
): readonly ListedDeck[] {
  const drafted = new Set(drafts.map(({ deck }) => deck));
  const saved = own.map(({ deck, version }): ListedDeck => ({
    id: deck.id,
    title: deck.title,
    deck,
    version,
    hasDraft: drafted.has(deck.id),
  }));
  const known = new Set(saved.map(({ id }) => id));
  const fresh = drafts
    .filter(({ deck }) => !known.has(deck))
    .map(({ deck: id, source }): ListedDeck => ({
      id,
      title: titleIn(source) ?? id,
      deck: null,
      version: 0,
      hasDraft: true,
    }));
  return [...fresh, ...saved];
}
