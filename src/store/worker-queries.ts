import { type Kysely } from 'kysely';
import type { DueWork } from '../ports/due-work.ts';
import type { Leases } from '../ports/leases.ts';
import type { OutboxQueue, PostState } from '../ports/outbox.ts';
import type { WorkspaceDirectory } from '../ports/workspaces.ts';
import type { CommitScope } from './transaction/commit-scope.ts';
import { toReminder } from './repositories/habits.ts';
import { toLetterOrder } from './repositories/letters.ts';
import { purgeWorkspace } from './erasure/purge-workspace.ts';
import { dueSchedules } from './repositories/due-schedules.ts';
import { releaseFuture } from './repositories/release-future.ts';
import { untoldPauses } from './repositories/untold-pauses.ts';
import { owedPosts } from './repositories/owed-posts.ts';
import { BLOCKED } from './queues/queues.ts';
import type { Tables } from './schema/tables.ts';
import { claimPosts } from './repositories/claim-posts.ts';

export type WorkerRun = <T>(
  work: (connection: Kysely<Tables>, scope: CommitScope) => Promise<T>,
) => Promise<T>;

/** Runs a transaction after those of the workspace that came before it. */
export type WorkspaceRun = <T>(
  workspace: string,
  work: (scope: CommitScope) => Promise<T>,
) => Promise<T>;

/** The outbox across workspaces. */
export function outboxQueue(run: WorkerRun): OutboxQueue {
  return {
    claim: (claim) => run((_db, scope) => claimPosts(scope, claim)),

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

    releaseFuture: (now) => run((_db, scope) => releaseFuture(scope, now)),

    oldestOpen: () =>
      run(async (_db, { sql }) => {
        const [row] = await sql.rows<{ pending: number | null; sending: number | null }>(OLDEST);
        const found = [row?.pending ?? null, row?.sending ?? null].filter((at) => at !== null);
        return found.length === 0 ? null : Math.min(...found);
      }),
  };
}

/** Since when Slack refuses the token that serves a post's workspace: its own, else its organization's. */
const REFUSED_SINCE = `(select refused_since from installations where installations.workspace = coalesce(
  (select own.workspace from installations own where own.workspace = posts.workspace),
  (select organization from granted_workspaces
    where granted_workspaces.workspace = posts.workspace)))`;

const OLDEST = `select
  (select created_at from posts where state = 'pending' and not ${BLOCKED}
    and ${REFUSED_SINCE} is null order by created_at limit 1) as pending,
  (select min(created_at) from posts where state = 'sending') as sending`;

/** Schedules, reminders and rounds of all workspaces that the bot is in. */
export function dueWork(run: WorkerRun): DueWork {
  return {
    schedules: (page) => run((_db, { sql }) => dueSchedules(sql, page)),

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

    letters: (now, platforms, limit) =>
      run(async (db) => {
        const rows = await db
          .selectFrom('report_letters')
          .innerJoin('workspaces', 'workspaces.id', 'report_letters.workspace')
          .selectAll('report_letters')
          .select('workspaces.platform as platform')
          .where('report_letters.next_at', '<=', now)
          .where('workspaces.gone_at', 'is', null)
          .where('workspaces.platform', 'in', platforms)
          .orderBy('report_letters.next_at')
          .limit(limit)
          .execute();
        return rows.map((row) => ({
          ...toLetterOrder(row),
          workspace: row.workspace,
          platform: row.platform,
          member: row.member,
        }));
      }),

    untoldPauses: (platforms, limit) => run((db) => untoldPauses(db, platforms, limit)),

    owedPosts: (asked) => run((_db, { sql }) => owedPosts(sql, asked)),

    rounds: (now, platforms, limit) =>
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
          .where('workspaces.platform', 'in', platforms)
          .where('workspaces.gone_at', 'is', null)
          .orderBy('rounds.closes_at')
          .limit(limit)
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
export function workspaceDirectory(run: WorkerRun, inWorkspace: WorkspaceRun): WorkspaceDirectory {
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
      inWorkspace(workspace, async (scope) => {
        const { db } = scope;
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
