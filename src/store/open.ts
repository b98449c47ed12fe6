import type { DatabaseSetting } from '../domain/database-url.ts';
import type { Log } from '../ports/system.ts';
import type { OpenedStore } from './opened.ts';

export interface ToolOptions {
  /** `require`: a tool that must not change a database; it refuses one that is not there or of another version. */
  readonly schema: 'migrate' | 'require';
}

/** The database of a running bot. */
export interface BotDatabase {
  readonly store: OpenedStore;
  /** Whether the process that holds a lease is known to be dead, so that its term need not run out. */
  readonly ownerGone: (lease: string) => boolean;
  /** Notices that the file is gone, which ends the process. Never throws. */
  readonly check: () => void;
  close(): Promise<void>;
}

export interface BotHooks {
  readonly log: Log;
  /** The database is gone for good: the process must end. */
  readonly onFatal: (why: string) => void;
}

/**
 * Opens the database for the bot. A file is held, so that no restore replaces it while the bot runs.
 * @throws StartError with one line
 */
export async function openForBot(
  database: DatabaseSetting,
  migrations: string,
  { log, onFatal }: BotHooks,
): Promise<BotDatabase> {
  if (database.kind === 'postgres') {
    const { openPostgres } = await import('./postgres/open.ts');
    const store = await openPostgres(database.url, migrations, { log });
    return { store, ownerGone: () => false, check: () => {}, close: () => store.close() };
  }
  const { file } = database;
  const { openSqlite } = await import('./sqlite/open.ts');
  const { holdDatabase } = await import('./sqlite/database-hold.ts');
  const { openInstanceLocks } = await import('./sqlite/instance-lock.ts');
  const hold = await holdDatabase(file);
  try {
    const { alone } = hold;
    const store = await openSqlite(file, migrations, { checkLog: log, onLost: onFatal, alone });
    const locks = openInstanceLocks(file);
    return {
      store,
      ownerGone: (lease) => locks.take(lease),
      check: () => store.checkFile(),
      close: async () => {
        locks.close();
        await store.close();
        hold.release();
      },
    };
  } catch (error) {
    hold.release();
    throw error;
  }
}

/**
 * Opens the database for one command. A file is held against a restore meanwhile.
 * @throws StartError with one line
 */
export async function openForTool(
  database: DatabaseSetting,
  migrations: string,
  { schema }: ToolOptions,
): Promise<OpenedStore> {
  if (database.kind === 'postgres') {
    const { openPostgres } = await import('./postgres/open.ts');
    return openPostgres(database.url, migrations, { schema });
  }
  const { file } = database;
  const { openSqlite, requireFile } = await import('./sqlite/open.ts');
  const { holdDatabase } = await import('./sqlite/database-hold.ts');
  const mustExist = schema === 'require';
  // Holding it makes the lock's file.
  if (mustExist) requireFile(file);
  const hold = await holdDatabase(file);
  try {
    const { alone } = hold;
    const store = await openSqlite(file, migrations, { mustExist, schema, alone });
    return {
      ...store,
      close: async () => {
        await store.close();
        hold.release();
      },
    };
  } catch (error) {
    hold.release();
    throw error;
  }
}
