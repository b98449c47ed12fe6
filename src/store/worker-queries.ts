import { sql, type Kysely } from 'kysely';
import type { Claim, PostState, Queue } from '../ports/store.ts';
import type { Batch } from './transaction/commit-scope.ts';
import { toReminder } from './repositories/habits.ts';
import { purgeWorkspace } from './erasure/purge-workspace.ts';
import { selectPosts, toPost } from './repositories/posts.ts';
import { toSchedule } from './repositories/schedules.ts';
import type { Tables } from './schema/tables.ts';

type Run = <T>(work: (connection: Kysely<Tables>, batch: Batch) => Promise<T>) => Promise<T>;

/** Claims look at so many of the oldest due rows for each that they may take: enough to be fair over workspaces. */
const LOOK_AHEAD = 20;

export function makeQueue(run: Run): Queue {
  return {
    claim: (claim) =>
      run(async (db) => {
        if (claim.platforms.length === 0 || claim.most < 1) return [];
        const due = await duePosts(db, claim);
        const claimed = [];
        for (const { workspace, id } of due) {
          const row = await selectPosts(db)
            .where('posts.workspace', '=', workspace)
            .where('posts.id', '=', id)
            .executeTakeFirstOrThrow();
          await db
            .updateTable('posts')
            .set((e) => ({
              state: 'sending',
              lease_owner: claim.owner,
              lease_until: claim.leaseUntil,
              attempts: e('attempts', '+', 1),
              first_attempt_at: e.fn.coalesce('first_attempt_at', e.val(claim.now)),
            }))
            .where('workspace', '=', workspace)
            .where('id', '=', id)
            .execute();
          const post = toPost(row);
          claimed.push({
            ...post,
            attempts: post.attempts + 1,
            firstAttemptAt: post.firstAttemptAt ?? claim.now,
          });
        }
        return claimed;
      }),

    activeSchedules: () =>
      run(async (db) => {
        const rows = await db
          .selectFrom('schedules')
          .innerJoin('workspaces', 'workspaces.id', 'schedules.workspace')
          .selectAll('schedules')
          .select('workspaces.platform as platform')
          .where('schedules.removed_at', 'is', null)
          .where('schedules.paused_at', 'is', null)
          .where('workspaces.gone_at', 'is', null)
          .orderBy('schedules.created_at')
          .orderBy('schedules.id')
          .execute();
        return rows.map((row) => ({ ...toSchedule(row), platform: row.platform }));
      }),

    dueReminders: (now, platforms, most) =>
      run(async (db) => {
        const rows = await db
          .selectFrom('reminders')
          .innerJoin('workspaces', 'workspaces.id', 'reminders.workspace')
          .selectAll('reminders')
          .select('workspaces.platform as platform')
          .where('reminders.next_at', '<=', now)
          .where('workspaces.gone_at', 'is', null)
          .where('workspaces.platform', 'in', platforms)
          .orderBy('reminders.next_at')
          .limit(most)
          .execute();
        return rows.map((row) => ({
          ...toReminder(row),
          workspace: row.workspace,
          platform: row.platform,
          member: row.member,
        }));
      }),

    workspaces: (platforms) =>
      run(async (db) => {
        const rows = await db
          .selectFrom('workspaces')
          .select('id')
          .where('platform', 'in', platforms)
          .where('gone_at', 'is', null)
          .execute();
        return rows.map(({ id }) => id);
      }),

    goneBefore: (at, platforms) =>
      run(async (db) => {
        const rows = await db
          .selectFrom('workspaces')
          .select('id')
          .where('platform', 'in', platforms)
          .where('gone_at', '<=', at)
          .execute();
        return rows.map(({ id }) => id);
      }),

    purge: (workspace, goneBefore) =>
      run(async (db, batch) => {
        const gone = await db
          .selectFrom('workspaces')
          .select('id')
          .where('id', '=', workspace)
          .where('gone_at', '<=', goneBefore)
          .executeTakeFirst();
        if (gone !== undefined) {
          batch.settle();
          batch.forgetRead();
          purgeWorkspace(batch.fast, workspace);
        }
        return gone !== undefined;
      }),

    dueToClose: (now) =>
      run((db) =>
        db
          .selectFrom('rounds')
          .innerJoin('workspaces', 'workspaces.id', 'rounds.workspace')
          .select([
            'rounds.workspace as workspace',
            'rounds.id as round',
            'workspaces.platform as platform',
          ])
          .where('rounds.closed_at', 'is', null)
          .where('rounds.closes_at', '<=', now)
          .where('workspaces.gone_at', 'is', null)
          .orderBy('rounds.closes_at')
          .limit(1_000)
          .execute(),
      ),

    hold: (name, owner, now, until, ownerGone = false) =>
      run(async (db) => {
        const held = await db
          .insertInto('leases')
          .values({ name, owner, until })
          .onConflict((conflict) =>
            conflict
              .column('name')
              .doUpdateSet({ owner, until })
              .where((e) =>
                e.or([
                  e('leases.owner', '=', owner),
                  e('leases.until', '<=', now),
                  ...(ownerGone ? [e.lit(true)] : []),
                ]),
              ),
          )
          .returning('owner')
          .execute();
        return held.length > 0;
      }),

    release: (name, owner) =>
      run(async (db) => {
        await db.deleteFrom('leases').where('name', '=', name).where('owner', '=', owner).execute();
      }),

    counts: () =>
      run(async (db) => {
        const counts: Record<PostState, number> = {
          pending: 0,
          sending: 0,
          sent: 0,
          unknown: 0,
          failed: 0,
          dropped: 0,
        };
        const rows = await db
          .selectFrom('posts')
          .select((e) => ['state', e.fn.countAll<number>().as('count')])
          .groupBy('state')
          .execute();
        for (const row of rows) counts[row.state] = row.count;
        return counts;
      }),

    oldestOpen: () =>
      run(async (db) => {
        const row = await db
          .selectFrom('posts')
          .select((e) => e.fn.min('created_at').as('oldest'))
          .where('state', 'in', ['pending', 'sending'])
          .executeTakeFirst();
        return row?.oldest ?? null;
      }),
  };
}

