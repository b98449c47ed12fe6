import { setTimeout as pause } from 'node:timers/promises';
import { Database } from '../../src/store/sqlite/driver.ts';
import { MIGRATIONS } from '../../src/migrations.ts';
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
  /** Another program holds what a commit needs, for so many milliseconds. */
  hold(ms: number): Promise<void>;
  /** Ends a connection of the program; a file has none. */
  breakConnection(): Promise<void>;
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
    hold: async (ms) => {
      const other = new Database(databaseIn(folder));
      try {
        other.pragma('busy_timeout = 0');
        other.exec('begin immediate');
        await pause(ms);
        other.exec('rollback');
      } catch {
        // The program holds it at this moment.
      } finally {
        other.close();
      }
    },
    breakConnection: async () => {},
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
    hold: async (ms) => {
      const seconds = ms / 1000;
      await server.query(
        url,
        `begin; select id from workspaces order by id for update; select pg_sleep(${seconds}); rollback`,
      );
    },
    breakConnection: async () => {
      await server.query(
        url,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'deckhand' and datname = current_database() order by random() limit 1`,
      );
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
