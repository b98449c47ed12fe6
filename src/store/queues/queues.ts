import { inChunks, listOf, remembered } from '../row-lists.ts';
import type { Sql } from '../sql.ts';

/** Private notices do not wait for the channel's posts and edits. */
export type Lane = 'posts' | 'notices';

/** A channel's waiting posts, or its waiting private notices. */
export interface Queue {
  readonly workspace: string;
  readonly channel: string;
  readonly lane: Lane;
}

/** The lane of a row of `posts`, as SQL. */
export const LANE = "case kind when 'tell' then 'notices' else 'posts' end";

export function laneOf(kind: 'post' | 'edit' | 'tell'): Lane {
  return kind === 'tell' ? 'notices' : 'posts';
}

/** Whether a row waits for the post that it changes or answers; of an unknown one until a manager has seen it. */
export const BLOCKED = `exists (select 1 from posts other
  where other.workspace = posts.workspace and other.name = posts.about
    and other.state in ('pending', 'sending', 'unknown'))`;

const firstDue = (kind: 'post' | 'edit'): string => `(select due_at from posts
  where workspace = asked.workspace and channel = asked.channel and state = 'pending'
    and kind = '${kind}' and not ${BLOCKED}
  order by due_at limit 1)`;

const POSTS = remembered(
  (count) => `with asked (workspace, channel) as (values ${listOf('(?, ?)', count)})
select asked.workspace, asked.channel,
  (select max(lease_until) from posts where workspace = asked.workspace
    and channel = asked.channel and state = 'sending' and kind <> 'tell') as held,
  ${firstDue('post')} as post,
  ${firstDue('edit')} as edit,
  (select paced_until from channel_queues where workspace = asked.workspace
    and channel = asked.channel and lane = 'posts') as paced
from asked`,
);

interface PostsRow {
  readonly workspace: string;
  readonly channel: string;
  readonly held: number | null;
  readonly post: number | null;
  readonly edit: number | null;
  readonly paced: number | null;
}

const NOTICES = `select
  (select min(lease_until) from posts
    where workspace = ? and channel = ? and state = 'sending' and kind = 'tell') as held,
  (select min(due_at) from posts
    where workspace = ? and channel = ? and state = 'pending' and kind = 'tell') as pending`;

const SET = remembered(
  (
    count,
  ) => `insert into channel_queues (workspace, channel, lane, ready_at) values ${listOf('(?, ?, ?, ?)', count)}
on conflict (workspace, channel, lane) do update set ready_at = excluded.ready_at`,
);
const EMPTY =
  'update channel_queues set ready_at = null where workspace = ? and channel = ? and lane = ?';

const SET_WORKSPACE = `insert into workspace_queues (workspace, platform, ready_at)
select workspaces.id, workspaces.platform, case when workspaces.gone_at is null then first.ready_at end
from workspaces,
  (select min(ready_at) as ready_at from channel_queues where workspace = ?) as first
where workspaces.id = ?
on conflict (workspace) do update set ready_at = case
  when excluded.ready_at < workspace_queues.held_until then workspace_queues.held_until
  else excluded.ready_at end`;

/**
 * The time from which a queue's next post may be claimed, by the posts alone: after the lease of one under way, else
 * when the first is due and the channel's pace allows it. Null if nothing waits, or only for another post.
 */
export async function readyAt(sql: Sql, queue: Queue): Promise<number | null> {
  const here = [queue.workspace, queue.channel] as const;
  if (queue.lane === 'notices') {
    const [row] = await sql.rows<{ held: number | null; pending: number | null }>(
      NOTICES,
      ...here,
      ...here,
    );
    return earliest(row?.held ?? null, row?.pending ?? null);
  }
  const [row] = await sql.rows<PostsRow>(POSTS(1), ...here);
  return row === undefined ? null : postsReadyAt(row);
}

function postsReadyAt({ held, post, edit, paced }: PostsRow): number | null {
  const from = paced ?? 0;
  if (held !== null) return Math.max(held, from);
  return earliest(edit, post === null ? null : Math.max(post, from));
}

function earliest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

/** Writes when a queue is ready next. Its workspace's row must follow. */
export async function refreshQueue(sql: Sql, queue: Queue): Promise<void> {
  await writeReady(sql, [{ ...queue, ready: await readyAt(sql, queue) }]);
}

interface Ready extends Queue {
  readonly ready: number | null;
}

async function writeReady(sql: Sql, queues: readonly Ready[]): Promise<void> {
  const waiting = queues.filter(({ ready }) => ready !== null);
  for (const chunk of inChunks(waiting))
    await sql.run(
      SET(chunk.length),
      ...chunk.flatMap(({ workspace, channel, lane, ready }) => [workspace, channel, lane, ready]),
    );
  for (const { workspace, channel, lane, ready } of queues)
    if (ready === null) await sql.run(EMPTY, workspace, channel, lane);
}

/** The same for queues of posts, by two statements for many. */
async function refreshPosts(sql: Sql, queues: readonly Queue[]): Promise<void> {
  for (const chunk of inChunks(queues)) {
    const rows = await sql.rows<PostsRow>(
      POSTS(chunk.length),
      ...chunk.flatMap(({ workspace, channel }) => [workspace, channel]),
    );
    await writeReady(
      sql,
      rows.map((row) => ({
        workspace: row.workspace,
        channel: row.channel,
        lane: 'posts',
        ready: postsReadyAt(row),
      })),
    );
  }
}

/** Writes when the first queue of a workspace is ready; of one that is gone none is. */
export async function refreshWorkspaceQueue(sql: Sql, workspace: string): Promise<void> {
  await sql.run(SET_WORKSPACE, workspace, workspace);
}

/** The queues whose posts a commit has changed; they are written together at its end. */
export class QueueChanges {
  private readonly queues = new Map<string, Queue>();
  private readonly workspaces = new Set<string>();

  constructor(private readonly sql: Sql) {}

  add(queue: Queue): void {
    this.queues.set(`${queue.workspace}\n${queue.channel}\n${queue.lane}`, queue);
    this.workspaces.add(queue.workspace);
  }

  /** The workspace came or went; its queues are as they were. */
  addWorkspace(workspace: string): void {
    this.workspaces.add(workspace);
  }

  async write(): Promise<void> {
    const queues = [...this.queues.values()];
    const workspaces = [...this.workspaces];
    this.queues.clear();
    this.workspaces.clear();
    await refreshPosts(
      this.sql,
      queues.filter(({ lane }) => lane === 'posts'),
    );
    for (const queue of queues) if (queue.lane === 'notices') await refreshQueue(this.sql, queue);
    for (const workspace of workspaces) await refreshWorkspaceQueue(this.sql, workspace);
  }
}
