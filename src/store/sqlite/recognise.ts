import { StartError } from '../../ports/errors.ts';
import { compareVersions, isDeckhands, type Recognised } from '../schema/recognise.ts';
import type { Connection } from './driver.ts';

/** Reads only; throws if the database is damaged. */
export function recognise(database: Connection, migrations: string): Recognised {
  const names = (query: string) => database.prepare<[], string>(query).pluck().all();
  if (!isDeckhands(names("select name from sqlite_master where type = 'table'"))) return 'foreign';
  return compareVersions(names('select name from kysely_migration'), migrations);
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
