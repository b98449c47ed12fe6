import type { Kysely } from 'kysely';
import type { Tables } from './schema/tables.ts';
import type { CommitScope } from './transaction/commit-scope.ts';
import type { Queue } from './queues/queues.ts';
import { OPEN_QUEUES } from './verify-due.ts';
import { expectedStandings } from './verify.ts';

const LISTED =
  'select 1 from members where workspace = ? and id = ? and listed = 1 and left_at is null';
const INSERT = `insert into standings (board, member, points, right_answers, answered, listed)
values (?, ?, ?, ?, ?, ?)`;
const TALLIES = `insert into tallies (board, points, members)
select board, points, count(*) from standings where listed = 1 group by board, points`;

/** Counts that outlive dropped answers cannot be rebuilt. */
const COUNTS = `update rounds set
  answered = (select count(*) from answers
    where answers.workspace = rounds.workspace and answers.round = rounds.id),
  right_answers = (select count(*) from answers
    where answers.workspace = rounds.workspace and answers.round = rounds.id and is_right = 1)
where workspace not in (select workspace from retention_marks)`;

/**
 * Rebuilds standings, tallies and counts from the answers and from the archived points of deleted ones, and queues from
 * the posts; forgets analyses, which are made again when somebody looks at a report. It runs in the caller's
 * transaction, so that boards are complete before and after.
 * @returns the number of standings
 */
export async function rebuildStandings(scope: CommitScope): Promise<number> {
  const { sql } = scope;
  await scope.flush();
  await sql.run('delete from tallies');
  await sql.run('delete from standings');
  await sql.run('delete from deck_analyses');
  scope.invalidateCache();
  let count = 0;
  for (const workspace of await workspaceIds(scope.db)) {
    for (const queue of await sql.rows<Queue>(OPEN_QUEUES, workspace)) scope.queues.add(queue);
    for (const [key, tally] of await expectedStandings(scope.db, workspace)) {
      const [of = '', period = '', member = ''] = key.split('\n');
      const listed = (await sql.rows(LISTED, workspace, member)).length;
      const board = await scope.boards.of(workspace, of, period);
      await sql.run(INSERT, board, member, tally.points, tally.right, tally.answered, listed);
      count += 1;
    }
  }
  await sql.run(TALLIES);
  await sql.run(COUNTS);
  return count;
}

async function workspaceIds(db: Kysely<Tables>): Promise<readonly string[]> {
  const rows = await db.selectFrom('workspaces').select('id').execute();
  return rows.map(({ id }) => id);
}
