import type { Work } from '../context.ts';

/** An id has at most 48 characters, its number included. */
const LONGEST = 44;

/** The wanted id, or that with a number: no deck of the folder, of the workspace or among the member's drafts has it. */
export async function freeDeckId(
  { app, tx }: Pick<Work, 'app' | 'tx'>,
  member: string,
  wanted: string,
): Promise<string> {
  const drafts = new Set((await tx.decks.drafts(member)).map(({ deck }) => deck));
  const isFree = async (id: string): Promise<boolean> =>
    !drafts.has(id) && app.decks.find(id) === null && (await tx.decks.history(id)).length === 0;
  let id = wanted;
  for (let number = 2; !(await isFree(id)); number += 1)
    id = `${wanted.slice(0, LONGEST)}-${number}`;
  return id;
}
