import type { Kysely } from 'kysely';
import type { Round } from '../../domain/round.ts';
import type { Tx } from '../../ports/store.ts';
import { BoardIds } from '../standings/board-ids.ts';
import type { Sql } from '../sql.ts';
import { StandingChanges, type Mark } from '../standings/pending-changes.ts';
import type { Tables } from '../schema/tables.ts';

/** Makes the repositories of one workspace. */
export type RepositoriesFor = (scope: CommitScope, workspace: string) => Tx;

/** What the transactions of one commit share. */
export class CommitScope {
  readonly boards: BoardIds;
  readonly standings: StandingChanges;
  /**
   * Rounds that were read, by workspace and id: during a commit no other process can change them. Whoever changes one
   * here clears the map.
   */
  readonly rounds = new Map<string, Round>();
  private readonly txs = new Map<string, Tx>();

  constructor(
    readonly db: Kysely<Tables>,
    readonly sql: Sql,
    private readonly repositoriesFor: RepositoriesFor,
  ) {
    this.boards = new BoardIds(sql);
    this.standings = new StandingChanges(sql, this.boards);
  }

  tx(workspace: string): Tx {
    const tx = this.txs.get(workspace) ?? this.repositoriesFor(this, workspace);
    this.txs.set(workspace, tx);
    return tx;
  }

  /** Where things stand before a transaction begins. */
  mark(): Mark {
    return this.standings.mark();
  }

  /** The transaction that began at the mark was undone. */
  rollbackTo(mark: Mark): void {
    this.standings.backTo(mark);
    this.invalidateCache();
  }

  /** What was read may be so no more. */
  invalidateCache(): void {
    this.rounds.clear();
    this.boards.clear();
  }

  /** Writes what has only been gathered; after that nothing is missing. */
  flush(): void {
    this.standings.write();
  }
}
