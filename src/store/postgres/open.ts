import { Kysely, PostgresDialect, sql } from 'kysely';
import type pg from 'pg';
import { StartError, StoreError } from '../../ports/errors.ts';
import type { Lease, Leases } from '../../ports/leases.ts';
import type { Log } from '../../ports/system.ts';
import type { OpenedStore } from '../opened.ts';
import { rebuildStandings } from '../rebuild.ts';
import { repositoriesFor } from '../repositories/index.ts';
import { migrate } from '../schema/migrate.ts';
import type { Recognised } from '../schema/recognise.ts';
import type { Tables } from '../schema/tables.ts';
import type { CommitScope } from '../transaction/commit-scope.ts';
import { verifyData } from '../verify.ts';
import { answering } from '../press-set.ts';
import { installations } from '../installations.ts';
import { studioAccess } from '../studio-access.ts';
import { webChatStore } from '../web-chat.ts';
import type { WorkerRun } from '../worker-queries.ts';
import { dueWork, leases, outboxQueue, workspaceDirectory } from '../worker-queries.ts';
import { DATABASE_NOW } from './clock.ts';
import { READ_ONLY, startError } from './errors.ts';
import { nameOf, openPatientPool, openPool } from './pool.ts';
import { recognise } from './recognise.ts';
import { waitForOlder, type Upgraded } from './running-older.ts';
import { Transactions } from './transactions.ts';

export interface PostgresStore extends OpenedStore {
  /** Runs `work` in one transaction without time limits, for commands of operators. */
  inOneTransaction<T>(work: (scope: CommitScope) => Promise<T>): Promise<T>;
}

export interface PostgresOptions {
  /** `require`: a database of an older Deckhand is refused and left as it is. */
  readonly schema?: 'migrate' | 'require';
  /** Receives a line when an idle connection ends. */
  readonly log?: Log;
  /** Whose clock leases go by; `caller` is for tests with a clock of their own. */
  readonly leaseClock?: 'database' | 'caller';
}

/**
 * Opens a Postgres database and brings its schema up to date. Several processes may have it open.
 * @param url `postgres://user:password@host:port/name`, with `sslmode=verify-full` over a network
 * @throws StartError with one line that names the database, what is wrong and the fix; never the password
 */
export async function openPostgres(
  url: string,
  migrations: string,
  options: PostgresOptions = {},
): Promise<PostgresStore> {
  const name = nameOf(url);
  const pool = openPool(url, options.log ?? null);
  const patientPool = openPatientPool(url);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: patientPool }) });
  const close = async (): Promise<void> => {
    await Promise.all([pool.end(), patientPool.end()]);
  };
  try {
    // What hinders a connection is said before anything else is tried.
    await requireUsable(db, name, options.schema ?? 'migrate');
    const found = await recognise(db, migrations);
    if (options.schema === 'require') requireSchema(found, name);
    const upgraded = { db, name, log: options.log ?? null };
    const migrated = found === 'ours' ? [] : await bringUpToDate(upgraded, found, migrations);
    return makeStore(
      { name, pool, patientPool, close },
      migrated,
      options.leaseClock ?? 'database',
    );
  } catch (error) {
    await close();
    throw startError(error, name);
  }
}

interface Connected {
  readonly name: string;
  readonly pool: pg.Pool;
  readonly patientPool: pg.Pool;
  readonly close: () => Promise<void>;
}

