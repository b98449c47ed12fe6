import { makePrivateFile } from './database-file.ts';
import { Database, type Connection } from './driver.ts';

/** Locks of the operating system, one for each lease: they end with the process, however it ends. */
export interface InstanceLocks {
  /** True when this process has that lock now, so whoever had it before is dead. Never waits. */
  take(name: string): boolean;
  close(): void;
}

/**
 * Locks on small empty files beside the database. A lease in the database says who works; after `kill -9` it says so
 * until it runs out. The lock tells at once that nobody does. SQLite itself takes it: it knows the locks of each
 * system, and such a file is one more empty database whose transaction never ends.
 * @param file the database's path; `:memory:` belongs to this process anyway
 */
export function openInstanceLocks(file: string): InstanceLocks {
  const held = new Map<string, Connection>();
  return {
    take(name) {
      if (file === ':memory:' || held.has(name)) return true;
      const lockFile = `${file}-${name.replaceAll(/[^\w-]/g, '-')}.lock`;
      makePrivateFile(lockFile);
      const lock = new Database(lockFile, { timeout: 0 });
      try {
        lock.exec('BEGIN EXCLUSIVE');
        held.set(name, lock);
        return true;
      } catch (error) {
        lock.close();
        if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY'))
          return false;
        throw error;
      }
    },
    close() {
      for (const lock of held.values()) lock.close();
      held.clear();
    },
  };
}
