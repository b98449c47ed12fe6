import { makePrivateFile, nameOf, startError } from './database-file.ts';
import { Database, type Connection } from './driver.ts';

/**
 * A lock of the operating system: a transaction on an empty database of its own, because SQLite knows the locks of each
 * system. It ends with its connection or the process.
 * @param begin statements that begin the transaction
 * @returns null if another process holds the lock
 * @throws StartError if the lock's file cannot be used
 */
export function takeLock(lockFile: string, begin: string): Connection | null {
  let connection: Connection | null = null;
  try {
    makePrivateFile(lockFile);
    connection = new Database(lockFile, { timeout: 0 });
    connection.exec(begin);
    return connection;
  } catch (error) {
    connection?.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw startError(error, nameOf(lockFile));
  }
}