function makeStore(
  { name, pool, patientPool, close }: Connected,
  migrated: readonly string[],
  leaseClock: 'database' | 'caller',
): PostgresStore {
  const transactions = new Transactions({ name, pool, repositoriesFor });
  const patient = new Transactions({ name, pool: patientPool, repositoriesFor });
  const run: WorkerRun = (work) => transactions.alone((scope) => work(scope.db, scope));
  const long = <T>(work: (scope: CommitScope) => Promise<T>): Promise<T> => patient.alone(work);
  return {
    migrated,
    inOneTransaction: long,
    tx: (workspace, work) =>
      transactions.inWorkspace(workspace, (scope) => work(scope.tx(workspace))),
    answering: answering({
      commit: (...press) => transactions.together(...press),
      read: (facts) => transactions.read(facts),
    }),
    outbox: outboxQueue(run),
    leases: leaseClock === 'caller' ? leases(run) : byDatabaseClock(run),
    dueWork: dueWork(run),
    workspaces: workspaceDirectory(run, (...job) => transactions.inWorkspace(...job)),
    studio: studioAccess(run),
    installations: installations(run, async () => {}),
    webChat: webChatStore({
      read: (work) => transactions.alone((scope) => work(scope.sql)),
      write: (work) =>
        transactions.alone(async (scope) => {
          // Changes of the chat have one order, whichever process makes them.
          await scope.sql.rows('select place from web_sequence for update');
          return work(scope.sql);
        }),
    }),
    // Postgres overwrites deleted rows when it vacuums: docs/database.md says what that means for an erasure.
    dropTraces: async () => {},
    verify: (onStep) =>
      long(async (scope) => {
        await scope.sql.run('set transaction isolation level repeatable read');
        return verifyData(scope, onStep);
      }),
    rebuild: () =>
      long(async (scope) => {
        const workspaces = await scope.sql.rows<{ id: string }>('select id from workspaces');
        await scope.lockWorkspaces(
          workspaces.map(({ id }) => id),
          'wait',
        );
        return rebuildStandings(scope);
      }),
    backup: async () => {
      throw new StoreError('broken', 'a Postgres database is backed up with pg_dump');
    },
    close: async () => {
      await transactions.idle();
      await close();
    },
  };
}

/** Processes on several machines agree on when a lease ends, since only the database's clock counts. */
function byDatabaseClock(run: WorkerRun): Leases {
  const inner = leases(run);
  return {
    acquire: async (lease: Lease) => {
      const now = await run(async (db) => {
        const clock = sql<{ now: number }>`select ${DATABASE_NOW} as now`;
        return (await clock.execute(db)).rows[0]?.now ?? lease.now;
      });
      return inner.acquire({ ...lease, now, until: now + (lease.until - lease.now) });
    },
    release: (name, owner) => inner.release(name, owner),
  };
}

/**
 * Asks once for what would hinder every write.
 * @throws StartError with the fix
 */
async function requireUsable(
  db: Kysely<Tables>,
  name: string,
  schema: 'migrate' | 'require',
): Promise<void> {
  const asked = sql<{ encoding: string; readOnly: string }>`
    select current_setting('server_encoding') as encoding,
      current_setting('transaction_read_only') as "readOnly"`;
  const [found] = (await asked.execute(db)).rows;
  if (found?.readOnly === 'on' && schema === 'migrate')
    throw new StartError(`database ${name} ${READ_ONLY}`);
  if (found !== undefined && !['UTF8', 'SQL_ASCII'].includes(found.encoding))
    throw new StartError(
      `database ${name} has the encoding ${found.encoding}, which has no place for many letters: make one with createdb --encoding=UTF8 --template=template0`,
      78,
    );
}

/** Returns the names of the applied migrations. */
async function bringUpToDate(
  upgraded: Upgraded,
  found: Recognised,
  migrations: string,
): Promise<readonly string[]> {
  const { db, name } = upgraded;
  if (found === 'older')
    await waitForOlder(upgraded, async () => (await recognise(db, migrations)) === 'older');
  // The migrator takes a lock, so that processes that start together migrate once.
  return migrate(db, migrations, 'postgres', name);
}

/** For tools that must not change a database. @throws StartError with the fix */
function requireSchema(found: Recognised, name: string): void {
  if (found === 'foreign')
    throw new StartError(
      `database ${name} is not a database of Deckhand: set DATABASE_URL to another one, or run deckhand db migrate`,
      78,
    );
  if (found === 'older')
    throw new StartError(
      `database ${name} was written by an older Deckhand: back it up with pg_dump, then run deckhand db migrate`,
    );
}
