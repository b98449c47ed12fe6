import { Database } from '../../src/store/sqlite/driver.ts';
import { MIGRATIONS } from '../../src/compose.ts';
import type { OpenedStore } from '../../src/store/opened.ts';
import { openPostgres } from '../../src/store/postgres/open.ts';
import { openSqlite } from '../../src/store/sqlite/open.ts';
import { databaseIn } from '../deckhand.ts';
import type { PostgresServer } from '../postgres/server.ts';

/** The database that outlives the killed processes. */
export interface KillDatabase {
  /** What the program's settings say of it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Rows of a statement without parameters; the row type is the caller's. */
  rows<Row extends object>(sql: string): Promise<readonly Row[]>;
  /** What does not hold in the data. */
  verify(): Promise<readonly string[]>;
  /** Lets the next process begin: on Postgres a dead one's lease would hold it up for 15 seconds. */
  endLeases(): Promise<void>;
}

/** A file in the folder of the processes. */
export function killFile(folder: string): KillDatabase {
  return {
    settings: {},
    rows: async <Row extends object>(sql: string) => {
      const database = new Database(databaseIn(folder), { readonly: true });
      try {
        return database.prepare<[], Row>(sql).all();
      } finally {
        database.close();
      }
    },
    verify: async () => verified(await openSqlite(databaseIn(folder), MIGRATIONS)),
    // The operating system says that the owner is dead.
    endLeases: async () => {},
  };
}

/** A database on a server of the test's own. */
export async function killPostgres(server: PostgresServer): Promise<KillDatabase> {
  const url = await server.freshDatabase();
  return {
    settings: { DATABASE_URL: url },
    rows: (sql) => server.rows(url, sql),
    verify: async () => verified(await openPostgres(url, MIGRATIONS)),
    endLeases: async () => {
      await server.query(url, 'update leases set until = 0');
    },
  };
}

async function verified(store: OpenedStore): Promise<readonly string[]> {
  try {
    return await store.verify();
  } finally {
    await store.close();
  }
}
