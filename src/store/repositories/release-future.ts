import type { CommitScope } from '../transaction/commit-scope.ts';
import type { Queue } from '../queues/queues.ts';

/** Leases, paces and allowances end within minutes; one that ends later was written by a clock that was ahead. */
const LONGEST_HOLD_MS = 15 * 60_000;
/** A platform may ask for hours before the next try. */
const LONGEST_RETRY_MS = 24 * 3_600_000;

const HELD = `select distinct workspace, channel, case kind when 'tell' then 'notices' else 'posts' end as lane
from posts where state = 'sending' and lease_until > ? or state = 'pending' and due_at > ?`;
const PACED = 'select workspace, channel, lane from channel_queues where paced_until > ?';
const WORKSPACES =
  'select workspace from workspace_queues where held_until > ? or allowance_at > ?';

/** Statements with the moment that becomes right, and the one beyond which a value is wrong. */
const MEND = [
  "update posts set lease_until = ? where state = 'sending' and lease_until > ?",
  'update channel_queues set paced_until = ? where paced_until > ?',
  'update workspace_queues set held_until = ? where held_until > ?',
  'update workspace_queues set allowance_at = ? where allowance_at > ?',
  'update leases set until = ? where until > ?',
];
const MEND_RETRIES = "update posts set due_at = ? where state = 'pending' and due_at > ?";

/**
 * Ends what a clock that was ahead has put off: else no post leaves those channels until the wrong time has come.
 * @param now epoch milliseconds of a clock that is right
 */
export async function releaseFuture(scope: CommitScope, now: number): Promise<void> {
  const { sql, queues } = scope;
  const hold = now + LONGEST_HOLD_MS;
  const retry = now + LONGEST_RETRY_MS;
  const found = [
    ...(await sql.rows<Queue>(HELD, hold, retry)),
    ...(await sql.rows<Queue>(PACED, hold)),
  ];
  const workspaces = await sql.rows<{ workspace: string }>(WORKSPACES, hold, hold);
  const ids = new Set([...found, ...workspaces].map(({ workspace }) => workspace));
  if (ids.size > 0) await scope.lockWorkspaces([...ids].toSorted(), 'wait');
  for (const statement of MEND) await sql.run(statement, now, hold);
  await sql.run(MEND_RETRIES, now, retry);
  for (const queue of found) queues.add(queue);
  for (const { workspace } of workspaces) queues.addWorkspace(workspace);
}
