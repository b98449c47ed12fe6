import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import path from 'node:path';
import { StoreError } from '../../ports/errors.ts';
import { makePrivateFile } from './database-file.ts';
import { Database, type Connection } from './driver.ts';
import { damageOf } from './quick-check.ts';

const PAGES_AT_ONCE = 2_000;

/** Receives the finished share of a copy, from 0 to 1. */
export type CopyProgress = (done: number) => void;

/**
 * Copies the database's present state into a new file, for this user alone, and checks the copy. An unfinished copy is
 * removed.
 * @throws StoreError with one line
 */
export async function backupTo(
  database: Connection,
  target: string,
  onProgress: CopyProgress = () => {},
): Promise<void> {
  try {
    makePrivateFile(target);
  } catch (error) {
    throw new StoreError(
      'broken',
      `${target} cannot be made: name a file in a folder that exists and this user may write`,
      { cause: error },
    );
  }
  const source = database.memory ? database : snapshotOf(database.name);
  try {
    await source.backup(target, {
      progress({ totalPages, remainingPages }) {
        if (totalPages > 0) onProgress(1 - remainingPages / totalPages);
        return PAGES_AT_ONCE;
      },
    });
    checkCopy(target);
  } catch (error) {
    for (const ending of ['', '-wal', '-shm', '-journal'])
      rmSync(`${target}${ending}`, { force: true });
    if (error instanceof StoreError) throw error;
    const why = error instanceof Error ? error.message : 'unknown reason';
    throw new StoreError('broken', `the backup ${target} could not be written: ${why}`, {
      cause: error,
    });
  } finally {
    if (source !== database) source.close();
  }
}

/** Reads one moment of the file. Otherwise each commit of another process would start the copy anew. */
function snapshotOf(file: string): Connection {
  const snapshot = new Database(file, { readonly: true });
  snapshot.exec('begin; select count(*) from sqlite_master');
  return snapshot;
}

function checkCopy(target: string): void {
  const copy = new Database(target);
  try {
    const damage = damageOf(copy);
    if (damage !== null) {
      throw new StoreError(
        'broken',
        `the database is damaged, so its backup would be too: ${damage}`,
      );
    }
  } finally {
    copy.close();
  }
  for (const one of [target, path.dirname(target)]) {
    const handle = openSync(one, 'r');
    fsyncSync(handle);
    closeSync(handle);
  }
}
