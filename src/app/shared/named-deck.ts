import { notice } from './notice-card.ts';
import { nearest } from '../../domain/did-you-mean.ts';
import type { Deck } from '../../domain/deck.ts';
import type { Request } from '../context.ts';
import { transact } from './transact.ts';
import { workspaceDecks } from './workspace-decks.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';

export type Named =
  | { readonly kind: 'found'; readonly deck: Deck }
  | { readonly kind: 'refused'; readonly reply: Reply };

/** The named deck, else the first one. */
export async function deckNamed(request: Request, values: Values): Promise<Named> {
  const { words } = request;
  const name = values.get('deck');
  const decks = await transact(request, workspaceDecks);
  const all = decks.all();
  const first = all[0];
  if (name === undefined) {
    return first === undefined
      ? { kind: 'refused', reply: { kind: 'card', card: notice(words.decksNone()) } }
      : { kind: 'found', deck: first };
  }
  const id = String(name);
  const deck = decks.find(id);
  if (deck !== null) return { kind: 'found', deck };
  const near = nearest(
    id,
    all.map((one) => one.id),
  );
  return {
    kind: 'refused',
    reply: { kind: 'card', card: notice(words.noDeck({ deck: id, near })) },
  };
}
