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

/** The same, and reads and lints it meanwhile. What was written is kept whether or not it can be read. */
export async function keepAndCheck(
  request: Request,
  draft: Omit<DeckDraft, 'at'>,
): Promise<CheckedDeck> {
  const [kept, checked] = await Promise.allSettled([
    transact(request, (work) => keepDraft(work, draft)),
    request.app.workshop.check(draft.source),
  ]);
  if (kept.status === 'rejected') throw kept.reason;
  if (checked.status === 'rejected') throw checked.reason;
  return checked.value;
}
