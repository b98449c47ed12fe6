import type { DeckUpdate } from '../../domain/deck-update.ts';
import type { Request } from '../context.ts';
import { transact } from '../shared/transact.ts';
import { keepUnlessChanged, openDeck } from './drafts.ts';
import type { BroughtDeck } from './read-import.ts';
import { updateOf } from './update-of.ts';

export type UpdatedDraft =
  | { readonly kind: 'updated'; readonly title: string; readonly update: DeckUpdate }
  /** There is no such deck any more. */
  | { readonly kind: 'gone' }
  /** Its YAML cannot be read, so nothing can be put into it. */
  | { readonly kind: 'broken' }
  /** Another window changed the draft meanwhile. */
  | { readonly kind: 'elsewhere' };

/** Brings questions into a deck of the workspace, as its member's draft. Nothing of it is asked before it is published. */
export async function updateDraft(
  request: Request,
  { id, member }: { readonly id: string; readonly member: string },
  brought: readonly BroughtDeck[],
): Promise<UpdatedDraft> {
  const { workshop } = request.app;
  const open = await transact(request, (work) => openDeck(work, id, member));
  if (open === null) return { kind: 'gone' };
  const { written } = await workshop.check(open.source);
  if (written === null) return { kind: 'broken' };
  const { update, edit } = updateOf(
    written,
    brought.map((deck) => deck.written),
  );
  const updated = { kind: 'updated', title: written.settings.title, update } as const;
  if (edit === null) return updated;
  const source = await workshop.edit(open.source, edit);
  const draft = { deck: id, member, source, seen: open.source };
  const kept = await transact(request, (work) => keepUnlessChanged(work, draft));
  return kept === 'kept' ? updated : { kind: 'elsewhere' };
}
