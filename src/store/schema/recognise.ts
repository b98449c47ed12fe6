import { readdirSync } from 'node:fs';

/** Tables of every version. */
const TABLES = ['kysely_migration', 'workspaces', 'members', 'rounds', 'answers', 'posts'];

/** Kind of a database for this version of Deckhand. */
export type Recognised = 'ours' | 'older' | 'newer' | 'foreign';

/** Whether a database with these tables is one of Deckhand, of any version. */
export function isDeckhands(tables: readonly string[]): boolean {
  return TABLES.every((table) => tables.includes(table));
}

/**
 * Compares the migrations of a database with those of this version.
 * @param applied names in its `kysely_migration`
 * @param migrations folder of this version's migrations
 */
export function compareVersions(
  applied: readonly string[],
  migrations: string,
): Exclude<Recognised, 'foreign'> {
  const known = readdirSync(migrations)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.replace(/\.sql$/, ''));
  if (applied.some((name) => !known.includes(name))) return 'newer';
  return known.every((name) => applied.includes(name)) ? 'ours' : 'older';
}
