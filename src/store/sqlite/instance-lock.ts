import type { Connection } from './driver.ts';
import { takeLock } from './lock-file.ts';

/** Locks of the operating system, one for each lease. They end with the process, however it ends. */
export interface InstanceLocks {
  /** Whether this process has that lock now, which means that its former holder is dead. Never waits. */
  take(name: string): boolean;
  close(): void;
}

/**
 * Locks on small empty files beside the database. After `kill -9` the lease in the database still names the dead
 * process until it expires; the lock shows its death at once.
 * @param file the database's path; `:memory:` always belongs to this process
 */
export function openInstanceLocks(file: string): InstanceLocks {
  const held = new Map<string, Connection>();
  return {
    take(name) {
      if (file === ':memory:' || held.has(name)) return true;
      const lockFile = `${file}-${name.replaceAll(/[^\w-]/g, '-')}.lock`;
      const lock = takeLock(lockFile, 'BEGIN EXCLUSIVE');
      if (lock !== null) held.set(name, lock);
      return lock !== null;
    },
    close() {
      for (const lock of held.values()) lock.close();
      held.clear();
    },
  };
}
