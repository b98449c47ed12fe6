import type { OpenedStore } from '../../src/store/opened.ts';
import { memoryStore } from '../memory-store.ts';
import { Database } from '../../src/store/sqlite/driver.ts';
import { openSqliteOn, type SqliteStore } from '../../src/store/sqlite/open.ts';

/** A simulated run's database. */
export interface FreshStore {
  readonly store: OpenedStore;
  /** Rows of a statement in which `?` stands for a parameter; the row type is the caller's. */
  query<Row>(sql: string, ...parameters: readonly (string | number)[]): Promise<readonly Row[]>;
  /** Rises with each transaction that may have changed a row. */
  changes(): Promise<number>;
  /** Waits until what was begun has ended; left out where a few turns of the event loop are enough. */
  settle?(): Promise<void>;
  /** The whole database now; null where a power cut cannot be played. */
  image(): Buffer | null;
  /** Back to an image: what a power cut leaves of a database that does not wait for the disk. */
  restore(image: Buffer): void;
}

/** A migrated in-memory store. */
export async function freshStore(): Promise<FreshStore> {
  return new SqliteFresh(await memoryStore());
}

class SqliteFresh implements FreshStore {
  constructor(public store: SqliteStore) {}

  async query<Row>(
    sql: string,
    ...parameters: readonly (string | number)[]
  ): Promise<readonly Row[]> {
    return this.store.database.prepare<unknown[], Row>(sql).all(...parameters);
  }

  async changes(): Promise<number> {
    const [row] = await this.query<{ n: number }>('select total_changes() as n');
    return row?.n ?? 0;
  }

  image(): Buffer {
    return this.store.database.serialize();
  }

  restore(image: Buffer): void {
    this.store = openSqliteOn(new Database(image));
  }
}
