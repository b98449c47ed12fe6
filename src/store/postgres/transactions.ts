import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Tables } from '../schema/tables.ts';
import { MOST_ROWS } from '../row-lists.ts';
import type { Sql } from '../sql.ts';
import {
  CommitScope,
  type LockWorkspaces,
  type RepositoriesFor,
} from '../transaction/commit-scope.ts';
import {
  MOST_JOBS,
  runUnits,
  singleJob,
  unitsOf,
  type Job,
  type Savepoints,
  type Waiting,
} from '../transaction/jobs.ts';
import { isConnectionLost, storeError, wasUndone } from './errors.ts';
import { sqlOn } from './sql.ts';

type Work<T> = (scope: CommitScope) => Promise<T>;

/** Jobs that wait for the same commit. */
interface Line {
  /** Whose lock they take; null: they only read. */
  readonly workspace: string | null;
  readonly jobs: Job[];
}

interface CrowdJob {
  readonly workspace: string;
  readonly job: Job;
}

/** The line of jobs that only read; no workspace has this id. */
const READS = '';

interface Progress {
  isCommitting: boolean;
}

export interface TransactionsDeps {
  /** The database for people. */
  readonly name: string;
  readonly pool: pg.Pool;
  readonly repositoriesFor: RepositoriesFor;
}

/** Attempts of a transaction that the database has undone, or whose connection was lost before its commit. */
const ATTEMPTS = 5;
const PAUSE_MS = 20;
/** No attempt begins later than this after the first: somebody waits. */
const ATTEMPTS_MS = 2_000;

const LOCK = (count: number, skip: boolean): string => `select id from workspaces
where id in (${Array.from({ length: count }, () => '?').join(', ')})
order by id for no key update${skip ? ' skip locked' : ''}`;

/** Locks workspaces in the order of their ids. What does not exist yet is not locked. */
const lockWorkspaces =
  (sql: Sql): LockWorkspaces =>
  async (ids, mode) => {
    if (ids.length === 0) return [];
    const rows = await sql.rows<{ id: string }>(LOCK(ids.length, mode === 'skip'), ...ids);
    return rows.map(({ id }) => id);
  };

/**
 * Write transactions. Those of one workspace run one after another, under the lock of its row; those that arrive together
 * share a commit, each with its own savepoint. Workspaces run beside each other.
 */
export class Transactions {
  private readonly lines = new Map<string, Line>();
  private readonly crowd: CrowdJob[] = [];
  private readonly draining = new Set<Promise<void>>();
  private readonly builders = new WeakMap<pg.PoolClient, Kysely<Tables>>();

  constructor(private readonly deps: TransactionsDeps) {}

  /** Runs `work` under the workspace's lock. It may run more than once; only its last run has an effect. */
  inWorkspace<T>(workspace: string, work: Work<T>): Promise<T> {
    return this.queue(workspace, singleJob(work));
  }

  /**
   * Commits a job of a set with those of all workspaces that arrive together, under their locks. Nobody waits here for a
   * workspace that another transaction holds: its jobs go to its own line.
   */
  together<T>(workspace: string, job: Waiting<T>): Promise<T> {
    this.crowd.push({ workspace, job });
    if (this.crowd.length === 1) this.track(this.drainCrowd());
    return job.done;
  }

  /** Runs a job that only reads, with those of all workspaces that arrive together. It locks nothing. */
  read<T>(job: Waiting<T>): Promise<T> {
    return this.queue(null, job);
  }

  /** Runs `work` in a transaction of its own, which takes no workspace's lock by itself. It may run more than once. */
  async alone<T>(work: Work<T>): Promise<T> {
    try {
      return await this.commit(work);
    } catch (error) {
      throw storeError(error, this.deps.name);
    }
  }

  /** Resolves when no transaction waits. */
  async idle(): Promise<void> {
    while (this.draining.size > 0) await Promise.all(this.draining);
  }

  private queue<T>(workspace: string | null, job: Waiting<T>): Promise<T> {
    this.enqueue({ workspace, job });
    return job.done;
  }

  private enqueue({ workspace, job }: { workspace: string | null; job: Job }): void {
    const key = workspace ?? READS;
    const known = this.lines.get(key);
    if (known !== undefined) {
      known.jobs.push(job);
      return;
    }
    const line: Line = { workspace, jobs: [job] };
    this.lines.set(key, line);
    this.track(this.drain(key, line));
  }

  private track(work: Promise<void>): void {
    const drained = work.finally(() => this.draining.delete(drained));
    this.draining.add(drained);
  }

  private async drainCrowd(): Promise<void> {
    // The first ones stay in the list while they are committed, so that nobody else begins to drain it.
    while (this.crowd.length > 0) {
      await turn();
      const some = this.crowd.slice(0, MOST_ROWS);
      await this.commitCrowd(some);
      this.crowd.splice(0, some.length);
    }
  }

