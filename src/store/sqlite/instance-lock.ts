import { makePrivateFile } from './database-file.ts';
import { Database, type Connection } from './driver.ts';

/** Locks of the operating system, one for each lease. They end with the process, however it ends. */
export interface InstanceLocks {
  /** Whether this process has that lock now, which means that its former holder is dead. Never waits. */
  take(name: string): boolean;
  close(): void;
}

/**
 * Locks on small empty files beside the database. After `kill -9` the lease in the database still names the dead
 * process until it expires; the lock shows its death at once. SQLite takes the lock, since it knows the locks of each
 * system: the file is an empty database with a transaction that never ends.
 * @param file the database's path; `:memory:` always belongs to this process
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
