import { keepDraft } from '../../app/authoring/drafts.ts';
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
  const id = await freeId(request, member, wanted.id);
  const source = await wanted.sourceFor(id);
  await transact(request, (work) => keepDraft(work, { deck: id, member, base: 0, source }));
  return id;
}

function freeId(request: Request, member: string, wanted: string): Promise<string> {
  return transact(request, async ({ app, tx }) => {
    const drafts = new Set((await tx.decks.drafts(member)).map(({ deck }) => deck));
    const isFree = async (id: string): Promise<boolean> =>
      !drafts.has(id) && app.decks.find(id) === null && (await tx.decks.history(id)).length === 0;
    let id = wanted;
    for (let number = 2; !(await isFree(id)); number += 1) id = `${wanted}-${number}`;
    return id;
  });
}
