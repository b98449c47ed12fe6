import type { PinnedQuestion } from '../../domain/deck.ts';
import { remembering } from '../../domain/remembering.ts';
import type { Sql } from '../sql.ts';

const STORE = `insert into questions (workspace, hash, deck, question, body) values (?, ?, ?, ?, ?)
on conflict do nothing`;

/** Many channels are asked the same question, which is long. */
const bodyOf = remembering((pinned: PinnedQuestion) => JSON.stringify(pinned));

/** Stores a pinned question under its hash, once; rounds and practice sessions refer to it. */
export async function storeQuestion(
  sql: Sql,
  workspace: string,
  pinned: PinnedQuestion,
): Promise<void> {
  const { hash, deck, question } = pinned;
  await sql.run(STORE, workspace, hash, deck, question.id, bodyOf(pinned));
}
