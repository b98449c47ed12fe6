import type { Sql } from '../sql.ts';

/** Answers in open rounds stay; without them members could answer a second time. */
const OLDEST_OPEN = `select min(answers.month) as month from answers
join rounds on rounds.workspace = answers.workspace and rounds.id = answers.round
where answers.workspace = ? and rounds.closed_at is null`;

const CARRY = `insert into archived_points (workspace, channel, member, points, right_answers, answered)
select workspace, channel, member,
  sum(case when is_right = 1 then cast(? as bigint) else cast(? as bigint) end), sum(is_right), count(*)
from answers where workspace = ? and month < ? and counts = 1
group by workspace, channel, member
on conflict (workspace, channel, member) do update set
  points = archived_points.points + excluded.points,
  right_answers = archived_points.right_answers + excluded.right_answers,
  answered = archived_points.answered + excluded.answered`;

const MARK = `insert into retention_marks (workspace, month) values (?, ?)
on conflict (workspace) do update set month = excluded.month where retention_marks.month < excluded.month`;

/**
 * Deletes all answers, public and private, from before a month. Boards of all time keep their points; boards of those
 * weeks and months are deleted too, since nothing shows them any more.
 * @param month `2026-11`, the first month to keep
 * @param points of a right and of any other answer
 * @returns the number of deleted answers in rounds
 */
export async function thin(
  fast: Sql,
  workspace: string,
  month: string,
  points: { readonly right: number; readonly other: number },
): Promise<number> {
  const [open] = await fast.rows<{ month: string | null }>(OLDEST_OPEN, workspace);
  const first = open?.month == null || open.month > month ? month : open.month;
  await fast.run(CARRY, points.right, points.other, workspace, first);
  const gone = await fast.run(
    'delete from answers where workspace = ? and month < ?',
    workspace,
    first,
  );
  const begins = Date.parse(`${first}-01T00:00:00Z`);
  await fast.run('delete from attempts where workspace = ? and at < ?', workspace, begins);
  await fast.run(
    `delete from sessions where workspace = ? and ended_at < ?
      and not exists (select 1 from attempts where attempts.workspace = sessions.workspace and attempts.session = sessions.id)`,
    workspace,
    begins,
  );
  // Deletes their standings and tallies too.
  await fast.run(
    `delete from boards where workspace = ? and (period < ? and period like 'm%' or period < ? and period like 'w%')`,
    workspace,
    `m${first}`,
    `w${first}-01`,
  );
  if (gone > 0) await fast.run(MARK, workspace, first);
  return gone;
}
