import type { PinnedQuestion } from '../../domain/deck.ts';
import { remembering } from '../../domain/remembering.ts';
import { inChunks, listOf, remembered } from '../row-lists.ts';
import type { Sql } from '../sql.ts';

const STORE = remembered(
  (count) => `insert into questions (workspace, hash, deck, question, body)
values ${listOf('(?, ?, ?, ?, ?)', count)}
on conflict do nothing`,
);

/** Many channels are asked the same question, which is long. */
const bodyOf = remembering((pinned: PinnedQuestion) => JSON.stringify(pinned));

/** Stores pinned questions under their hashes, each once; rounds and practice sessions refer to them. */
export async function storeQuestions(
  sql: Sql,
  workspace: string,
  questions: readonly PinnedQuestion[],
): Promise<void> {
  const distinct = new Map(questions.map((pinned) => [pinned.hash, pinned]));
  for (const chunk of inChunks([...distinct.values()]))
    await sql.run(
      STORE(chunk.length),
      ...chunk.flatMap((pinned) => {
        const { hash, deck, question } = pinned;
        return [workspace, hash, deck, question.id, bodyOf(pinned)];
      }),
    );
}
