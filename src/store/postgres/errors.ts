import { StartError, StoreError } from '../../ports/errors.ts';
import { diskFull, heldTooLong } from '../store-errors.ts';

/** A serialization failure and a deadlock: the transaction was undone and may run again. */
const UNDONE = new Set(['40001', '40P01']);

/** The server ended the connection, or cannot take one now. */
const SERVER_ENDED = /^(08|57P0)/;
const NETWORK = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const NO_CODE =
  /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed)|Query read timeout)/;

/** Postgres' or the system's code of an error; an empty text if it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

export function wasUndone(error: unknown): boolean {
  return UNDONE.has(codeOf(error));
}

export function isConnectionLost(error: unknown): boolean {
  const code = codeOf(error);
  if (SERVER_ENDED.test(code) || NETWORK.has(code)) return true;
  return error instanceof Error && NO_CODE.test(error.message);
}

/** What may become of a database that was there at the start: nothing is wrong with the program. */
const AWAY = new Set(['28P01', '28000', '3D000', '53300', '25006']);

/**
 * An error of the database as the app knows it; every other error as it is.
 * @param name the database without user and password
 */
export function storeError(error: unknown, name: string): unknown {
  if (error instanceof StoreError) return error;
  if (isConnectionLost(error)) {
    const what = `the connection to database ${name} was lost: is it running, and can it be reached?`;
    return new StoreError('away', what, { cause: error });
  }
  const code = codeOf(error);
  if (!/^[0-9A-Z]{5}$/.test(code)) return error;
  // disk_full
  if (code === '53100') return diskFull(name, error);
  // lock_not_available, query_canceled
  if (UNDONE.has(code) || ['55P03', '57014'].includes(code)) return heldTooLong(name, error);
  const advice = ADVICE[code];
  if (AWAY.has(code) && advice !== undefined)
    return new StoreError('away', `database ${name} ${advice}`, { cause: error });
  const message = error instanceof Error ? error.message : code;
  return new StoreError('broken', `database ${name}: ${message}`, { cause: error });
}

function allOf(codes: readonly string[], advice: string): Readonly<Record<string, string>> {
  return Object.fromEntries(codes.map((code) => [code, advice]));
}

/** Advice about a server that stands by for another one. */
export const READ_ONLY = 'is read-only: set DATABASE_URL to the server that takes changes';

const NO_TLS = /does not support SSL/;
const NO_PASSWORD = /client password must be a/;
/** What a setting mends: a supervisor need not try again. */
const SETTINGS = new Set(['ENOTFOUND', '28P01', '28000', '3D000']);

const ADVICE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'does not answer: start it, or set DATABASE_URL to where it runs',
  ENOTFOUND: 'has a host name that does not exist: correct DATABASE_URL',
  EAI_AGAIN: 'has a host name that cannot be looked up now: check the network, then start again',
  ETIMEDOUT: 'does not answer: check the network and its firewall',
  ...allOf(
    [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ],
    'shows a certificate of an unknown authority: give the file of its certificate, ?sslrootcert=… in DATABASE_URL',
  ),
  ERR_TLS_CERT_ALTNAME_INVALID:
    'shows a certificate for another host: use the host name that it is for in DATABASE_URL',
  CERT_HAS_EXPIRED: "shows a certificate that has expired: renew the server's certificate",
  ENOENT: 'cannot be reached: DATABASE_URL names a file of certificates that is not there',
  '28P01': 'refuses the password: correct DATABASE_URL',
  '28000': 'refuses this user: correct DATABASE_URL, or allow the user in pg_hba.conf',
  '3D000': 'does not exist: create it (createdb), or correct DATABASE_URL',
  '42501': 'gives this user too few rights: make the user the owner of the database',
  '42P07':
    'has a table of another program that is called like one of Deckhand: name an empty database in DATABASE_URL',
  '25006': READ_ONLY,
  '53300': 'has no connection left: raise max_connections, or stop what holds them',
};

/**
 * A start's failure in one line with the fix.
 * @param name the database without user and password
 */
export function startError(error: unknown, name: string): StartError {
  // A migration that failed may have the same reasons as a connection.
  const reason = error instanceof StartError ? error.cause : error;
  const code = codeOf(reason);
  const message = (reason instanceof Error ? reason.message : String(reason)).split('\n')[0] ?? '';
  const advice =
    ADVICE[code] ??
    (NO_TLS.test(message) ? 'offers no encryption: turn on ssl at the server' : undefined) ??
    (NO_PASSWORD.test(message)
      ? 'asks for a password: write it into DATABASE_URL, or set PGPASSWORD'
      : undefined) ??
    (NO_CODE.test(message) ? ADVICE['ETIMEDOUT'] : undefined);
  if (advice === undefined && error instanceof StartError) return error;
  const isSetting = SETTINGS.has(code) || NO_PASSWORD.test(message);
  const what = advice ?? `could not be opened: ${message}`;
  return new StartError(`database ${name} ${what}`, isSetting ? 78 : 1, { cause: error });
}
