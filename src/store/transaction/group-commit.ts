import type { Kysely } from 'kysely';
import { CommitScope, type LockWorkspaces, type RepositoriesFor } from './commit-scope.ts';
import {
  MOST_JOBS,
  runUnits,
  singleJob,
  unitsOf,
  type Job,
  type Savepoints,
  type Waiting,
} from './jobs.ts';
import type { Sql } from '../sql.ts';
import type { Tables } from '../schema/tables.ts';
import { LockWait } from './lock-wait.ts';
import { StoreError } from '../../ports/errors.ts';
import { diskFull, heldTooLong } from '../store-errors.ts';

/** Checks after each commit whether it may be confirmed. */
export interface CommitGuard {
  /** @throws StoreError `lost` if the written file is no longer the database */
  check(): void;
}

export interface GroupCommitDeps {
  /** The database for people. */
  readonly name: string;
  readonly db: Kysely<Tables>;
  readonly sql: Sql;
  readonly database: { readonly inTransaction: boolean };
  readonly guard: CommitGuard;
  readonly repositoriesFor: RepositoriesFor;
}

/** SQLite locks the whole file for every transaction. */
const lockWorkspaces: LockWorkspaces = async (ids) => ids;

/**
 * Runs write transactions one after another on one connection. Transactions that arrive together share a commit, each
 * with its own savepoint, and each is confirmed only after the commit: one wait for the disk instead of many.
 */
export class GroupCommit {
  private readonly waiting: Job[] = [];
  private readonly between: (() => void)[] = [];
  private draining: Promise<void> | null = null;

  private readonly lockWait: LockWait;

  constructor(private readonly deps: GroupCommitDeps) {
    this.lockWait = new LockWait(deps.name);
  }

  run<T>(work: (scope: CommitScope) => Promise<T>): Promise<T> {
    return this.add(singleJob(work));
  }

  /** Commits a waiting job with those that arrive together. */
  add<T>(job: Waiting<T>): Promise<T> {
    this.waiting.push(job);
    this.draining ??= this.drain();
    return job.done;
  }

  /** Runs `work` outside every transaction, after all waiting ones. */
  runBetween(work: () => void): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      this.between.push(() => {
        try {
          work();
          resolve();
        } catch (error) {
          reject(storeError(error, this.deps.name));
        }
      });
      this.draining ??= this.drain();
    });
  }

  /** Resolves when no transaction waits. */
  async idle(): Promise<void> {
    while (this.draining !== null) await this.draining;
  }

  private async drain(): Promise<void> {
    do {
      // Waits one turn of the event loop: arrivals of the same turn join the batch, and other work gets its turn.
      await new Promise<void>((resolve) => setImmediate(resolve));
      const jobs = this.waiting.splice(0, MOST_JOBS);
      const between = this.between.splice(0);
      try {
        if (jobs.length > 0) await this.commitTogether(jobs);
      } catch (error) {
        for (const job of jobs) job.reject(storeError(error, this.deps.name));
      }
      for (const work of between) work();
    } while (this.waiting.length + this.between.length > 0);
    this.draining = null;
  }

  private commitTogether(jobs: readonly Job[]): Promise<void> {
    const { db, sql, repositoriesFor } = this.deps;
    // There is one connection: what the query builder runs is part of the transaction.
    return this.commit(new CommitScope({ db, sql, repositoriesFor, lockWorkspaces }), jobs);
  }

  private async commit(scope: CommitScope, jobs: readonly Job[]): Promise<void> {
    const { sql, database, guard } = this.deps;
    const exec = (statement: string): Promise<number> => sql.run(statement);
    const units = unitsOf(jobs);
    let failures: ReadonlyMap<Job, unknown>;
    await this.lockWait.run(() => exec('begin immediate'));
    try {
      failures = await runUnits(scope, units, jobs.length === 1 ? null : this.savepoints());
      await scope.flush();
      await exec('commit');
    } catch (error) {
      if (database.inTransaction) await exec('rollback');
      throw error;
    }
    // A commit into a file without a name saves nothing.
    if (!jobs.every(({ onlyReads }) => onlyReads)) guard.check();
    for (const job of jobs) {
      if (failures.has(job)) job.reject(storeError(failures.get(job), this.deps.name));
      else job.resolve();
    }
  }

  private savepoints(): Savepoints {
    const { sql, database } = this.deps;
    let isSet = false;
    return {
      mark: async () => {
        if (isSet) await sql.run('release job');
        await sql.run('savepoint job');
        isSet = true;
      },
      undo: async () => {
        await sql.run('rollback to job');
      },
      // A full disk ends the whole transaction: no job of this batch is saved.
      ends: () => !database.inTransaction,
    };
  }
}

function storeError(error: unknown, name: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string')
    return error;
  if (!error.code.startsWith('SQLITE_')) return error;
  if (error.code.startsWith('SQLITE_FULL')) return diskFull(name, error);
  if (error.code.startsWith('SQLITE_BUSY')) return heldTooLong(name, error);
  return new StoreError('broken', `database ${name}: ${error.message}`, { cause: error });
}