  private async commitCrowd(some: readonly CrowdJob[]): Promise<void> {
    const ids = [...new Set(some.map(({ workspace }) => workspace))];
    let free: readonly CrowdJob[] = [];

    try {
      if (ids.length > 1)
        free = await this.commit(async (scope) => {
          const locked = new Set(await scope.lockWorkspaces(ids, 'skip'));
          free = some.filter(({ workspace }) => locked.has(workspace));
          await runUnits(scope, unitsOf(free.map(({ job }) => job)), null);
          return free;
        });
      for (const { job } of free) job.resolve();
    } catch (error) {
      // Nobody knows whether these are committed.
      if (isConnectionLost(error))
        for (const { job } of free) job.reject(storeError(error, this.deps.name));
      // What failed may be the fault of one of them.
      else free = [];
    }
    const served = new Set(free);
    for (const one of some) if (!served.has(one)) this.enqueue(one);
  }

  private async drain(key: string, line: Line): Promise<void> {
    for (;;) {
      // Waits one turn of the event loop: arrivals of the same turn join the commit.
      await turn();
      const jobs = line.jobs.splice(0, line.workspace === null ? MOST_ROWS : MOST_JOBS);
      if (jobs.length === 0) {
        this.lines.delete(key);
        return;
      }
      await this.commitTogether(line, jobs);
    }
  }

  private async commitTogether(line: Line, jobs: readonly Job[]): Promise<void> {
    const { workspace } = line;
    const units = unitsOf(jobs);
    try {
      const failures =
        workspace === null
          ? await this.reading((scope) => runUnits(scope, units, null))
          : await this.commit(async (scope) => {
              await scope.lockWorkspaces([workspace], 'wait');
              return runUnits(scope, units, units.length === 1 ? null : savepoints(scope));
            });
      for (const job of jobs) {
        if (failures.has(job)) job.reject(storeError(failures.get(job), this.deps.name));
        else job.resolve();
      }
    } catch (error) {
      // What failed may be the fault of one of them.
      if (jobs.length > 1 && !isConnectionLost(error) && !wasUndone(error)) {
        for (const job of jobs) await this.commitTogether(line, [job]);
        return;
      }
      for (const job of jobs) job.reject(storeError(error, this.deps.name));
    }
  }

  private commit<T>(work: Work<T>): Promise<T> {
    return retried((progress) =>
      this.onConnection((scope) => inTransaction(scope, work, progress)),
    );
  }

  /** Statements that each see what was committed before them; there is nothing to commit. */
  private reading<T>(work: Work<T>): Promise<T> {
    return retried(() => this.onConnection(work));
  }

  private async onConnection<T>(work: Work<T>): Promise<T> {
    const client = await this.deps.pool.connect();
    const sql = sqlOn(client);
    return this.builderOn(client)
      .connection()
      .execute(async (db) => {
        const { repositoriesFor } = this.deps;
        const parts = { db, sql, repositoriesFor, lockWorkspaces: lockWorkspaces(sql) };
        try {
          return await work(new CommitScope(parts));
        } catch (error) {
          // The pool would give it out again before it has heard that it is closed.
          if (isConnectionLost(error)) void client.end();
          throw error;
        }
      });
  }

  /** The query builder on one connection, which gives the connection back to the pool after its use. */
  private builderOn(client: pg.PoolClient): Kysely<Tables> {
    const known = this.builders.get(client);
    if (known !== undefined) return known;
    const pool = { connect: async () => client, end: async () => {} };
    const made = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    this.builders.set(client, made);
    return made;
  }
}

/** Runs an attempt again while that is safe: nothing of it can have been committed. */
async function retried<T>(attempt: (progress: Progress) => Promise<T>): Promise<T> {
  const began = performance.now();
  for (let count = 1; ; count += 1) {
    const progress = { isCommitting: false };
    try {
      return await attempt(progress);
    } catch (error) {
      const isSafe = wasUndone(error) || (isConnectionLost(error) && !progress.isCommitting);
      const isLast = count >= ATTEMPTS || performance.now() - began > ATTEMPTS_MS;
      if (!isSafe || isLast) throw error;
    }
    await pause(PAUSE_MS * 2 ** count);
  }
}

async function inTransaction<T>(scope: CommitScope, work: Work<T>, progress: Progress): Promise<T> {
  const { sql } = scope;
  await sql.run('begin isolation level read committed');
  try {
    const result = await work(scope);
    await scope.flush();
    progress.isCommitting = true;
    await sql.run('commit');
    return result;
  } catch (error) {
    // A lost connection has undone it already.
    if (!isConnectionLost(error)) await sql.run('rollback').catch(() => {});
    throw error;
  }
}

/** Two statements in one message; the one of the job before stands, whether that job failed or not. */
const NEXT_SAVEPOINT = 'release savepoint job; savepoint job';

function savepoints({ sql }: CommitScope): Savepoints {
  let isSet = false;
  return {
    mark: async () => {
      await sql.run(isSet ? NEXT_SAVEPOINT : 'savepoint job');
      isSet = true;
    },
    undo: async () => {
      await sql.run('rollback to savepoint job');
    },
    ends: (error) => wasUndone(error) || isConnectionLost(error),
  };
}
