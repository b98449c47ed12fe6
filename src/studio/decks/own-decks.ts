import { titleIn } from '../../decks/editing/deck-title.ts';
import type { Tx } from '../../ports/store.ts';

/** A deck as people choose it. */
export interface NamedDeck {
  readonly id: string;
  readonly title: string;
}

/** The workspace's decks, and those that their reader is still writing. */
export async function ownDecks(tx: Tx, member: string): Promise<readonly NamedDeck[]> {
  const current = (await tx.decks.current()).map(({ deck: { id, title } }) => ({ id, title }));
  const ids = new Set(current.map(({ id }) => id));
  const drafts = (await tx.decks.drafts(member)).filter(({ deck }) => !ids.has(deck));
  return [
    ...current,
    ...drafts.map(({ deck, source }) => ({ id: deck, title: titleIn(source) ?? deck })),
  ];
}
