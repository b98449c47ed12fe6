import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { StartError } from '../../ports/errors.ts';
import { Database, type Connection } from './driver.ts';

/** Synchronous, so only at the start, before the bot serves members. */
const OPENING_BUSY_MS = 5_000;
/** Only the user who runs Deckhand may read the files, since answers belong to their members. */
const PRIVATE = 0o600;

/** The file's path for people: relative to the current folder, if that is shorter. */
export function nameOf(file: string): string {
  if (file === ':memory:') return file;
  const relative = path.relative(process.cwd(), file);
  return relative === '' || relative.startsWith('..') ? file : relative;
}

/**
 * Opens the file, and creates it unless it must exist.
 * @throws StartError with one line that names the file, what is wrong and the fix
 */
export function openFile(file: string, mustExist: boolean): Connection {
  if (file === ':memory:') return new Database(file);
  const name = nameOf(file);
  if (mustExist && !existsSync(file)) {
    throw new StartError(
      `there is no database at ${path.resolve(file)}: start in Deckhand's folder, or set DATABASE_URL=sqlite:PATH`,
      78,
    );
  }
  makeDatabaseFolder(file);
  try {
    makePrivateFile(file);
    accessSync(file, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw notWritable(name, error);
  }
  if (statSync(file).isDirectory()) {
    throw new StartError(
      `database ${name} is a folder: set DATABASE_URL=sqlite:PATH to a file`,
      78,
    );
  }
  try {
    return new Database(file, { timeout: OPENING_BUSY_MS });
  } catch (error) {
    throw startError(error, name);
  }
}

/**
 * Creates an empty file for this user alone, or removes other users' rights from the existing one. It never opens an
 * existing file: closing it again would end every lock of this process on it.
 */
export function makePrivateFile(file: string): void {
  if (!existsSync(file)) {
    closeSync(openSync(file, 'wx', PRIVATE));
    return;
  }
  for (const ending of ['', '-wal', '-shm']) {
    const found = statSync(`${file}${ending}`, { throwIfNoEntry: false });
    if (found?.isFile() !== true || (found.mode & 0o077) === 0) continue;
    try {
      chmodSync(`${file}${ending}`, PRIVATE);
    } catch {
      // The file's rights are its owner's decision, if that is another user.
    }
  }
}

/**
 * Creates the database's folder.
 * @throws StartError if it cannot be created or written
 */
export function makeDatabaseFolder(file: string): void {
  const folder = path.dirname(path.resolve(file));
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw notWritable(nameOf(file), error);
  }
}

function notWritable(name: string, error: unknown): StartError {
  return new StartError(
    `database ${name}: the folder or file is not writable (${codeOf(error)}): give this user the right to write there, or set DATABASE_URL=sqlite:PATH`,
    78,
    { cause: error },
  );
}

/** Node's own recursive mkdir never returns under /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/** SQLite's error in one line with the fix. */
export function startError(error: unknown, name: string): StartError {
  if (error instanceof StartError) return error;
  const code = codeOf(error);
  const why: Readonly<Record<string, string>> = {
    SQLITE_NOTADB:
      'is not a database: move it away, or set DATABASE_URL=sqlite:PATH to another file',
    SQLITE_CORRUPT: 'is damaged: restore a backup (deckhand db restore FILE)',
    SQLITE_CANTOPEN: 'cannot be opened: check that the path is right and this user may write there',
    SQLITE_READONLY: 'cannot be written: give this user the right to write the file and its folder',
    SQLITE_FULL: 'cannot be written: the disk is full',
    SQLITE_BUSY: 'is held by another process: stop it first',
  };
  const advice = Object.entries(why).find(([start]) => code.startsWith(start))?.[1];
  const message = (error instanceof Error ? error.message : String(error)).split('\n')[0];
  return new StartError(`database ${name} ${advice ?? `could not be opened: ${message}`}`, 1, {
    cause: error,
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'unknown';
}
