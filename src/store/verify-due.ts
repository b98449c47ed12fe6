import type { CommitScope } from './transaction/commit-scope.ts';
import { LANE, readyAt, type Queue } from './queues/queues.ts';

export const OPEN_QUEUES = `select distinct workspace, channel, ${LANE} as lane
from posts where workspace = ? and state in ('pending', 'sending')`;

const READY = `select ready_at from channel_queues
where workspace = ? and channel = ? and lane = ?`;

const TURN = `select workspace_queues.ready_at as "readyAt", held_until as "heldUntil", first."first"
from workspaces
left join workspace_queues on workspace_queues.workspace = workspaces.id,
  (select min(ready_at) as "first" from channel_queues where workspace = ?) as first
where workspaces.id = ? and workspaces.gone_at is null`;

const COUNTS = `select rounds.id as round, max(rounds.answered) as answered,
  max(rounds.right_answers) as "right", count(answers.member) as "realAnswered",
  coalesce(sum(answers.is_right), 0) as "realRight",
  (select count(*) from retention_marks where retention_marks.workspace = ?) as "wereDropped"
from rounds
left join answers on answers.workspace = rounds.workspace and answers.round = rounds.id
where rounds.workspace = ?
group by rounds.id`;

/** A queue may be looked at too early, but never later than its first post. */
export async function lateQueues(
  { sql }: CommitScope,
  workspace: string,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const queue of await sql.rows<Queue>(OPEN_QUEUES, workspace)) {
    const expected = await readyAt(sql, queue);
    const [row] = await sql.rows<{ ready_at: number | null }>(
      READY,
      workspace,
      queue.channel,
      queue.lane,
    );
    if (isLater(row?.ready_at ?? null, expected))
      found.push(`${workspace}: the queue ${queue.lane} of ${queue.channel} waits too long`);
  }
  const [turn] = await sql.rows<{
    readyAt: number | null;
    heldUntil: number | null;
    first: number | null;
  }>(TURN, workspace, workspace);
  if (turn !== undefined && turn.first !== null) {
    const expected = Math.max(turn.first, turn.heldUntil ?? 0);
    if (isLater(turn.readyAt, expected)) found.push(`${workspace}: its queues wait too long`);
  }
  return found;
}

function isLater(ready: number | null, expected: number | null): boolean {
  return expected !== null && (ready === null || ready > expected);
}

/** The counts of a round equal its answers, and outlive those that are dropped. */
export async function wrongCounts(
  { sql }: CommitScope,
  workspace: string,
): Promise<readonly string[]> {
  const rows = await sql.rows<{
    round: string;
    answered: number;
    right: number;
    realAnswered: number;
    realRight: number;
    wereDropped: number;
  }>(COUNTS, workspace, workspace);
  return rows
    .filter(({ answered, right, realAnswered, realRight, wereDropped }) =>
      wereDropped > 0
        ? answered < realAnswered || right < realRight
        : answered !== realAnswered || right !== realRight,
    )
    .map(
      (row) =>
        `${workspace}: round ${row.round} counts ${row.answered}/${row.right}, its answers are ${row.realAnswered}/${row.realRight}`,
    );
}
