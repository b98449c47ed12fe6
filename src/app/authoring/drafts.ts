import type { DeckDraft } from '../../ports/workspace-decks.ts';
import type { CheckedDeck } from '../../ports/deck-workshop.ts';
import type { Request, Work } from '../context.ts';
import { transact } from '../shared/transact.ts';

/** What a member's editor shows of a deck. */
export interface OpenDeck extends Pick<DeckDraft, 'base' | 'source'> {
  /** Whether the member has changed it since that version. */
  readonly isDraft: boolean;
  /** The newest saved version; 0 for a deck that was never saved, null for one that is removed. */
  readonly newest: number | null;
}

/** A member's draft of a deck, else its newest version; null if there is neither. */
export async function openDeck(
  { tx }: Pick<Work, 'tx'>,
  id: string,
  member: string,
): Promise<OpenDeck | null> {
  const draft = await tx.decks.draft(id, member);
  const [newest] = await tx.decks.history(id);
  const version = newest?.version ?? 0;
  const isRemoved = version > 0 && (await tx.decks.get(id)) === null;
  const shown = isRemoved ? null : version;
  if (draft !== null) {
    const { base, source } = draft;
    return { base, source, isDraft: true, newest: shown };
  }
  const source = isRemoved ? null : await tx.decks.source(id, version);
  return source === null ? null : { base: version, source, isDraft: false, newest: shown };
}

/** Stores what a member is still writing, in the place of what they wrote before. */
export async function keepDraft(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  draft: Omit<DeckDraft, 'at'>,
): Promise<void> {
  await tx.decks.saveDraft({ ...draft, at: now });
}

/** What a member made of a deck. */
export interface WrittenDraft extends Pick<DeckDraft, 'deck' | 'member' | 'source'> {
  /** The YAML that it was made of. */
  readonly seen: string;
  /** What is done in the same transaction; false: nothing is stored. */
  readonly also?: (work: Work) => Promise<boolean>;
}

/** `changed`: another window has changed the deck since, and nothing was stored. */
export type Kept = 'kept' | 'changed' | 'refused';

/** Stores what a member made of a deck as their draft, but never over what another window made of it meanwhile. */
export async function keepUnlessChanged(work: Work, written: WrittenDraft): Promise<Kept> {
  const { deck, member, source, seen, also } = written;
  const open = await openDeck(work, deck, member);
  if (open?.source !== seen) return 'changed';
  if (also !== undefined && !(await also(work))) return 'refused';
  await keepDraft(work, { deck, member, source, base: open.base });
  return 'kept';
}

/** The same, and reads and lints it meanwhile. What was written is kept whether or not it can be read. */
export async function keepAndCheck(
  request: Request,
  written: WrittenDraft,
): Promise<{ readonly kept: Kept; readonly checked: CheckedDeck }> {
  const [kept, checked] = await Promise.allSettled([
    transact(request, (work) => keepUnlessChanged(work, written)),
    request.app.workshop.check(written.source),
  ]);
  if (kept.status === 'rejected') throw kept.reason;
  if (checked.status === 'rejected') throw checked.reason;
  return { kept: kept.value, checked: checked.value };
}
