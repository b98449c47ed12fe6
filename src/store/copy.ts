import { StartError, StoreError } from '../ports/errors.ts';
import { withoutNul } from '../domain/text.ts';
import { openPostgres } from './postgres/open.ts';
import { nameOf } from './postgres/pool.ts';
import { claimDatabase } from './sqlite/database-hold.ts';
import type { Connection } from './sqlite/driver.ts';
import { openSqlite, requireFile } from './sqlite/open.ts';
import type { SqlValue } from './sql.ts';
import type { CommitScope } from './transaction/commit-scope.ts';
import { verifyData } from './verify.ts';

/** Postgres takes 65,535 parameters a statement; fewer are as quick. */
const PARAMETERS = 10_000;

/** A bot may use the target, or a copy that stands still. */
const LONGEST_WAIT_MS = 5_000;

/** Receives what is being done, and the finished share of a table, from 0 to 1, where there is one. */
export type CopyStep = (what: string, done?: number) => void;

export interface Copied {
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
}

/**
 * Copies an installation's data from a file into an empty Postgres database, in one transaction: after a break nothing
 * is there, and the copy can be begun again. Both sides are verified before the commit. The bot must be stopped.
 * @throws StartError with one line
 */
export async function copyDatabase(
  file: string,
  url: string,
  migrations: string,
  onStep: CopyStep,
): Promise<Copied> {
  requireFile(file);
  const hold = claimDatabase(file);
  try {
    const source = await openSqlite(file, migrations, { mustExist: true, schema: 'require' });
    try {
      sound('the file', await source.verify((what) => onStep(`checking ${what} of the file`)));
      const target = await openPostgres(url, migrations);
      try {
        const parts = { source: source.database, name: nameOf(url), onStep };
        return await target.inOneTransaction((scope) => copyAll(scope, parts));
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        throw new StartError(`nothing was copied: ${error.message}`, 1, { cause: error });
      } finally {
        await target.close();
      }
    } finally {
      await source.close();
    }
  } finally {
    hold.release();
  }
}

interface CopyParts {
  readonly source: Connection;
  /** The target for people. */
  readonly name: string;
  readonly onStep: CopyStep;
}

async function copyAll(scope: CommitScope, { source, name, onStep }: CopyParts): Promise<Copied> {
  const { sql } = scope;
  onStep(`waiting until nobody else uses ${name}`);
  // No bot begins to use it meanwhile.
  await sql.run(`set local lock_timeout = ${LONGEST_WAIT_MS}`);
  await sql.run('lock table workspaces, web_members in access exclusive mode');
  await sql.run('set local lock_timeout = 0');
  const [used] = await sql.rows<object>(
    'select 1 from workspaces union all select 1 from web_members limit 1',
  );
  if (used !== undefined)
    throw new StartError(
      `database ${name} is in use already: name an empty one, since nothing is overwritten`,
    );
  const tables = tablesOf(source);
  // A migration may have written a first row.
  for (const table of tables.toReversed()) await sql.run(`delete from ${table}`);
  const rows: Record<string, number> = {};
  for (const table of tables) rows[table] = await copyTable(source, scope, table, onStep);
  await sql.rows(
    `select setval('boards_id_seq', (select coalesce(max(id), 0) + 1 from boards), false)`,
  );
  for (const [table, count] of Object.entries(rows)) {
    const [there] = await sql.rows<{ count: number }>(`select count(*) as count from ${table}`);
    if (there?.count !== count)
      throw new StartError(`${table}: ${count} rows were read and ${there?.count} are there`);
  }
  sound('the copy', await verifyData(scope, (what) => onStep(`checking ${what} of the copy`)));
  return { rows };
}

function sound(what: string, found: readonly string[]): void {
  const [first] = found;
  if (first === undefined) return;
  throw new StartError(
    `nothing was copied: ${what} does not hold (${first}): run deckhand db verify, then db rebuild`,
  );
}

async function copyTable(
  source: Connection,
  { sql }: CommitScope,
  table: string,
  onStep: CopyStep,
): Promise<number> {
  const columns = source
    .prepare<[], { name: string }>(`select name from pragma_table_info('${table}')`)
    .all()
    .map(({ name }) => name);
  const total =
    source.prepare<[], { count: number }>(`select count(*) as count from ${table}`).get()?.count ??
    0;
  const atOnce = Math.floor(PARAMETERS / columns.length);
  const read = source.prepare<[], SqlValue[]>(`select ${columns.join(', ')} from ${table}`).raw();
  let batch: SqlValue[][] = [];
  let done = 0;
  const write = async (): Promise<void> => {
    if (batch.length === 0) return;
    await sql.run(insertInto(table, columns, batch.length), ...batch.flat());
    done += batch.length;
    batch = [];
    onStep(`copying ${table}`, done / total);
  };
  for (const row of read.iterate()) {
    batch.push(row.map((value) => (typeof value === 'string' ? withoutNul(value) : value)));
    if (batch.length === atOnce) await write();
  }
  await write();
  return done;
}

function insertInto(table: string, columns: readonly string[], rows: number): string {
  const row = `(${columns.map(() => '?').join(', ')})`;
  const values = Array.from({ length: rows }, () => row).join(', ');
  return `insert into ${table} (${columns.join(', ')}) values ${values}`;
}

/** The tables with data, referenced ones first. A lease belongs to a process, so it stays behind. */
function tablesOf(source: Connection): readonly string[] {
  const names = source
    .prepare<[], { name: string }>(
      `select name from sqlite_master where type = 'table' and name not like 'sqlite_%'
       and name not like 'kysely_%' and name <> 'leases' order by name`,
    )
    .all()
    .map(({ name }) => name);
  const ordered = new Set<string>();
  const add = (table: string): void => {
    if (ordered.has(table)) return;
    const referenced = source
      .prepare<[], { to: string }>(
        `select "table" as "to" from pragma_foreign_key_list('${table}')`,
      )
      .all();
    for (const { to } of referenced) if (to !== table) add(to);
    ordered.add(table);
  };
  for (const name of names) add(name);
  return [...ordered];
}
