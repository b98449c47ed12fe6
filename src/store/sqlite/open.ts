import { repositoriesFor } from '../repositories/index.ts';
import { existsSync, mkdirSync, accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { Database, type Connection, type Statement } from './driver.ts';
import { CompiledQuery, Kysely, SqliteDialect } from 'kysely';
import { type Store, type Tx } from '../../ports/store.ts';
import { sqlOn, type Sql } from '../sql.ts';
import { GroupCommit } from '../transaction/group-commit.ts';
import { migrate } from '../schema/migrate.ts';
import type { WorkerRun } from '../worker-queries.ts';
import { dueWork, leases, outboxQueue, workspaceDirectory } from '../worker-queries.ts';
import type { Tables } from '../schema/tables.ts';
import { verifyData } from '../verify.ts';
import { webChatStore } from '../web-chat.ts';
import { messageOf, StoreError, StartError } from '../../ports/errors.ts';

/** WAL may grow while a reader holds it; more than this is given back at a checkpoint. */
const WAL_BYTES = 64 * 1024 * 1024;
const BUSY_MS = 5_000;

export interface SqliteStore extends Store {
  /** The open file, for tests and tools that look at it. */
  readonly database: Connection;
  /** Names of the migrations that this opening applied. */
  readonly migrated: readonly string[];
}

/**
 * Opens (and makes) the database file, asserts its settings and brings its schema up to date.
 * @param file a path, or `:memory:`
 * @throws StartError with one line that names the file, what is wrong and the fix
 */
export async function openSqlite(file: string, migrations: string): Promise<SqliteStore> {
  const name = file === ':memory:' ? file : path.relative(process.cwd(), file) || file;
  const database = openFile(file, name);
  try {
    applySettings(database, name);
    const statements = withStatementCache(database);
    const db = builderOn(statements);
    const migrated = await db.connection().execute(async (connection) => {
      await connection.executeQuery(CompiledQuery.raw('begin immediate'));
      try {
        const applied = await migrate(connection, migrations, 'sqlite', name);
        await connection.executeQuery(CompiledQuery.raw('commit'));
        return applied;
      } catch (error) {
        if (database.inTransaction) database.exec('rollback');
        throw error;
      }
    });
    return makeStore(database, db, sqlOn(statements), migrated);
  } catch (error) {
    database.close();
    throw startError(error, name);
  }
}

/** A store on an open, migrated database: an in-memory copy, for instance. */
export function openSqliteOn(database: Connection): SqliteStore {
  applySettings(database, 'in memory');
  const statements = withStatementCache(database);
  return makeStore(database, builderOn(statements), sqlOn(statements), []);
}

function builderOn(statements: CachedStatements): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: statements }) });
}

function makeStore(
  database: Connection,
  db: Kysely<Tables>,
  sql: Sql,
  migrated: readonly string[],
): SqliteStore {
  const commits = new GroupCommit(db, sql, database, repositoriesFor);
  const run: WorkerRun = (work) => commits.run((scope) => work(scope.db, scope));
  return {
    database,
    migrated,
    tx: async <T>(workspace: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
      commits.run((scope) => work(scope.tx(workspace))),
    outbox: outboxQueue(run),
    leases: leases(run),
    dueWork: dueWork(run),
    workspaces: workspaceDirectory(run),
    webChat: webChatStore(sql, (work) => commits.run(async (scope) => work(scope.sql))),
    dropTraces: () =>
      commits.runBetween(() => {
        // The log holds pages as they were before: it is written into the file and cut to nothing.
        if (!database.memory) database.pragma('wal_checkpoint(TRUNCATE)');
      }),
    verify: async () => {
      const health = database.pragma('quick_check', { simple: true });
      const broken = health === 'ok' ? [] : [`the file is damaged: ${String(health)}`];
      const wrong = await commits.run((scope) => {
        scope.flush();
        return verifyData(scope.db);
      });
      return [...broken, ...wrong];
    },
    backup: async (target) => {
      if (existsSync(target)) throw new StoreError('broken', `${target} exists: name a new file`);
      await database.backup(target);
    },
    close: async () => {
      await commits.idle();
      if (database.open) {
        if (!database.memory) database.pragma('wal_checkpoint(TRUNCATE)');
        await db.destroy();
      }
    },
  };
}

function openFile(file: string, name: string): Connection {
  if (file === ':memory:') return new Database(file);
  const folder = path.dirname(file);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
    if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw new StartError(
      `database ${name}: the folder or file is not writable (${codeOf(error)}): give this user the right to write there, or set DATABASE_URL=sqlite:PATH`,
      1,
      { cause: error },
    );
  }
  if (existsSync(file) && statSync(file).isDirectory()) {
    throw new StartError(`database ${name} is a folder: set DATABASE_URL=sqlite:PATH to a file`);
  }
  try {
    return new Database(file, { timeout: BUSY_MS });
  } catch (error) {
    throw startError(error, name);
  }
}

/** better-sqlite3's build reopens a WAL file with synchronous=NORMAL, which may lose confirmed answers: set and assert. */
function applySettings(database: Connection, name: string): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('trusted_schema = OFF');
  // What is deleted is overwritten: an erased name is in no free page.
  database.pragma('secure_delete = ON');
  database.pragma(`journal_size_limit = ${WAL_BYTES}`);
  const expected: readonly (readonly [string, readonly unknown[]])[] = [
    ['journal_mode', ['wal', 'memory']],
    ['synchronous', [2]],
    ['foreign_keys', [1]],
  ];
  for (const [pragma, allowed] of expected) {
    const value: unknown = database.pragma(pragma, { simple: true });
    if (!allowed.includes(value)) {
      throw new StartError(
        `database ${name}: ${pragma} is ${String(value)} and could not be set; put the file on a local disk (network folders cannot hold it)`,
      );
    }
  }
}

interface CachedStatements {
  prepare(sql: string): Statement;
  close(): void;
}

/** Kysely prepares every query anew; the same SQL is prepared once here. */
function withStatementCache(database: Connection): CachedStatements {
  const statements = new Map<string, Statement>();
  return {
    prepare(sql) {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const statement = database.prepare(sql);
      if (statements.size < 500) statements.set(sql, statement);
      return statement;
    },
    close: () => database.close(),
  };
}

function startError(error: unknown, name: string): StartError {
  if (error instanceof StartError) return error;
  const code = codeOf(error);
  const why: Readonly<Record<string, string>> = {
    SQLITE_NOTADB:
      'is not a database: move it away, or set DATABASE_URL=sqlite:PATH to another file',
    SQLITE_CORRUPT: 'is damaged: restore a backup (deckhand db restore FILE)',
    SQLITE_CANTOPEN: 'cannot be opened: check that the path is right and this user may write there',
    SQLITE_READONLY: 'cannot be written: give this user the right to write the file and its folder',
    SQLITE_FULL: 'cannot be written: the disk is full',
    SQLITE_BUSY: 'is held by another process: stop it first',
  };
  const advice = Object.entries(why).find(([start]) => code.startsWith(start))?.[1];
  const message = messageOf(error);
  return new StartError(`database ${name} ${advice ?? `could not be opened: ${message}`}`, 1, {
    cause: error,
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'unknown';
}