/** Due rows, one for each channel, workspaces taking turns, oldest first within one. */
async function duePosts(
  db: Kysely<Tables>,
  { now, platforms, most, lastServed }: Claim,
): Promise<readonly { workspace: string; id: string }[]> {
  const due = await sql<{ workspace: string; id: string; turn: number }>`
    select workspace, id, turn from (
      select posts.workspace, posts.id, posts.channel, posts.due_at,
        row_number() over (partition by posts.workspace, posts.channel, posts.kind = 'tell' order by posts.due_at, posts.created_at, posts.turn, posts.id) as turn_in_channel,
        row_number() over (partition by posts.workspace order by posts.due_at, posts.created_at, posts.turn, posts.id) as turn
      from posts
      join workspaces on workspaces.id = posts.workspace
      left join posts other on other.workspace = posts.workspace and other.name = posts.about
      where ((posts.state = 'pending' and posts.due_at <= ${now})
          or (posts.state = 'sending' and posts.lease_until <= ${now}))
        and workspaces.gone_at is null
        and workspaces.platform in (${sql.join(platforms)})
        and (posts.about is null
          or other.state in ('sent', 'failed', 'dropped')
          or (other.state = 'unknown' and posts.kind = 'post'))
    ) as candidates
    where turn_in_channel = 1
      and not exists (
        select 1 from posts busy
        where busy.workspace = candidates.workspace and busy.channel = candidates.channel
          and busy.state = 'sending' and busy.lease_until > ${now} and busy.kind <> 'tell')
    order by turn, due_at, id
    limit ${most * LOOK_AHEAD}`.execute(db);
  const served = ({ workspace }: { workspace: string }): number => lastServed.get(workspace) ?? 0;
  return [...due.rows].sort((a, b) => a.turn - b.turn || served(a) - served(b)).slice(0, most);
}
