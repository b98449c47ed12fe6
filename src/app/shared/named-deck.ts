import { notice } from './notice-card.ts';
import { nearest } from '../../domain/did-you-mean.ts';
import type { Deck } from '../../domain/deck.ts';
import type { Request } from '../context.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';

export type Named =
  | { readonly kind: 'found'; readonly deck: Deck }
  | { readonly kind: 'refused'; readonly reply: Reply };

/** The named deck, else the first one. */
export function deckNamed({ app, words }: Request, values: Values): Named {
  const name = values.get('deck');
  const all = app.decks.all();
  const first = all[0];
  if (name === undefined) {
    return first === undefined
      ? { kind: 'refused', reply: { kind: 'card', card: notice(words.decksNone()) } }
      : { kind: 'found', deck: first };
  }
  const id = String(name);
  const deck = app.decks.find(id);
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
