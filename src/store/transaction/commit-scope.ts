import type { Kysely } from 'kysely';
import type { Round } from '../../domain/round.ts';
import type { Tx } from '../../ports/store.ts';
import { BoardIds } from '../standings/board-ids.ts';
import type { Sql } from '../sql.ts';
import { StandingChanges, type Mark } from '../standings/pending-changes.ts';
import { LookAhead } from '../look-ahead.ts';
import { QueueChanges } from '../queues/queues.ts';
import type { Tables } from '../schema/tables.ts';

/** Makes a workspace's repositories. */
export type RepositoriesFor = (scope: CommitScope, workspace: string) => Tx;

/**
 * Locks the rows of workspaces until the commit. `skip` leaves out those that another process holds.
 * @returns the ids of the locked ones
 */
export type LockWorkspaces = (
  ids: readonly string[],
  mode: 'wait' | 'skip',
) => Promise<readonly string[]>;

export interface CommitParts {
  readonly db: Kysely<Tables>;
  readonly sql: Sql;
  readonly repositoriesFor: RepositoriesFor;
  readonly lockWorkspaces: LockWorkspaces;
}

/** State that the transactions of one commit share. */
export class CommitScope {
  readonly boards: BoardIds;
  readonly standings: StandingChanges;
  readonly queues: QueueChanges;
  /** What the transaction that runs has read for later. */
  readonly ahead: LookAhead;
  /**
   * Rounds read so far, by workspace and id. No other process can change them during a commit; a change here clears the
   * map.
   */
  readonly rounds = new Map<string, Round>();
  private readonly txs = new Map<string, Tx>();

  readonly db: Kysely<Tables>;
  readonly sql: Sql;
  readonly lockWorkspaces: LockWorkspaces;
  private readonly repositoriesFor: RepositoriesFor;

  constructor({ db, sql, repositoriesFor, lockWorkspaces }: CommitParts) {
    this.db = db;
    this.sql = sql;
    this.repositoriesFor = repositoriesFor;
    this.lockWorkspaces = lockWorkspaces;
    this.boards = new BoardIds(sql);
    this.standings = new StandingChanges(sql, this.boards);
    this.queues = new QueueChanges(sql);
    this.ahead = new LookAhead(sql);
  }

  tx(workspace: string): Tx {
    const tx = this.txs.get(workspace) ?? this.repositoriesFor(this, workspace);
    this.txs.set(workspace, tx);
    return tx;
  }

  /** Position before a transaction begins. */
  mark(): Mark {
    this.ahead.clear();
    return this.standings.mark();
  }

  /** Undoes the transaction that began at the mark. */
  rollbackTo(mark: Mark): void {
    this.standings.backTo(mark);
    this.invalidateCache();
  }

  /** Drops everything read so far. */
  invalidateCache(): void {
    this.rounds.clear();
    this.boards.clear();
    this.ahead.clear();
  }

  /** Writes all pending changes. */
  async flush(): Promise<void> {
    await this.standings.write();
    await this.queues.write();
  }
}
