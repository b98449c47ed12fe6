import type { Deck } from '../../domain/deck.ts';
import type { Work } from '../context.ts';

/** The decks that a workspace may use. */
export interface DeckShelf {
  /** By id. */
  all(): readonly Deck[];
  find(id: string): Deck | null;
}

/** The workspace's own decks and those of the folder. A deck of its own stands before one of the folder with that id. */
export async function workspaceDecks({ app, tx }: Pick<Work, 'app' | 'tx'>): Promise<DeckShelf> {
  const own = (await tx.decks.current()).map(({ deck }) => deck);
  if (own.length === 0) return app.decks;
  const ids = new Set(own.map(({ id }) => id));
  const all = [...own, ...app.decks.all().filter(({ id }) => !ids.has(id))].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  return { all: () => all, find: (id) => all.find((deck) => deck.id === id) ?? null };
}
