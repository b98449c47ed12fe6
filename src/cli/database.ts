import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { MIGRATIONS } from '../compose.ts';
import { environment, readConfig } from '../config.ts';
import { openSqlite, type SqliteStore } from '../store/sqlite/open.ts';
import { StartError } from '../ports/errors.ts';

function databaseFile(): string {
  return readConfig(environment(), false).database.file;
}

async function withStore<T>(work: (store: SqliteStore) => Promise<T>): Promise<T> {
  const store = await openSqlite(databaseFile(), MIGRATIONS);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

export async function migrateDatabase(): Promise<void> {
  await withStore(async ({ migrated }) => {
    const done = migrated.length === 0 ? 'up to date' : `applied ${migrated.join(', ')}`;
    process.stdout.write(`${done}\n`);
  });
}

export async function verify(options: { readonly json?: boolean }): Promise<void> {
  const found = await withStore((store) => store.verify());
  if (options.json === true) process.stdout.write(`${JSON.stringify({ found })}\n`);
  else process.stdout.write(found.length === 0 ? 'all is well\n' : `${found.join('\n')}\n`);
  if (found.length > 0) process.exitCode = 1;
}

export async function backup(file: string): Promise<void> {
  await withStore((store) => store.backup(file));
  process.stdout.write(`written: ${file}\n`);
}

/** The backup is proven before it takes the database's place; the old file stays beside it. */
export async function restore(file: string): Promise<void> {
  if (!existsSync(file)) throw new StartError(`${file} does not exist: name a backup`);
  if (existsSync(`${file}-wal`)) {
    throw new StartError(
      `${file} has a -wal file beside it, so it is a live database and not a backup: use deckhand db backup to make one`,
    );
  }
  const target = databaseFile();
  const copy = `${target}.restoring`;
  copyFileSync(file, copy);
  const store = await openSqlite(copy, MIGRATIONS);
  const found = await store.verify();
  await store.close();
  if (found.length > 0) {
    rmSync(copy);
    throw new StartError(`${file} is not sound, nothing was changed: ${found[0]}`);
  }
  const kept = `${target}.before-restore`;
  for (const ending of ['', '-wal', '-shm']) {
    if (existsSync(`${target}${ending}`)) renameSync(`${target}${ending}`, `${kept}${ending}`);
  }
  renameSync(copy, target);
  process.stdout.write(`restored: ${target} (the former one is ${kept})\n`);
}
