import { setTimeout as pause } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { StoreError } from '../../ports/errors.ts';
import type { Tables } from '../schema/tables.ts';
import type { Sql } from '../sql.ts';
import {
  CommitScope,
  type LockWorkspaces,
  type RepositoriesFor,
} from '../transaction/commit-scope.ts';
import { isConnectionLost, storeError, wasUndone } from './errors.ts';
import { sqlOn } from './sql.ts';

type Work<T> = (scope: CommitScope) => Promise<T>;

interface Job {
  readonly work: Work<void>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface TransactionsDeps {
  readonly pool: pg.Pool;
  readonly repositoriesFor: RepositoriesFor;
}

/** The most jobs of one commit. */
const MOST = 64;
/** Attempts of a transaction that the database has undone, or whose connection was lost before its commit. */
const ATTEMPTS = 5;
const PAUSE_MS = 20;

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
  private readonly waiting = new Map<string, Job[]>();
  private readonly draining = new Set<Promise<void>>();
  private readonly builders = new WeakMap<pg.PoolClient, Kysely<Tables>>();

  constructor(private readonly deps: TransactionsDeps) {}

  /** Runs `work` under the workspace's lock. It may run more than once; only its last run has an effect. */
  inWorkspace<T>(workspace: string, work: Work<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let result: { value: T } | null = null;
      const job: Job = {
        work: async (scope) => {
          result = { value: await work(scope) };
        },
        resolve: () => {
          if (result === null)
            reject(new StoreError('broken', 'a transaction ended without a result'));
          else resolve(result.value);
        },
        reject,
      };
      const jobs = this.waiting.get(workspace);
      if (jobs !== undefined) {
        jobs.push(job);
        return;
      }
      this.waiting.set(workspace, [job]);
      const drained = this.drain(workspace).finally(() => this.draining.delete(drained));
      this.draining.add(drained);
    });
  }

  /** Runs `work` in a transaction of its own, which takes no workspace's lock by itself. It may run more than once. */
  async alone<T>(work: Work<T>): Promise<T> {
    try {
      return await this.commit(work);
    } catch (error) {
      throw storeError(error);
    }
  }

  /** Resolves when no transaction waits. */
  async idle(): Promise<void> {
    while (this.draining.size > 0) await Promise.all(this.draining);
  }

  private async drain(workspace: string): Promise<void> {
    for (;;) {
      // Waits one turn of the event loop: arrivals of the same turn join the commit.
      await new Promise<void>((resolve) => setImmediate(resolve));
      const jobs = this.waiting.get(workspace)?.splice(0, MOST) ?? [];
      if (jobs.length === 0) {
        this.waiting.delete(workspace);
        return;
      }
      await this.commitTogether(workspace, jobs);
    }
  }

  private async commitTogether(workspace: string, jobs: readonly Job[]): Promise<void> {
    try {
      const failures = await this.commit(async (scope) => {
        await scope.lockWorkspaces([workspace], 'wait');
        return runEach(scope, jobs);
      });
      for (const [index, job] of jobs.entries()) {
        const failure = failures.get(index);
        if (failure === undefined) job.resolve();
        else job.reject(storeError(failure.error));
      }
    } catch (error) {
      // What failed at the commit may be the fault of one of them.
      if (jobs.length > 1 && !isConnectionLost(error) && !wasUndone(error)) {
        for (const job of jobs) await this.commitTogether(workspace, [job]);
        return;
      }
      for (const job of jobs) job.reject(storeError(error));
    }
  }

  /** Runs a transaction again while that is safe: nothing of it can have been committed. */
  private async commit<T>(work: Work<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const progress = { isCommitting: false };
      try {
        return await this.attempt(work, progress);
      } catch (error) {
        const isSafe = wasUndone(error) || (isConnectionLost(error) && !progress.isCommitting);
        if (!isSafe || attempt >= ATTEMPTS) throw error;
      }
      await pause(PAUSE_MS * 2 ** attempt);
    }
  }

  private async attempt<T>(work: Work<T>, progress: { isCommitting: boolean }): Promise<T> {
    const client = await this.deps.pool.connect();
    const sql = sqlOn(client);
    return this.builderOn(client)
      .connection()
      .execute(async (connection) => {
        await sql.run('begin isolation level read committed');
        try {
          const scope = new CommitScope({
            db: connection,
            sql,
            repositoriesFor: this.deps.repositoriesFor,
            lockWorkspaces: lockWorkspaces(sql),
          });
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

/** Two statements in one message; the one of the job before stands, whether that job failed or not. */
const NEXT_SAVEPOINT = 'release savepoint job; savepoint job';

/** Runs jobs of one commit, each undone by itself. Returns the failures by the job's index. */
async function runEach(
  scope: CommitScope,
  jobs: readonly Job[],
): Promise<ReadonlyMap<number, { readonly error: unknown }>> {
  const failures = new Map<number, { readonly error: unknown }>();
  for (const [index, job] of jobs.entries()) {
    const mark = scope.mark();
    if (jobs.length > 1) await scope.sql.run(index === 0 ? 'savepoint job' : NEXT_SAVEPOINT);
    try {
      await job.work(scope);
    } catch (error) {
      if (jobs.length === 1 || wasUndone(error) || isConnectionLost(error)) throw error;
      await scope.sql.run('rollback to savepoint job');
      scope.rollbackTo(mark);
      failures.set(index, { error });
    }
  }
  return failures;
}
