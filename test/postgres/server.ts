import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import type { OpenedStore } from '../../src/store/opened.ts';
import { openPostgres, type PostgresOptions } from '../../src/store/postgres/open.ts';
import { openPool } from '../../src/store/postgres/pool.ts';
import { freePort } from '../free-port.ts';
import { MIGRATIONS } from '../migrations.ts';

/** Debian keeps the server's programs here, one folder for each version. */
const DEBIAN = '/usr/lib/postgresql';
const TEMPLATE = 'deckhand_template';

/** The folder of the server's programs; null if Postgres is not installed. */
const BIN = existsSync(DEBIAN)
  ? (readdirSync(DEBIAN)
      .map((version) => path.join(DEBIAN, version, 'bin'))
      .findLast((folder) => existsSync(path.join(folder, 'initdb'))) ?? null)
  : null;

export const hasPostgres = BIN !== null;
/** What a skipped test says. */
export const POSTGRES = hasPostgres
  ? 'Postgres'
  : 'Postgres (skipped: it is not installed; on Debian apt-get install postgresql)';

export interface PostgresServer {
  /** A new, migrated database; its URL. */
  freshDatabase(): Promise<string>;
  /** A new database without a table; its URL. */
  emptyDatabase(): Promise<string>;
  /** A store on a new database. Its leases go by the caller's clock. */
  freshStore(options?: PostgresOptions): Promise<OpenedStore>;
  drop(url: string): Promise<void>;
  /** One statement on a database. */
  query(url: string, text: string): Promise<readonly Record<string, unknown>[]>;
  /** The same; the row type is the caller's. Counts and times are numbers. */
  rows<Row extends object>(url: string, text: string): Promise<readonly Row[]>;
  /** For Postgres' own programs, as a shell finds them. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** The server refuses to run as root. */
function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string): number =>
    Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** Gives a file to the server's user, who alone may read it: a private key. */
export function giveToServer(file: string): void {
  const { uid, gid } = unprivileged();
  chmodSync(file, 0o600);
  if (uid !== undefined && gid !== undefined) chownSync(file, uid, gid);
}

/** Starts a server of its own in `.tmp`, on a free port of this machine. */
export async function startPostgres(settings: readonly string[] = []): Promise<PostgresServer> {
  if (BIN === null) throw new Error(POSTGRES);
  const user = unprivileged();
  mkdirSync('.tmp', { recursive: true });
  const folder = mkdtempSync(path.resolve('.tmp/postgres-'));
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = path.join(folder, 'data');
  const init = spawnSync(
    path.join(BIN, 'initdb'),
    ['-D', data, '-U', 'deckhand', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
    { ...user, cwd: folder, encoding: 'utf8' },
  );
  if (init.status !== 0) throw new Error(`initdb failed: ${init.stderr}`);
  const port = await freePort();
  const options = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'full_page_writes=off',
    ...settings,
  ].flatMap((setting) => ['-c', setting]);
  const server = spawn(path.join(BIN, 'postgres'), ['-D', data, ...options], {
    ...user,
    cwd: folder,
    stdio: 'ignore',
  });
  const urlOf = (name: string): string => `postgres://deckhand@127.0.0.1:${port}/${name}`;
  const stop = async (): Promise<void> => {
    await ended(server);
    rmSync(folder, { recursive: true, force: true });
  };
  const query: PostgresServer['query'] = async (url, text) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  };
  try {
    await answers(() => query(urlOf('postgres'), 'select 1'));
    await query(urlOf('postgres'), `create database ${TEMPLATE}`);
    await (await openPostgres(urlOf(TEMPLATE), MIGRATIONS)).close();
  } catch (error) {
    await stop();
    throw error;
  }
  let made = 0;
  const makeDatabase = async (template: string): Promise<string> => {
    made += 1;
    // Before the wait: several may be made at once.
    const name = `test_${made}`;
    await query(urlOf('postgres'), `create database ${name} template ${template}`);
    return urlOf(name);
  };
  const freshDatabase = (): Promise<string> => makeDatabase(TEMPLATE);
  return {
    environment: {
      PATH: `${BIN}:${process.env['PATH'] ?? ''}`,
      PGHOST: '127.0.0.1',
      PGPORT: String(port),
      PGUSER: 'deckhand',
    },
    freshDatabase,
    emptyDatabase: () => makeDatabase('template0'),
    freshStore: async (options) =>
      openPostgres(await freshDatabase(), MIGRATIONS, { leaseClock: 'caller', ...options }),
    drop: async (url) => {
      await query(
        urlOf('postgres'),
        `drop database "${new URL(url).pathname.slice(1)}" with (force)`,
      );
    },
    query,
    rows: async <Row extends object>(url: string, text: string) => {
      const pool = openPool(url, null);
      try {
        return (await pool.query<Row>(text)).rows;
      } finally {
        await pool.end();
      }
    },
    stop,
  };
}

async function answers(ask: () => Promise<unknown>): Promise<void> {
  for (let left = 200; ; left -= 1) {
    try {
      await ask();
      return;
    } catch (error) {
      if (left === 0) throw error;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}

/** At once: nothing of its data is needed any more. */
function ended(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null) resolve();
    server.once('exit', () => resolve());
    server.kill('SIGQUIT');
  });
}
