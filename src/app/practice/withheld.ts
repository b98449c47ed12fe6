import { nameOf } from '../../domain/deck.ts';
import type { Work } from '../context.ts';
import { workspaceDecks } from '../shared/workspace-decks.ts';

/**
 * Why a member may not practise a question right now. `open`: they can still answer it in a channel. `not-asked`: its
 * deck says `practice: after-asked`, and no channel of the workspace has a closed round of it.
 */
export type Withheld = 'open' | 'not-asked';

/** How many steps of a session were just left out, and why the last of them was. */
export interface LeftOut {
  readonly why: Withheld;
  readonly count: number;
}

type Named = Parameters<typeof nameOf>[0];

/** What practice and review keep from a member: a question → the reason, or null if it can be practised. */
export async function withheldFrom(
  work: Work,
  member: string,
): Promise<(one: Named) => Withheld | null> {
  const { tx, now } = work;
  const open = new Set((await tx.sessions.openFor(member, now)).map(nameOf));
  const afterAsked = new Map<string, ReadonlySet<string>>();
  for (const deck of (await workspaceDecks(work)).all()) {
    if (deck.practice !== 'after-asked') continue;
    afterAsked.set(deck.id, new Set(await tx.rounds.closedQuestions(deck.id)));
  }
  return (one) => {
    if (open.has(nameOf(one))) return 'open';
    return afterAsked.get(one.deck)?.has(one.question) === false ? 'not-asked' : null;
  };
}
