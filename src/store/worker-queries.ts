import { type Kysely } from 'kysely';
import type { DueWork } from '../ports/due-work.ts';
import type { Leases } from '../ports/leases.ts';
import type { OutboxQueue, PostState } from '../ports/outbox.ts';
import type { WorkspaceDirectory } from '../ports/workspaces.ts';
import type { CommitScope } from './transaction/commit-scope.ts';
import { toReminder } from './repositories/habits.ts';
import { purgeWorkspace } from './erasure/purge-workspace.ts';
import { selectPosts, toPost } from './repositories/posts.ts';
import { toSchedule } from './repositories/schedules.ts';
import type { Tables } from './schema/tables.ts';
import { duePosts } from './repositories/claim-posts.ts';

export type WorkerRun = <T>(
  work: (connection: Kysely<Tables>, scope: CommitScope) => Promise<T>,
) => Promise<T>;

/** The outbox across workspaces. */
export function outboxQueue(run: WorkerRun): OutboxQueue {
  return {
    claim: (claim) =>
      run(async (db) => {
        if (claim.platforms.length === 0 || claim.limit < 1) return [];
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

/** Schedules, reminders and rounds of all workspaces that the bot is in. */
export function dueWork(run: WorkerRun): DueWork {
  return {
    schedules: () =>
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

    reminders: (now, platforms, limit) =>
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
          .limit(limit)
          .execute();
        return rows.map((row) => ({
          ...toReminder(row),
          workspace: row.workspace,
          platform: row.platform,
          member: row.member,
        }));
      }),

    rounds: (now) =>
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
          .where('rounds.withdrawn_at', 'is', null)
          .where('rounds.closes_at', '<=', now)
          .where('workspaces.gone_at', 'is', null)
          .orderBy('rounds.closes_at')
          .limit(1_000)
          .execute(),
      ),
  };
}

/** Leases. */
export function leases(run: WorkerRun): Leases {
  return {
    acquire: ({ name, owner, now, until, ownerGone = false }) =>
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
  };
}

/** Workspaces. */
export function workspaceDirectory(run: WorkerRun): WorkspaceDirectory {
  return {
    present: (platforms) =>
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
      run(async (db, scope) => {
        const gone = await db
          .selectFrom('workspaces')
          .select('id')
          .where('id', '=', workspace)
          .where('gone_at', '<=', goneBefore)
          .executeTakeFirst();
        if (gone !== undefined) {
          await scope.flush();
          scope.invalidateCache();
          await purgeWorkspace(scope.sql, workspace);
        }
        return gone !== undefined;
      }),
  };
}
