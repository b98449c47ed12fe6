import type { CommitScope } from '../transaction/commit-scope.ts';
import { LANE, type Queue } from '../queues/queues.ts';

/** Paces and allowances end within minutes; one that ends later was written by a clock that was ahead. */
const LONGEST_PACE_MS = 15 * 60_000;
/**
 * A platform may ask for hours before the next try. Leases end sooner, but another process may hold them rightly while
 * our own clock is behind.
 */
const LONGEST_HOLD_MS = 24 * 3_600_000;

const HELD = `select distinct workspace, channel, ${LANE} as lane
from posts where state = 'sending' and lease_until > ? or state = 'pending' and due_at > ?`;
const PACED = 'select workspace, channel, lane from channel_queues where paced_until > ?';
const WORKSPACES =
  'select workspace from workspace_queues where held_until > ? or allowance_at > ?';

/** Statements with the moment that becomes right, and the one beyond which a value is wrong. */
const MEND_PACES = [
  'update channel_queues set paced_until = ? where paced_until > ?',
  'update workspace_queues set held_until = ? where held_until > ?',
  'update workspace_queues set allowance_at = ? where allowance_at > ?',
];
const MEND_HOLDS = [
  "update posts set lease_until = ? where state = 'sending' and lease_until > ?",
  "update posts set due_at = ? where state = 'pending' and due_at > ?",
  'update leases set until = ? where until > ?',
];

/**
 * Ends what a clock that was ahead has put off: else no post leaves those channels until the wrong time has come.
 * @param now epoch milliseconds of a clock that is right
 */
export async function releaseFuture(scope: CommitScope, now: number): Promise<void> {
  const { sql, queues } = scope;
  const pace = now + LONGEST_PACE_MS;
  const hold = now + LONGEST_HOLD_MS;
  const found = [
    ...(await sql.rows<Queue>(HELD, hold, hold)),
    ...(await sql.rows<Queue>(PACED, pace)),
  ];
  const workspaces = await sql.rows<{ workspace: string }>(WORKSPACES, pace, pace);
  const ids = new Set([...found, ...workspaces].map(({ workspace }) => workspace));
  if (ids.size > 0) await scope.lockWorkspaces([...ids].toSorted(), 'wait');
  for (const statement of MEND_PACES) await sql.run(statement, now, pace);
  for (const statement of MEND_HOLDS) await sql.run(statement, now, hold);
  for (const queue of found) queues.add(queue);
  for (const { workspace } of workspaces) queues.addWorkspace(workspace);
}
