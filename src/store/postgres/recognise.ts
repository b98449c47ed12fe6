import { sql, type Kysely } from 'kysely';
import { compareVersions, isDeckhands, type Recognised } from '../schema/recognise.ts';
import type { Tables } from '../schema/tables.ts';

/** Reads only. */
export async function recognise(db: Kysely<Tables>, migrations: string): Promise<Recognised> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!isDeckhands(tables.map(({ name }) => name))) return 'foreign';
  const applied = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return compareVersions(
    applied.rows.map(({ name }) => name),
    migrations,
  );
}
