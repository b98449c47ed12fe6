import { existsSync } from 'node:fs';
import { LRUCache } from 'lru-cache';
import { CompiledQuery, Kysely, SqliteDialect } from 'kysely';
import { StartError, StoreError } from '../../ports/errors.ts';
import type { Tx } from '../../ports/store.ts';
import type { WebChatStore } from '../../ports/web-chat.ts';
import type { Log } from '../../ports/system.ts';
import { repositoriesFor } from '../repositories/index.ts';
import { migrate } from '../schema/migrate.ts';
import type { Tables } from '../schema/tables.ts';
import { sqlOn, type Sql } from '../sql.ts';
import { GroupCommit, type CommitGuard } from '../transaction/group-commit.ts';
import { rebuildStandings } from '../rebuild.ts';
import { verifyData } from '../verify.ts';
import type { OpenedStore } from '../opened.ts';
import { answering } from '../press-set.ts';
import { installations } from '../installations.ts';
import { studioAccess } from '../studio-access.ts';
import { webChatStore } from '../web-chat.ts';
import type { WorkerRun } from '../worker-queries.ts';
import { dueWork, leases, outboxQueue, workspaceDirectory } from '../worker-queries.ts';
import { backupTo } from './backup.ts';
import { nameOf, openFile, startError } from './database-file.ts';
import type { Connection, Statement } from './driver.ts';
import { guardFile } from './file-guard.ts';
import { LockWait } from '../transaction/lock-wait.ts';
import { recognise, requireSchema } from './recognise.ts';
import { checkAtStart, damageOf } from './quick-check.ts';

/** A reader may keep the WAL growing; a checkpoint cuts it to this size. */
const WAL_BYTES = 64 * 1024 * 1024;

/** More than the texts that there are, but for lists of many lengths. */
const MAX_STATEMENTS = 500;

export interface SqliteStore extends OpenedStore {
  /** The open file, for tests and tools that look at it. */
  readonly database: Connection;
  /** Calls `onLost` if the file was moved or deleted. Never throws. */
  checkFile(): void;
}

export interface OpenOptions {
  /** For tools that must not create an empty database in the wrong folder. */
  readonly mustExist?: boolean;
  /** `require`: a database of an older Deckhand is refused and left as it is. */
  readonly schema?: 'migrate' | 'require';
  /** Runs a migration of an older database while no other process has it open, or once another one has migrated it. */
  readonly alone?: <T>(migrating: () => Promise<T>, isDone: () => boolean) => Promise<T>;
  /** Set at the bot's start: checks every page and receives a line about a long check. */
  readonly checkLog?: Log;
  /** Called once if the file was moved, replaced or deleted. The store confirms nothing after that. */
  readonly onLost?: (why: string) => void;
}

/**
 * Opens or creates the database file, asserts its settings and brings its schema up to date.
 * @param file a path, or `:memory:`
 * @throws StartError with one line that names the file, what is wrong and the fix
 */
export async function openSqlite(
  file: string,
  migrations: string,
  options: OpenOptions = {},
): Promise<SqliteStore> {
  const name = nameOf(file);
  const database = openFile(file, options.mustExist ?? false);
  try {
    if (options.schema === 'require') requireSchema(database, migrations, name);
    applySettings(database, name);
    if (options.checkLog !== undefined) checkAtStart(database, name, options.checkLog);
    const statements = withStatementCache(database);
    const db = builderOn(statements);
    const found = () => recognise(database, migrations);
    const migrating = async () =>
      found() === 'ours' ? [] : migrateFile(database, db, migrations, name);
    const { alone } = options;
    const migrated = await (alone !== undefined && found() === 'older'
      ? alone(migrating, () => found() !== 'older')
      : migrating());
    // A set of answers overflows SQLite's journal of a statement, which would be a file elsewhere, made and deleted for
    // nearly every commit. Migrations need such files: they sort whole tables.
    database.pragma('temp_store = MEMORY');
    // No synchronous waiting from here on: see LockWait.
    database.pragma('busy_timeout = 0');
    const guard = guardFile(file, name, options.onLost ?? (() => {}));
    return makeStore({ name, database, db, sql: sqlOn(statements), guard }, migrated);
  } catch (error) {
    database.close();
    throw startError(error, name);
  }
}

