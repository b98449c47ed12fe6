import { groupBy } from '../../domain/group-by.ts';
import { StoreError } from '../../ports/errors.ts';
import type { AnswerToRecord } from '../../ports/rounds.ts';
import { listOf, padded, parametersOf, remembered } from '../row-lists.ts';
import { flag } from '../schema/columns.ts';
import type { SqlValue } from '../sql.ts';
import type { CommitScope } from '../transaction/commit-scope.ts';

const INSERT = remembered(
  (count) => `insert into answers (workspace, round, member, option_id, is_right, counts, eligible,
  tallied, channel, deck, question, week, month, at)
values ${listOf(`(${listOf('?', 14)})`, count)}
on conflict (workspace, round, member) do nothing`,
);
const INSERT_AND_NAME = remembered(
  (count) => `${INSERT(count)} returning workspace, round, member`,
);

const COUNT = remembered(
  (count) => `with given (workspace, round, answered, right_answers) as (
  values ${listOf('(?, ?, cast(? as bigint), cast(? as bigint))', count)})
update rounds set answered = rounds.answered + given.answered,
  right_answers = rounds.right_answers + given.right_answers
from given where rounds.workspace = given.workspace and rounds.id = given.round`,
);

export interface AnswerInWorkspace extends AnswerToRecord {
  readonly workspace: string;
}

interface AnswerKey {
  readonly workspace: string;
  readonly round: string;
  readonly member: string;
}

function keyOf({ workspace, round, member }: AnswerKey): string {
  return `${workspace}\n${round}\n${member}`;
}

/**
 * Records answers, at most as many as a statement has rows, with their rounds' counts and their boards.
 * @returns those that were recorded: the first of each member in each round
 */
export async function recordAnswers(
  scope: CommitScope,
  given: readonly AnswerInWorkspace[],
): Promise<readonly AnswerInWorkspace[]> {
  if (given.length === 0) return [];
  const list = padded(given);
  const rows = await scope.sql.rows<AnswerKey>(
    INSERT_AND_NAME(list.length),
    ...parametersOf(list, valuesOf),
  );
  const taken = new Set(rows.map(keyOf));
  const recorded = given.filter(({ workspace, answer }) =>
    taken.delete(keyOf({ workspace, round: answer.round, member: answer.member })),
  );
  await count(scope, recorded);
  return recorded;
}

/**
 * Records answers, of which none is there and each is another member's or another round's, in less time.
 * @throws StoreError if one is there
 */
export async function recordFirstAnswers(
  scope: CommitScope,
  given: readonly AnswerInWorkspace[],
): Promise<void> {
  if (given.length === 0) return;
  const list = padded(given);
  const added = await scope.sql.run(INSERT(list.length), ...parametersOf(list, valuesOf));
  if (added !== given.length)
    throw new StoreError('broken', 'an answer that was not there was there when it was recorded');
  await count(scope, given);
}

/** Adds answers to the counts of their rounds, and to boards where they enter them at once. */
async function count(
  { sql, standings }: CommitScope,
  recorded: readonly AnswerInWorkspace[],
): Promise<void> {
  if (recorded.length === 0) return;
  const rounds = groupBy(recorded, ({ workspace, answer }) => `${workspace}\n${answer.round}`);
  const list = padded([...rounds.values()]);
  const values = parametersOf(list, (answers) => {
    const [first] = answers;
    const right = answers.filter(({ answer }) => answer.right).length;
    return [first?.workspace ?? '', first?.answer.round ?? '', answers.length, right];
  });
  await sql.run(COUNT(list.length), ...values);
  for (const { workspace, answer, listed, tally } of recorded)
    if (answer.counts && tally) await standings.add(workspace, { sign: 1, listed, ...answer });
}

function valuesOf({ workspace, answer, tally }: AnswerInWorkspace): readonly SqlValue[] {
  return [
    workspace,
    answer.round,
    answer.member,
    answer.option,
    flag(answer.right),
    flag(answer.counts),
    flag(answer.counts),
    flag(tally),
    answer.channel,
    answer.deck,
    answer.question,
    answer.week,
    answer.month,
    answer.at,
  ];
}
