import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  CompiledQuery,
  Migrator,
  type Kysely,
  type Migration,
  type MigrationProvider,
} from 'kysely';
import type { Tables } from './tables.ts';
import { messageOf, StartError } from '../../ports/errors.ts';

type Dialect = 'sqlite' | 'postgres';

/** What puts a backup in a database's place. */
const RESTORE: Readonly<Record<Dialect, string>> = {
  sqlite: 'deckhand db restore FILE',
  postgres: 'pg_restore into an empty database, docs/operations.md',
};

/** The statements of a portable migration file, without `-- @only postgres … -- @end` blocks for other databases. */
export function statementsOf(sql: string, dialect: Dialect): readonly string[] {
  const kept: string[] = [];
  let only: string | null = null;
  for (const line of sql.split('\n')) {
    const start = /^--\s*@only\s+(\w+)/.exec(line);
    if (start !== null) only = start[1] ?? null;
    else if (/^--\s*@end/.test(line)) only = null;
    else if ((only === null || only === dialect) && !/^\s*--/.test(line)) kept.push(line);
  }
  return kept
    .join('\n')
    .split(/;\s*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

class SqlFolder implements MigrationProvider {
  constructor(
    private readonly folder: string,
    private readonly dialect: Dialect,
  ) {}

  async getMigrations(): Promise<Record<string, Migration>> {
    const files = (await readdir(this.folder)).filter((file) => file.endsWith('.sql')).sort();
    const migrations: Record<string, Migration> = {};
    for (const file of files) {
      const sql = await readFile(path.join(this.folder, file), 'utf8');
      const statements = statementsOf(sql, this.dialect);
      migrations[file.replace(/\.sql$/, '')] = {
        up: async (db: Kysely<unknown>) => {
          for (const statement of statements) await db.executeQuery(CompiledQuery.raw(statement));
        },
      };
    }
    return migrations;
  }
}

/**
 * Brings the database to the newest schema and returns the names of the applied migrations. Run it on one connection
 * inside a transaction, so that a failed migration leaves nothing behind.
 * @throws StartError when the database is newer than this program or a migration fails
 */
export async function migrate(
  db: Kysely<Tables>,
  folder: string,
  dialect: Dialect,
  name: string,
): Promise<readonly string[]> {
  const migrator = new Migrator({ db, provider: new SqlFolder(folder, dialect) });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const why = messageOf(error);
    if (/previously executed migration|corrupted migrations/.test(why)) {
      throw new StartError(
        `database ${name} was written by a newer Deckhand: install that version, or restore a backup made before it (${RESTORE[dialect]})`,
      );
    }
    throw new StartError(`database ${name} could not be migrated: ${why}`, 1, { cause: error });
  }
  return (results ?? []).map((result) => result.migrationName);
}
