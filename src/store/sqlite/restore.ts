import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { StartError } from '../../ports/errors.ts';
import { makePrivateFile, nameOf, openFile, startError } from './database-file.ts';
import { claimDatabase } from './database-hold.ts';
import { Database } from './driver.ts';
import { openSqlite } from './open.ts';
import { damageOf } from './quick-check.ts';
import { recognise, REFUSED } from './recognise.ts';

/** Result of a restore. */
export interface Restored {
  readonly members: number;
  readonly answers: number;
  /** New path of the former database; null if there was none. */
  readonly former: string | null;
}

export interface RestoreOptions {
  readonly migrations: string;
  /** Epoch milliseconds, for the former database's new name. */
  readonly now: number;
}

const ENDINGS = ['', '-wal', '-shm'];

/**
 * Proves a backup on a copy, then puts the copy in the database's place. The former database stays under an unused
 * name. A failure changes nothing.
 * @throws StartError with one line
 */
export async function restoreBackup(
  backup: string,
  target: string,
  options: RestoreOptions,
): Promise<Restored> {
  checkPaths(backup, target);
  const claim = claimDatabase(target);
  const stamp = new Date(options.now).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const copy = unusedName(`${target}.restoring-${stamp}`);
  try {
    copyFileSync(backup, copy, constants.COPYFILE_EXCL);
    makePrivateFile(copy);
    const counts = await prove(backup, copy, options.migrations);
    sync(copy);
    const former = setAside(target, stamp);
    renameSync(copy, target);
    sync(path.dirname(path.resolve(target)));
    return { ...counts, former };
  } catch (error) {
    throw refused(error, backup);
  } finally {
    for (const ending of ENDINGS) rmSync(`${copy}${ending}`, { force: true });
    claim.release();
  }
}

/** A backup that cannot be read is refused in its own words: the advice for a database would be to restore a backup. */
function refused(error: unknown, backup: string): StartError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_NOTADB'))
    return new StartError(`${backup} is not a backup of Deckhand: nothing was changed`, 1, {
      cause: error,
    });
  if (code.startsWith('SQLITE_CORRUPT'))
    return new StartError(`${backup} is damaged, nothing was changed: name another backup`, 1, {
      cause: error,
    });
  if (code === 'ENOSPC' || code.startsWith('SQLITE_FULL'))
    return new StartError(
      `there is no room beside the database for a copy of ${backup}, nothing was changed: make room on that disk`,
      1,
      { cause: error },
    );
  if (code === 'EACCES' || code === 'EPERM')
    return new StartError(`${backup} cannot be read (${code}): give this user the right`, 1, {
      cause: error,
    });
  return startError(error, nameOf(backup));
}

function checkPaths(backup: string, target: string): void {
  const found = statSync(backup, { throwIfNoEntry: false });
  if (found === undefined) throw new StartError(`${backup} does not exist: name a backup`);
  if (!found.isFile()) throw new StartError(`${backup} is no file: name a backup`);
  if (statSync(target, { throwIfNoEntry: false })?.ino === found.ino)
    throw new StartError(`${backup} is the database itself: name a backup`);
  if (existsSync(`${backup}-wal`)) {
    throw new StartError(
      `${backup} has a -wal file beside it, so it is a live database and not a backup: use deckhand db backup to make one`,
    );
  }
}

/** Opens, migrates and verifies the copy. */
async function prove(
  backup: string,
  copy: string,
  migrations: string,
): Promise<{ readonly members: number; readonly answers: number }> {
  const database = openFile(copy, true);
  try {
    const damage = damageOf(database);
    if (damage !== null)
      throw new StartError(`${backup} is damaged, nothing was changed: ${damage}`);
    const is = recognise(database, migrations);
    if (is === 'foreign')
      throw new StartError(`${backup} is not a backup of Deckhand: nothing was changed`);
    if (is === 'newer') throw new StartError(`${backup} ${REFUSED.newer}`);
  } finally {
    database.close();
  }
  const store = await openSqlite(copy, migrations);
  try {
    const [wrong] = await store.verify();
    if (wrong !== undefined)
      throw new StartError(`${backup} is not sound, nothing was changed: ${wrong}`);
    const count = (table: string): number =>
      Number(store.database.prepare(`select count(*) from ${table}`).pluck().get());
    return { members: count('members'), answers: count('answers') };
  } finally {
    await store.close();
  }
}

/** Renames the present database. @returns the new name; null if there is no database */
function setAside(target: string, stamp: string): string | null {
  if (!existsSync(target)) return null;
  mergeWal(target);
  const former = unusedName(`${target}.before-restore-${stamp}`);
  for (const ending of ENDINGS.toReversed())
    if (existsSync(`${target}${ending}`)) renameSync(`${target}${ending}`, `${former}${ending}`);
  return former;
}

/** Merges the database into one file, so that renaming it never leaves parts under two names. */
function mergeWal(target: string): void {
  try {
    const database = new Database(target, { fileMustExist: true });
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.close();
  } catch {
    // A damaged database is set aside unchanged.
  }
}

function unusedName(wanted: string): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (ENDINGS.every((ending) => !existsSync(`${name}${ending}`))) return name;
  }
}

function sync(fileOrFolder: string): void {
  const handle = openSync(fileOrFolder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
