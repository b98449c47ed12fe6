import { keepDraft } from '../../app/authoring/drafts.ts';
import { freeDeckId } from '../../app/authoring/free-deck-id.ts';
import type { Request } from '../../app/context.ts';
import { transact } from '../../app/shared/transact.ts';

/**
 * Stores a deck that is not published yet as its author's draft, under an id that no other deck has.
 * @returns the id: the wanted one, or that with a number
 */
export async function keepNewDeck(
  request: Request,
  member: string,
  wanted: { readonly id: string; readonly sourceFor: (id: string) => Promise<string> },
): Promise<string> {
  const id = await transact(request, (work) => freeDeckId(work, member, wanted.id));
  const source = await wanted.sourceFor(id);
  await transact(request, (work) => keepDraft(work, { deck: id, member, base: 0, source }));
  return id;
}
