import type { Selectable } from 'kysely';
import type { Claim, PostRow } from '../../ports/store.ts';
import type { Tables } from '../schema/tables.ts';
import type { Sql } from '../sql.ts';
import type { CommitScope } from '../transaction/commit-scope.ts';
import { toPost, type JoinedPost } from './posts.ts';
import { BLOCKED, refreshQueue, refreshWorkspaceQueue, type Lane } from '../queues/queues.ts';

const SECOND_MS = 1_000;
/** A workspace that was ready for longer is waited for. */
const LATE_MS = 1_000;

type ReadyWorkspace = Pick<Selectable<Tables['workspace_queues']>, 'workspace' | 'ready_at'>;

/** Workspaces with something to send, the one that has waited longest first. */
const READY_WORKSPACES = `select workspace, ready_at from workspace_queues
where platform = ? and ready_at <= ? order by ready_at, claims, workspace limit ?`;

/** Another process may have served it meanwhile. */
const STILL_READY = `select allowance_at from workspace_queues where workspace = ? and ready_at <= ?`;

const READY_QUEUE = `select channel, lane, paced_until from channel_queues
where workspace = ? and ready_at <= ? order by ready_at, channel, lane limit 1`;

const ORDER = 'order by due_at, created_at, turn, id limit 1';

/** A post whose lease ran out: it comes first, since the others of its channel wait for it. */
const INTERRUPTED = (kinds: string): string => `select id from posts
where workspace = ? and channel = ? and state = 'sending' and lease_until <= ? and kind in (${kinds})
${ORDER}`;

const NEXT_POST = `select id from posts
where workspace = ? and channel = ? and state = 'pending' and due_at <= ?
  and (kind = 'edit' or kind = 'post' and ? = 1) and not ${BLOCKED}
${ORDER}`;

const NEXT_NOTICE = `select id from posts
where workspace = ? and channel = ? and state = 'pending' and due_at <= ? and kind = 'tell'
${ORDER}`;

const POST = `select posts.*, workspaces.platform as platform, other.message as about_message,
  other.state as about_state
from posts
join workspaces on workspaces.id = posts.workspace
left join posts other on other.workspace = posts.workspace and other.name = posts.about
where posts.workspace = ? and posts.id = ?`;

const TAKE = `update posts set state = 'sending', lease_owner = ?, lease_until = ?,
  attempts = attempts + 1, first_attempt_at = coalesce(first_attempt_at, ?)
where workspace = ? and id = ?`;

const PACE = `update channel_queues set paced_until = ?
where workspace = ? and channel = ? and lane = 'posts'`;

const SERVED = `update workspace_queues set claims = claims + 1, held_until = ?, allowance_at = ?
where workspace = ?`;

interface ReadyQueue {
  readonly channel: string;
  readonly lane: Lane;
  readonly paced_until: number;
}

/** Claims due posts; workspaces take turns. */
export async function claimPosts(scope: CommitScope, claim: Claim): Promise<readonly PostRow[]> {
  await scope.flush();
  const claimed: PostRow[] = [];
  for (let isFirst = true; ; isFirst = false) {
    const before = claimed.length;
    const ready = await scope.sql.rows<ReadyWorkspace>(
      READY_WORKSPACES,
      claim.platform,
      claim.now,
      claim.limit - before,
    );
    for (const workspace of await lockReady(scope, ready, claim.now, isFirst)) {
      const post = await claimNext(scope.sql, workspace, claim);
      if (post !== null) claimed.push(post);
    }
    if (claimed.length === before || claimed.length >= claim.limit) return claimed;
  }
}

/**
 * Locks the workspaces that no other process holds. It waits for those that have waited long, so that a busy workspace
 * gets its turn too, and where all are held; only in the first round, since locks are taken in the order of ids.
 */
async function lockReady(
  scope: CommitScope,
  ready: readonly ReadyWorkspace[],
  now: number,
  mayWait: boolean,
): Promise<readonly string[]> {
  const ids = (rows: readonly ReadyWorkspace[]): readonly string[] =>
    rows.map(({ workspace }) => workspace);
  const late = mayWait ? ready.filter(({ ready_at }) => (ready_at ?? now) <= now - LATE_MS) : [];
  if (late.length > 0) return scope.lockWorkspaces(ids(late), 'wait');
  const free = await scope.lockWorkspaces(ids(ready), 'skip');
  return free.length === 0 && mayWait ? scope.lockWorkspaces(ids(ready), 'wait') : free;
}

/** The next post of a locked workspace, claimed; null if none can be sent now. Its queues say afterwards when the next one is. */
async function claimNext(sql: Sql, workspace: string, claim: Claim): Promise<PostRow | null> {
  const [turn] = await sql.rows<{ allowance_at: number }>(STILL_READY, workspace, claim.now);
  if (turn === undefined) return null;
  const [queue] = await sql.rows<ReadyQueue>(READY_QUEUE, workspace, claim.now);
  const row = queue === undefined ? null : await nextIn(sql, workspace, queue, claim.now);
  if (row !== null && queue !== undefined) {
    const { now, owner, leaseUntil, channelPaceMs } = claim;
    await sql.run(TAKE, owner, leaseUntil, now, workspace, row.id);
    if (row.kind === 'post' && channelPaceMs > 0)
      await sql.run(PACE, now + channelPaceMs, workspace, queue.channel);
    const allowance = allowanceAfter(turn.allowance_at, claim);
    await sql.run(SERVED, Math.max(now, allowance.from), allowance.fullAt, workspace);
  }
  if (queue !== undefined) await refreshQueue(sql, { ...queue, workspace });
  await refreshWorkspaceQueue(sql, workspace);
  if (row === null) return null;
  const post = toPost(row);
  const firstAttemptAt = post.firstAttemptAt ?? claim.now;
  return { ...post, attempts: post.attempts + 1, firstAttemptAt };
}

async function nextIn(
  sql: Sql,
  workspace: string,
  { channel, lane, paced_until }: ReadyQueue,
  now: number,
): Promise<JoinedPost | null> {
  const kinds = lane === 'notices' ? "'tell'" : "'post', 'edit'";
  const [interrupted] = await sql.rows<{ id: string }>(INTERRUPTED(kinds), workspace, channel, now);
  const [pending] =
    interrupted !== undefined
      ? []
      : lane === 'notices'
        ? await sql.rows<{ id: string }>(NEXT_NOTICE, workspace, channel, now)
        : await sql.rows<{ id: string }>(
            NEXT_POST,
            workspace,
            channel,
            now,
            paced_until <= now ? 1 : 0,
          );
  const found = interrupted ?? pending;
  if (found === undefined) return null;
  const [row] = await sql.rows<JoinedPost>(POST, workspace, found.id);
  return row ?? null;
}

/**
 * A workspace's allowance after one more post: a bucket of one second's worth. `fullAt` is when it is full again, `from`
 * when it holds the next post (epoch milliseconds).
 */
function allowanceAfter(
  before: number,
  { now, workspacePerSecond }: Claim,
): { readonly from: number; readonly fullAt: number } {
  if (workspacePerSecond === null) return { from: now, fullAt: now };
  const each = Math.ceil(SECOND_MS / workspacePerSecond);
  const fullAt = Math.max(before, now) + each;
  return { from: fullAt + each - SECOND_MS, fullAt };
}
