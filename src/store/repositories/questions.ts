import type { PinnedQuestion } from '../../domain/deck.ts';
import type { Sql } from '../sql.ts';

const STORE = `insert into questions (workspace, hash, deck, question, body) values (?, ?, ?, ?, ?)
on conflict do nothing`;

/** Many channels are asked the same question, which is long. */
const bodies = new WeakMap<PinnedQuestion, string>();

function bodyOf(pinned: PinnedQuestion): string {
  const body = bodies.get(pinned) ?? JSON.stringify(pinned);
  bodies.set(pinned, body);
  return body;
}

/** Stores a pinned question under its hash, once; rounds and practice sessions refer to it. */
export async function storeQuestion(
  sql: Sql,
  workspace: string,
  pinned: PinnedQuestion,
): Promise<void> {
  const { hash, deck, question } = pinned;
  await sql.run(STORE, workspace, hash, deck, question.id, bodyOf(pinned));
}
