import type { Deck } from '../../domain/deck.ts';
import { deckChanges } from '../../domain/deck-changes.ts';
import { type DeckMark, WorkshopError } from '../../ports/deck-workshop.ts';
import type { App, Work } from '../context.ts';

/** What a member wants to be a workspace's deck. */
export interface DeckToSave {
  readonly id: string;
  readonly source: string;
  /** The version that it was made of; 0 for a new deck. */
  readonly base: number;
  readonly member: string;
}

export type SaveOutcome =
  /** `merged`: with what another one had saved meanwhile. */
  | { readonly kind: 'saved'; readonly version: number; readonly merged: boolean }
  /** It cannot be asked as it is. */
  | { readonly kind: 'broken'; readonly marks: readonly DeckMark[] }
  /** Another one changed the same questions; an empty id stands for the settings. */
  | { readonly kind: 'conflict'; readonly about: readonly string[] }
  /** Answers hang on a deck's id, so it never changes. */
  | { readonly kind: 'other-id'; readonly written: string }
  /** Another deck has that id: of the folder, of the workspace, or a removed one. */
  | { readonly kind: 'taken' };

/** How often the deck may change while a version is being merged. */
const MOST_TRIES = 5;

/**
 * Saves a version of a workspace's deck. What another one saved since its author began is merged; where that cannot be,
 * nothing is saved and the author's draft stays.
 * @throws WorkshopError if the YAML is too hard to read
 */
export async function saveDeck(
  app: App,
  workspace: string,
  toSave: DeckToSave,
): Promise<SaveOutcome> {
  let { source, base } = toSave;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const { deck, marks } = await app.workshop.check(source);
    if (deck === null) return { kind: 'broken', marks };
    if (deck.id !== toSave.id) return { kind: 'other-id', written: deck.id };
    const saved = await app.store.tx(workspace, (tx) =>
      addVersion(
        { app, tx, now: app.clock.now() },
        { ...toSave, source, base, draft: toSave.source },
        deck,
      ),
    );
    if (saved.kind === 'taken') return saved;
    if (saved.kind === 'saved')
      return { kind: 'saved', version: saved.version, merged: base !== toSave.base };
    const merged = await app.workshop.merge({ ...saved.other, mine: source });
    if (merged.kind === 'conflict') return merged;
    ({ source } = merged);
    base = saved.version;
  }
  return { kind: 'conflict', about: [] };
}

type Added =
  | { readonly kind: 'saved'; readonly version: number }
  | { readonly kind: 'taken' }
  | {
      readonly kind: 'behind';
      /** The newest one. */
      readonly version: number;
      readonly other: { readonly base: string; readonly theirs: string };
    };

/** A checked deck with its YAML, under an id that was free. */
export interface NewDeck {
  readonly source: string;
  readonly deck: Deck;
}

/**
 * Saves new decks, all or none.
 * @returns false if another deck has got one of their ids meanwhile
 */
export async function saveNewDecks(
  work: Work,
  member: string,
  decks: readonly NewDeck[],
): Promise<boolean> {
  const { app, tx, now } = work;
  for (const { deck } of decks)
    if (app.decks.find(deck.id) !== null || (await tx.decks.history(deck.id)).length > 0)
      return false;
  for (const { deck, source } of decks) {
    const changes = deckChanges(null, deck);
    await tx.decks.save({ base: 0, source, deck, changes, member, at: now });
    await audit(work, member, { what: 'deck import', about: deck.id });
  }
  return true;
}

/** `draft`: what its author had written, before anything was merged into it. */
type VersionToAdd = DeckToSave & { readonly draft: string };

async function addVersion(
  { app, tx, now }: Work,
  toSave: VersionToAdd,
  deck: Deck,
): Promise<Added> {
  const { id, source, base, member } = toSave;
  const before = await tx.decks.get(id);
  if (base === 0 && (before !== null || app.decks.find(id) !== null)) return { kind: 'taken' };
  const changes = deckChanges(before?.deck ?? null, deck);
  if (await tx.decks.save({ base, source, deck, changes, member, at: now })) {
    await dropPublished({ tx, now }, toSave);
    await audit({ app, tx, now }, member, { what: 'deck save', about: id });
    return { kind: 'saved', version: base + 1 };
  }
  const version = before?.version ?? 0;
  const [was, theirs] = [await tx.decks.source(id, base), await tx.decks.source(id, version)];
  if (was === null || theirs === null) return { kind: 'taken' };
  return { kind: 'behind', version, other: { base: was, theirs } };
}

/** Drops the draft that is a version now. What its author wrote meanwhile in another window stays their draft. */
async function dropPublished(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  { id, member, source, base, draft: published }: VersionToAdd,
): Promise<void> {
  const draft = await tx.decks.draft(id, member);
  if (draft === null) return;
  if (draft.source === published) await tx.decks.dropDraft(id, member);
  // Made of the very text of the new version, unless something was merged into that.
  else if (source === published) await tx.decks.saveDraft({ ...draft, base: base + 1, at: now });
}

/**
 * Makes an earlier version the newest one again, as a version of its own.
 * @returns the new version; null if there is no such version, or another one was saved just now
 */
export async function restoreDeck(
  app: App,
  workspace: string,
  {
    id,
    version,
    member,
  }: { readonly id: string; readonly version: number; readonly member: string },
): Promise<number | null> {
  const source = await app.store.tx(workspace, (tx) => tx.decks.source(id, version));
  if (source === null) return null;
  const { deck } = await app.workshop.check(source);
  if (deck === null) throw new WorkshopError('broken');
  return app.store.tx(workspace, async (tx) => {
    const now = app.clock.now();
    const [newest] = await tx.decks.history(id);
    const before = await tx.decks.get(id);
    const base = newest?.version ?? 0;
    const changes = deckChanges(before?.deck ?? null, deck);
    if (!(await tx.decks.save({ base, source, deck, changes, member, at: now }))) return null;
    await audit({ app, tx, now }, member, { what: `deck restore ${version}`, about: id });
    return base + 1;
  });
}

/** Takes a deck away: it is not asked or practised any more. Its versions stay, so it can be restored. */
export async function removeDeck(
  work: Work,
  { id, member }: { readonly id: string; readonly member: string },
): Promise<void> {
  await work.tx.decks.remove(id, work.now);
  await audit(work, member, { what: 'deck remove', about: id });
}

async function audit(
  { app, tx, now }: Work,
  member: string,
  entry: { readonly what: string; readonly about: string },
): Promise<void> {
  await tx.audit.add({ id: app.random.id(), at: now, member, ...entry });
}
