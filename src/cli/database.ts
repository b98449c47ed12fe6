import { existsSync, statSync } from 'node:fs';
import { counted } from '../domain/counted.ts';
import { MIGRATIONS } from '../compose.ts';
import { environment, readConfig } from '../config.ts';
import { StartError } from '../ports/errors.ts';
import { backupTo } from '../store/sqlite/backup.ts';
import { nameOf, openFile, startError } from '../store/sqlite/database-file.ts';
import type { Connection } from '../store/sqlite/driver.ts';
import { holdDatabase } from '../store/sqlite/database-hold.ts';
import { requireFile } from '../store/sqlite/open.ts';
import type { DatabaseSetting } from '../domain/database-url.ts';
import { openForTool, type ToolOptions } from '../store/open.ts';
import type { OpenedStore } from '../store/opened.ts';
import type { Recognised } from '../store/schema/recognise.ts';
import { recognise, REFUSED } from '../store/sqlite/recognise.ts';
import { restoreBackup } from '../store/sqlite/restore.ts';
import { systemClock } from '../system/clock.ts';
import { withProgress } from './progress.ts';

export interface JsonOption {
  readonly json?: boolean;
}

function databaseSetting(): DatabaseSetting {
  return readConfig(environment(), false).database;
}

/** The file of the settings; what works on files says what Postgres has instead. */
function databaseFile(instead: string): string {
  const database = databaseSetting();
  if (database.kind === 'sqlite') return database.file;
  throw new StartError(`DATABASE_URL is a Postgres database: ${instead}`, 78);
}

/** Opens the database of the settings for one command. */
export async function withStore<T>(
  options: ToolOptions,
  work: (store: OpenedStore) => Promise<T>,
): Promise<T> {
  const store = await openForTool(databaseSetting(), MIGRATIONS, options);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Tools look at a database that is there, with the schema of this version, and make none. */
export function withToolStore<T>(work: (store: OpenedStore) => Promise<T>): Promise<T> {
  return withStore({ schema: 'require' }, work);
}

export async function migrateDatabase(options: JsonOption): Promise<void> {
  await withStore({ schema: 'migrate' }, async ({ migrated }) => {
    const done = migrated.length === 0 ? 'up to date' : `applied ${migrated.join(', ')}`;
    say(options, { migrated }, done);
  });
}

export async function verify(options: JsonOption): Promise<void> {
  const found = await withProgress((show) =>
    withToolStore((store) => store.verify((what) => show(`checking ${what}`))),
  );
  say(options, { found }, found.length === 0 ? 'all is well' : found.join('\n'));
  if (found.length > 0) process.exitCode = 1;
}

/** Takes a database of any version: an operator makes a backup before a new version migrates it. */
export async function backup(target: string, options: JsonOption): Promise<void> {
  const file = databaseFile(`back it up with pg_dump --format=custom --file=${target} NAME`);
  requireFile(file);
  if (existsSync(target)) throw new StartError(`${target} exists: name a new file`);
  const hold = await holdDatabase(file);
  const database = openFile(file, true);
  try {
    if (kindOf(database, file) === 'foreign')
      throw new StartError(`database ${nameOf(file)} ${REFUSED.foreign}`, 78);
    await withProgress((show) =>
      backupTo(database, target, (done) => show(`copied ${Math.floor(done * 100)}%`)),
    );
  } finally {
    database.close();
    hold.release();
  }
  const bytes = statSync(target).size;
  say(options, { file: target, bytes }, `written: ${target} (${Math.ceil(bytes / 1024)} KB)`);
}

/** @throws StartError if the file cannot be read */
function kindOf(database: Connection, file: string): Recognised {
  try {
    return recognise(database, MIGRATIONS);
  } catch (error) {
    throw startError(error, nameOf(file));
  }
}

/** Makes the boards anew from the answers and proves them. */
export async function rebuild(options: JsonOption): Promise<void> {
  const { standings, found } = await withProgress((show) =>
    withToolStore(async (store) => {
      show('adding up the answers');
      const standings = await store.rebuild();
      return { standings, found: await store.verify((what) => show(`checking ${what}`)) };
    }),
  );
  const done = `rebuilt ${standings} standings`;
  say(
    options,
    { standings, found },
    [done, ...(found.length === 0 ? ['all is well'] : found)].join('\n'),
  );
  if (found.length > 0) process.exitCode = 1;
}

/** Puts a proven backup in the database's place; the former one stays beside it under a name of its own. */
export async function restore(file: string, options: JsonOption): Promise<void> {
  const target = databaseFile(
    `stop all processes, then dropdb NAME && createdb --owner=USER NAME && pg_restore --exit-on-error --dbname=NAME ${file}`,
  );
  const done = await restoreBackup(file, target, {
    migrations: MIGRATIONS,
    now: systemClock().now(),
  });
  const former = done.former === null ? '' : `; the former one is ${done.former}`;
  const holds = `${counted(done.members, 'member')} and ${counted(done.answers, 'answer')}`;
  say(
    options,
    { database: target, ...done },
    `restored: ${nameOf(target)} from ${file}, with ${holds}${former}`,
  );
}

/** Prints a line for a person, or a value for a program. */
export function say({ json }: JsonOption, value: unknown, line: string): void {
  process.stdout.write(`${json === true ? JSON.stringify(value) : line}\n`);
}
