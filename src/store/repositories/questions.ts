import type { Kysely } from 'kysely';
import type { PinnedQuestion } from '../../domain/deck.ts';
import type { Tables } from '../schema/tables.ts';

/** Stores a pinned question under its hash, once; rounds and practice sessions refer to it. */
export async function storeQuestion(
  db: Kysely<Tables>,
  workspace: string,
  pinned: PinnedQuestion,
): Promise<void> {
  await db
    .insertInto('questions')
    .values({
      workspace,
      hash: pinned.hash,
      deck: pinned.deck,
      question: pinned.question.id,
      body: JSON.stringify(pinned),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
