import pg from 'pg';
import type { Log } from '../../ports/system.ts';

/** Connections of one process. Workspaces are served beside each other, each on one connection. */
const MOST_CONNECTIONS = 10;
/** For migrations and commands of operators, beside the others. */
const PATIENT_CONNECTIONS = 2;
/** Less than the 2.5 s that a member waits at most. */
const LONGEST_WAIT_MS = 2_200;
const LONGEST_STATEMENT_MS = 15_000;
/** The server ends a statement first; who hears nothing for this much longer has lost the connection. */
const SILENCE_MS = 2_000;
/** A transaction whose process stands still gives its locks back. */
const LONGEST_IDLE_IN_TRANSACTION_MS = 20_000;

const INT8: number = pg.types.builtins.INT8;
const NUMERIC: number = pg.types.builtins.NUMERIC;

/** The database for people: host, port and name, without user, password and options. */
export function nameOf(url: string): string {
  const { host, pathname, searchParams } = new URL(url);
  const where = host === '' ? (searchParams.get('host') ?? 'localhost') : host;
  return `postgres://${where}${pathname}`;
}

/** Limits of a connection, by their names in an URL. */
const LIMITS = [
  'lock_timeout',
  'statement_timeout',
  'query_timeout',
  'idle_in_transaction_session_timeout',
];

/**
 * Opens a pool; it connects at the first query. Counts and times are numbers, since all are below 2^53. A network that
 * has gone silent ends a connection, since no statement lasts that long.
 */
export function openPool(url: string, log: Log | null): pg.Pool {
  // What stands in the URL goes before what stands here.
  const own = Number(new URL(url).searchParams.get('statement_timeout') ?? Number.NaN);
  return poolOf(log, {
    connectionString: url,
    max: MOST_CONNECTIONS,
    lock_timeout: LONGEST_WAIT_MS,
    statement_timeout: LONGEST_STATEMENT_MS,
    query_timeout: (Number.isFinite(own) ? own : LONGEST_STATEMENT_MS) + SILENCE_MS,
    idle_in_transaction_session_timeout: LONGEST_IDLE_IN_TRANSACTION_MS,
  });
}

/** The same without any limit, for migrations and commands of operators, which read or write everything. */
export function openPatientPool(url: string): pg.Pool {
  const unlimited = new URL(url);
  for (const limit of LIMITS) unlimited.searchParams.delete(limit);
  return poolOf(null, { connectionString: unlimited.href, max: PATIENT_CONNECTIONS });
}

function poolOf(log: Log | null, settings: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    ...settings,
    application_name: 'deckhand',
    connectionTimeoutMillis: LONGEST_WAIT_MS,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // Statements that do not wait for each other's rows share a round trip.
    pipeline: true,
    types: {
      getTypeParser: (type: number, format?: 'text' | 'binary') =>
        type === INT8 || type === NUMERIC ? Number : pg.types.getTypeParser(type, format),
    },
  });
  // A connection that ends between two statements of a transaction: the next one fails. Without a listener the process
  // would end.
  pool.on('connect', (client) => client.on('error', () => {}));
  // An idle connection that ends is replaced at its next use.
  pool.on('error', (error) =>
    log?.warn('a connection to the database ended', { error: error.message }),
  );
  return pool;
}
