import type { Kysely } from 'kysely';
import { CommitScope, type LockWorkspaces, type RepositoriesFor } from './commit-scope.ts';
import type { Sql } from '../sql.ts';
import type { Tables } from '../schema/tables.ts';
import { LockWait } from './lock-wait.ts';
import { StoreError } from '../../ports/errors.ts';

interface Job {
  readonly work: (scope: CommitScope) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Checks after each commit whether it may be confirmed. */
export interface CommitGuard {
  /** @throws StoreError `lost` if the written file is no longer the database */
  check(): void;
}

export interface GroupCommitDeps {
  readonly db: Kysely<Tables>;
  readonly sql: Sql;
  readonly database: { readonly inTransaction: boolean };
  readonly guard: CommitGuard;
  readonly repositoriesFor: RepositoriesFor;
}

/** SQLite locks the whole file for every transaction. */
const lockWorkspaces: LockWorkspaces = async (ids) => ids;

/** The most jobs of a batch. A batch is one turn of the event loop, so longer ones make everything else wait. */
const MOST = 64;

/**
 * Runs write transactions one after another on one connection. Transactions that arrive together share a commit, each
 * with its own savepoint, and each is confirmed only after the commit: one wait for the disk instead of many.
 */
export class GroupCommit {
  private readonly waiting: Job[] = [];
  private readonly between: (() => void)[] = [];
  private draining: Promise<void> | null = null;

  private readonly lockWait = new LockWait();

  constructor(private readonly deps: GroupCommitDeps) {}

  run<T>(work: (scope: CommitScope) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let result: { value: T } | null = null;
      this.waiting.push({
        work: async (scope) => {
          result = { value: await work(scope) };
        },
        resolve: () => {
          if (result === null)
            reject(new StoreError('broken', 'a transaction ended without a result'));
          else resolve(result.value);
        },
        reject,
      });
      this.draining ??= this.drain();
    });
  }

  /** Runs `work` outside every transaction, after all waiting ones. */
  runBetween(work: () => void): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      this.between.push(() => {
        try {
          work();
          resolve();
        } catch (error) {
          reject(storeError(error));
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
      const jobs = this.waiting.splice(0, MOST);
      const between = this.between.splice(0);
      try {
        if (jobs.length > 0) await this.commitTogether(jobs);
      } catch (error) {
        for (const job of jobs) job.reject(storeError(error));
      }
      for (const work of between) work();
    } while (this.waiting.length + this.between.length > 0);
    this.draining = null;
  }

  private commitTogether(jobs: readonly Job[]): Promise<void> {
    const { db, sql, repositoriesFor } = this.deps;
    return db
      .connection()
      .execute((connection) =>
        this.commit(
          new CommitScope({ db: connection, sql, repositoriesFor, lockWorkspaces }),
          jobs,
        ),
      );
  }

  private async commit(scope: CommitScope, jobs: readonly Job[]): Promise<void> {
    const { sql, database, guard } = this.deps;
    const exec = (statement: string): Promise<number> => sql.run(statement);
    const done: Job[] = [];
    await this.lockWait.run(() => exec('begin immediate'));
    try {
      for (const job of jobs) {
        const mark = scope.mark();
        if (jobs.length > 1) await exec('savepoint job');
        try {
          await job.work(scope);
          done.push(job);
        } catch (error) {
          // A full disk ends the whole transaction: no job of this batch is saved.
          if (!database.inTransaction) throw error;
          if (jobs.length === 1) throw error;
          await exec('rollback to job');
          scope.rollbackTo(mark);
          job.reject(storeError(error));
        }
        if (jobs.length > 1) await exec('release job');
      }
      await scope.flush();
      await exec('commit');
    } catch (error) {
      if (database.inTransaction) await exec('rollback');
      throw error;
    }
    // A commit into a file without a name saves nothing.
    guard.check();
    for (const job of done) job.resolve(undefined);
  }
}

function storeError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string')
    return error;
  if (!error.code.startsWith('SQLITE_')) return error;
  if (error.code.startsWith('SQLITE_FULL')) {
    return new StoreError('full', 'the disk is full: nothing was saved', { cause: error });
  }
  if (error.code.startsWith('SQLITE_BUSY')) {
    return new StoreError('busy', 'another process held the database too long', { cause: error });
  }
  return new StoreError('broken', `database: ${error.message}`, { cause: error });
}
