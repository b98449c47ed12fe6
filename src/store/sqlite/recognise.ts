import { readdirSync } from 'node:fs';
import { StartError } from '../../ports/errors.ts';
import type { Connection } from './driver.ts';

/** Tables of every version. */
const TABLES = ['kysely_migration', 'workspaces', 'members', 'rounds', 'answers', 'posts'];

/** Kind of a database for this version of Deckhand. */
export type Recognised = 'ours' | 'older' | 'newer' | 'foreign';

/** Reads only; throws if the database is damaged. */
export function recognise(database: Connection, migrations: string): Recognised {
  const tables = database
    .prepare("select name from sqlite_master where type = 'table'")
    .pluck()
    .all();
  if (!TABLES.every((table) => tables.includes(table))) return 'foreign';
  const applied = database.prepare('select name from kysely_migration').pluck().all();
  const known = readdirSync(migrations)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.replace(/\.sql$/, ''));
  if (applied.some((name) => !known.some((one) => one === name))) return 'newer';
  return known.every((name) => applied.includes(name)) ? 'ours' : 'older';
}

/**
 * For tools that must not change a database.
 * @throws StartError unless it has exactly the schema of this version
 */
export function requireSchema(database: Connection, migrations: string, name: string): void {
  const is = recognise(database, migrations);
  if (is !== 'ours') throw new StartError(`database ${name} ${REFUSED[is]}`);
}

/** Reason of a refusal, to stand after the database's name. */
export const REFUSED: Readonly<Record<Exclude<Recognised, 'ours'>, string>> = {
  foreign: 'is not a database of Deckhand: name another file, or set DATABASE_URL=sqlite:PATH',
  older:
    'was written by an older Deckhand: run deckhand db backup FILE, stop the bot, then run deckhand db migrate',
  newer:
    'was written by a newer Deckhand: install that version, or restore a backup made before it (deckhand db restore FILE)',
};
