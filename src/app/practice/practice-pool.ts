import { nameOf, type Deck, type Question } from '../../domain/deck.ts';
import type { Request, Work } from '../context.ts';
import { deckNamed } from '../shared/named-deck.ts';
import type { DeckShelf } from '../shared/workspace-decks.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';

/** A question that may be practised, with its deck. */
export interface Candidate {
  readonly deck: Deck;
  readonly question: Question;
}

/** What is practised: a deck, what has a tag, or what the member got wrong last. */
export type PracticePool =
  | { readonly kind: 'deck'; readonly deck: Deck }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'wrong' };

type Found =
  | { readonly kind: 'found'; readonly pool: PracticePool }
  | { readonly kind: 'refused'; readonly reply: Reply };

const WRONG = new Set(['wrong', 'mistakes', 'falsch', 'falsche', 'falsches', 'fehler']);

/** The pool that `/quiz practice` names: a deck's id comes before a tag, and both before `wrong`. */
export async function poolNamed(
  request: Request,
  values: Values,
  decks: DeckShelf,
): Promise<Found> {
  const name = String(values.get('deck') ?? '').toLowerCase();
  const isDeck = name === '' || decks.find(String(values.get('deck'))) !== null;
  if (!isDeck) {
    const tag = name.replace(/^tag:/, '');
    if (decks.all().some((deck) => deck.questions.some((one) => one.tags.includes(tag)))) {
      return { kind: 'found', pool: { kind: 'tag', tag } };
    }
    if (WRONG.has(name)) return { kind: 'found', pool: { kind: 'wrong' } };
  }
  const found = await deckNamed(request, values);
  if (found.kind === 'refused') return found;
  return { kind: 'found', pool: { kind: 'deck', deck: found.deck } };
}

/** How the pool is typed. */
export function poolTyped(pool: PracticePool): string {
  switch (pool.kind) {
    case 'deck':
      return pool.deck.id;
    case 'tag':
      return `tag:${pool.tag}`;
    case 'wrong':
      return 'wrong';
    default:
      return pool satisfies never;
  }
}

/** All questions of a pool, retired ones too. */
export async function candidatesOf(
  { tx }: Pick<Work, 'tx'>,
  pool: PracticePool,
  { decks, member }: { readonly decks: DeckShelf; readonly member: string },
): Promise<readonly Candidate[]> {
  const all = (pool.kind === 'deck' ? [pool.deck] : decks.all()).flatMap((deck) =>
    deck.questions.map((question): Candidate => ({ deck, question })),
  );
  switch (pool.kind) {
    case 'deck':
      return all;
    case 'tag':
      return all.filter(({ question }) => question.tags.includes(pool.tag));
    case 'wrong': {
      const last = new Map((await tx.sessions.attempts(member)).map((one) => [nameOf(one), one]));
      return all.filter(
        ({ deck, question }) =>
          last.get(nameOf({ deck: deck.id, question: question.id }))?.right === false,
      );
    }
    default:
      return pool satisfies never;
  }
}