/** @throws StartError unless the file is there; it makes nothing */
export function requireFile(file: string): void {
  if (!existsSync(file)) openFile(file, true).close();
}

async function migrateFile(
  database: Connection,
  db: Kysely<Tables>,
  migrations: string,
  name: string,
): Promise<readonly string[]> {
  return db.connection().execute(async (connection) => {
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
}

/** A store on an open, migrated database: an in-memory copy, for instance. */
export function openSqliteOn(database: Connection): SqliteStore {
  applySettings(database, 'in memory');
  const statements = withStatementCache(database);
  const name = 'in memory';
  const guard = guardFile(':memory:', name, () => {});
  return makeStore(
    { name, database, db: builderOn(statements), sql: sqlOn(statements), guard },
    [],
  );
}

function builderOn(statements: CachedStatements): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: statements }) });
}

interface Opened {
  readonly name: string;
  readonly database: Connection;
  readonly db: Kysely<Tables>;
  readonly sql: Sql;
  readonly guard: CommitGuard;
}

function makeStore(opened: Opened, migrated: readonly string[]): SqliteStore {
  const { name, database, db, sql, guard } = opened;
  const commits = new GroupCommit({ ...opened, repositoriesFor });
  const run: WorkerRun = (work) => commits.run((scope) => work(scope.db, scope));
  const dropTraces = (): Promise<void> =>
    commits.runBetween(() => {
      // The log holds old pages, so its content goes into the file and it is emptied.
      if (!database.memory) database.pragma('wal_checkpoint(TRUNCATE)');
    });
  return {
    database,
    migrated,
    tx: async <T>(workspace: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
      commits.run((scope) => work(scope.tx(workspace))),
    answering: answering({
      commit: (_workspace, press) => commits.add(press),
      read: (facts) => commits.add(facts),
    }),
    outbox: outboxQueue(run),
    leases: leases(run),
    dueWork: dueWork(run),
    workspaces: workspaceDirectory(run, (_workspace, work) => commits.run(work)),
    studio: studioAccess(run),
    installations: installations(run, dropTraces),
    webChat: openWebChat(sql, commits, new LockWait(name)),
    dropTraces,
    verify: async (onStep) => {
      onStep?.('pages');
      const damage = damageOf(database);
      const broken = damage === null ? [] : [`the file is damaged: ${damage}`];
      const wrong = await commits.run((scope) => verifyData(scope, onStep));
      return [...broken, ...wrong];
    },
    rebuild: () => commits.run((scope) => rebuildStandings(scope)),
    checkFile: () => {
      try {
        guard.check();
      } catch {
        // `onLost` has been called.
      }
    },
    backup: async (target) => {
      if (existsSync(target)) throw new StoreError('broken', `${target} exists: name a new file`);
      await backupTo(database, target);
    },
    close: async () => {
      await commits.idle();
      if (database.open) {
        if (!database.memory) emptyLog(database);
        await db.destroy();
      }
    },
  };
}

/** Leaves one file behind. What could not be merged, as on a full disk, is read from the log at the next start. */
function emptyLog(database: Connection): void {
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
  } catch {
    return;
  }
}

/** Reads need no transaction, but they wait too while another program locks the whole file. */
function openWebChat(sql: Sql, commits: GroupCommit, lockWait: LockWait): WebChatStore {
  return webChatStore({
    read: (work) => lockWait.run(() => work(sql)),
    write: (work) => commits.run(async (scope) => work(scope.sql)),
  });
}

/** Sets and asserts: better-sqlite3 reopens a WAL file with synchronous=NORMAL, which may lose confirmed answers. */
function applySettings(database: Connection, name: string): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('trusted_schema = OFF');
  // Deleted content is overwritten, so that no free page holds an erased name.
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

/** Prepares each SQL text once; Kysely would prepare every query anew. */
function withStatementCache(database: Connection): CachedStatements {
  const statements = new LRUCache<string, Statement>({ max: MAX_STATEMENTS });
  return {
    prepare(sql) {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const statement = database.prepare(sql);
      statements.set(sql, statement);
      return statement;
    },
    close: () => database.close(),
  };
}
