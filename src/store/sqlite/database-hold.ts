import { setTimeout as pause } from 'node:timers/promises';
import { StartError } from '../../ports/errors.ts';
import { makeDatabaseFolder, nameOf } from './database-file.ts';
import { takeLock } from './lock-file.ts';

/** A lock of the operating system that shows whether a process has the database open. It ends with the process. */
export interface DatabaseHold {
  release(): void;
}

/** A shared lock, which can become the only one for a while. */
export interface SharedHold extends DatabaseHold {
  /**
   * Runs work that changes the schema: a process of an older version would go on writing by its own. Once `isDone` says
   * that another process has changed it, the work runs beside that one.
   * @throws StartError if another process still has the database open after some seconds
   */
  readonly alone: <T>(work: () => Promise<T>, isDone: () => boolean) => Promise<T>;
}

/** Long enough for a command that looks at the database, and for a process that starts at the same time. */
const WAIT_MS = 3_000;
const STEP_MS = 50;

const SHARE = 'BEGIN; SELECT * FROM sqlite_master';
const CLAIM = 'BEGIN EXCLUSIVE';

/**
 * A shared lock, for every process that opens the database.
 * @throws StartError if another process still replaces the file, or changes its schema, after some seconds
 */
export async function holdDatabase(file: string): Promise<SharedHold> {
  if (file === ':memory:') return { release: () => {}, alone: (work) => work() };
  let hold = await share(file);
  return {
    release: () => hold.release(),
    async alone(work, isDone) {
      hold.release();
      const claim = await claimSoon(file, isDone);
      if (claim === null) {
        hold = await share(file);
        return work();
      }
      try {
        return await work();
      } finally {
        claim.release();
        hold = await share(file);
      }
    },
  };
}

async function share(file: string): Promise<DatabaseHold> {
  const hold = await lockSoon(file, SHARE);
  if (hold !== null) return hold;
  throw new StartError(
    `database ${nameOf(file)} is being replaced or brought up to date by another process: wait until it is done, then run this again`,
  );
}

/** Null once `isDone` says that the lock is needed no more. */
async function claimSoon(file: string, isDone: () => boolean): Promise<DatabaseHold | null> {
  const claim = await lockSoon(file, CLAIM, isDone);
  if (claim !== null || isDone()) return claim;
  throw new StartError(
    `database ${nameOf(file)} was written by an older Deckhand and is still open in a bot or another deckhand command: stop it, then run this again`,
  );
}

async function lockSoon(
  file: string,
  how: string,
  isDone: () => boolean = () => false,
): Promise<DatabaseHold | null> {
  for (let left = WAIT_MS / STEP_MS; ; left -= 1) {
    const found = lock(file, how);
    if (found !== null || left === 0 || isDone()) return found;
    await pause(STEP_MS);
  }
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

function lock(file: string, how: string): DatabaseHold | null {
  makeDatabaseFolder(file);
  const connection = takeLock(`${file}-open.lock`, how);
  return connection === null ? null : { release: () => void connection.close() };
}
