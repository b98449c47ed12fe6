import { counted } from '../domain/counted.ts';
import { MIGRATIONS } from '../compose.ts';
import { environment, readConfig } from '../config.ts';
import { isDatabaseUrl, readDatabaseUrl, type DatabaseSetting } from '../domain/database-url.ts';
import { StartError } from '../ports/errors.ts';
import { copyDatabase } from '../store/copy.ts';
import { say, type JsonOption } from './database.ts';
import { withProgress } from './progress.ts';

/** Moves an installation's data from a file to Postgres. */
export async function copy(from: string, to: string | null, options: JsonOption): Promise<void> {
  const source = isDatabaseUrl(from) ? readDatabaseUrl(from) : null;
  const target = targetOf(to);
  if (source?.kind !== 'sqlite' || target?.kind !== 'postgres')
    throw new StartError(
      'deckhand db copy goes from a file to Postgres: deckhand db copy sqlite:PATH postgres://USER:PASSWORD@HOST/NAME (or set DATABASE_URL to the latter)',
      78,
    );
  const { rows } = await withProgress((show) =>
    copyDatabase(source.file, target.url, MIGRATIONS, (what, done) =>
      show(done === undefined ? what : `${what}: ${Math.floor(done * 100)}%`),
    ),
  );
  const count = Object.values(rows).reduce((sum, one) => sum + one, 0);
  say(
    options,
    { rows },
    `copied ${counted(count, 'row')} of ${Object.keys(rows).length} tables, and verified both: set DATABASE_URL to the Postgres database, and start`,
  );
}

/** Read as a setting, so that it is checked and gets its password like one. */
function targetOf(to: string | null): DatabaseSetting | null {
  if (to !== null && !isDatabaseUrl(to)) return null;
  const named = to === null ? {} : { DATABASE_URL: to };
  return readConfig({ ...environment(), ...named }, false).database;
}
