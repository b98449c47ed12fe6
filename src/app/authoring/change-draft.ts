import type { CheckedDeck, DeckEdit } from '../../ports/deck-workshop.ts';
import type { Request } from '../context.ts';
import { transact } from '../shared/transact.ts';
import { keepAndCheck, openDeck, type OpenDeck, type WrittenDraft } from './drafts.ts';

/** How often other windows may change the draft while one change is made. */
const MOST_TRIES = 5;

/** A deck of the workspace as a member sees it, read and linted. */
export interface ReadDeck {
  readonly open: OpenDeck;
  readonly checked: CheckedDeck;
}

export interface DraftChange extends Pick<WrittenDraft, 'also'> {
  readonly edit: DeckEdit;
}

export type ChangedDraft =
  | ({ readonly kind: 'changed' } & ReadDeck)
  /** There is no such deck any more. */
  | { readonly kind: 'gone' }
  /** The change does not fit the deck as it is now. */
  | ({ readonly kind: 'refused' } & ReadDeck)
  /** Other windows changed the draft again and again meanwhile. */
  | { readonly kind: 'elsewhere' };

/**
 * Changes a deck in its member's draft. If another window stored something meanwhile, that stays, and the change is made
 * again, to the deck as it is then.
 * @param changeOf the change of the deck as it is now; null to refuse it
 * @throws WorkshopError if the YAML cannot be read, is too hard to read, or would become too large
 */
export async function changeDraft(
  request: Request,
  { id, member }: { readonly id: string; readonly member: string },
  changeOf: (deck: ReadDeck) => DraftChange | null,
): Promise<ChangedDraft> {
  const { workshop } = request.app;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const open = await transact(request, (work) => openDeck(work, id, member));
    if (open === null) return { kind: 'gone' };
    const deck = { open, checked: await workshop.check(open.source) };
    const change = changeOf(deck);
    if (change === null) return { kind: 'refused', ...deck };
    const { edit, ...also } = change;
    const source = await workshop.edit(open.source, edit);
    const written = { deck: id, member, source, seen: open.source, ...also };
    const { kept, checked } = await keepAndCheck(request, written);
    if (kept === 'refused') return { kind: 'refused', ...deck };
    if (kept === 'kept')
      return { kind: 'changed', open: { ...open, source, isDraft: true }, checked };
  }
  return { kind: 'elsewhere' };
}
