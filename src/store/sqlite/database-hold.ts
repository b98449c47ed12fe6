import { StartError } from '../../ports/errors.ts';
import { makeDatabaseFolder, makePrivateFile, nameOf } from './database-file.ts';
import { Database, type Connection } from './driver.ts';

/** A lock of the operating system that shows whether a process has the database open. It ends with the process. */
export interface DatabaseHold {
  release(): void;
}

const SHARE = 'BEGIN; SELECT * FROM sqlite_master';
const CLAIM = 'BEGIN EXCLUSIVE';

/**
 * A shared lock, for every process that opens the database.
 * @throws StartError while another process replaces the file
 */
export function holdDatabase(file: string): DatabaseHold {
  if (file === ':memory:') return { release: () => {} };
  const hold = lock(file, SHARE);
  if (hold !== null) return hold;
  throw new StartError(
    `database ${nameOf(file)} is being replaced by deckhand db restore: wait until it is done`,
  );
}

/**
 * An exclusive lock, for the process that replaces the file.
 * @throws StartError while another process has it open
 */
export function claimDatabase(file: string): DatabaseHold {
  const hold = lock(file, CLAIM);
  if (hold !== null) return hold;
  throw new StartError(
    `database ${nameOf(file)} is open in a running bot or another deckhand command: stop it, then run this again`,
  );
}

/** The lock is a transaction on an empty database beside the file, because SQLite knows the locks of each system. */
function lock(file: string, how: string): DatabaseHold | null {
  const lockFile = `${file}-open.lock`;
  makeDatabaseFolder(file);
  makePrivateFile(lockFile);
  const connection: Connection = new Database(lockFile, { timeout: 0 });
  try {
    connection.exec(how);
    return { release: () => void connection.close() };
  } catch (error) {
    connection.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
}
