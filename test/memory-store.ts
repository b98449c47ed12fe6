import { Database } from '../src/store/sqlite/driver.ts';
import { openSqlite, openSqliteOn, type SqliteStore } from '../src/store/sqlite/open.ts';
import { MIGRATIONS } from '../src/migrations.ts';

let template: Promise<Buffer> | null = null;

/** A migrated in-memory store in a thirtieth of the time that migrating takes. */
export async function memoryStore(): Promise<SqliteStore> {
  template ??= migrated();
  return openSqliteOn(new Database(await template));
}

async function migrated(): Promise<Buffer> {
  const first = await openSqlite(':memory:', MIGRATIONS);
  const image = first.database.serialize();
  await first.close();
  return image;
}
