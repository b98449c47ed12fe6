import { nearest } from './did-you-mean.ts';

/** The database that `DATABASE_URL` names. */
export type DatabaseSetting =
  | { readonly kind: 'sqlite'; readonly file: string }
  /** `url` may hold a password. */
  | { readonly kind: 'postgres'; readonly url: string };

const SHAPE =
  'expected sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME, for example sqlite:data/deckhand.db';
const POSTGRES_SHAPE =
  'expected postgres://USER:PASSWORD@HOST/NAME, with / @ # ? % in the password written as %2F %40 %23 %3F %25';

const SSL_MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];
/** In milliseconds. */
const LIMITS = [
  'statement_timeout',
  'lock_timeout',
  'query_timeout',
  'idle_in_transaction_session_timeout',
];
/** Options of the driver, and of libpq, which others may need in the same URL. */
const OPTIONS = [
  ...LIMITS,
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'sslcrl',
  'sslpassword',
  'sslnegotiation',
  'ssl',
  'sslsni',
  'sslcompression',
  'ssl_min_protocol_version',
  'ssl_max_protocol_version',
  'uselibpqcompat',
  'gssencmode',
  'channel_binding',
  'require_auth',
  'connect_timeout',
  'host',
  'hostaddr',
  'port',
  'user',
  'password',
  'passfile',
  'dbname',
  'service',
  'options',
  'application_name',
  'fallback_application_name',
  'client_encoding',
  'target_session_attrs',
  'keepalives',
  'keepalives_idle',
  'keepalives_interval',
  'keepalives_count',
];

/** `sqlite:PATH`, or a Postgres database with its name. */
export function isDatabaseUrl(value: string): boolean {
  return isPostgres(value) || /^sqlite:.+/.test(value);
}

/**
 * What is expected in place of a value; null if it can be read. An option that is called nearly like one that protects
 * the connection would otherwise leave it open.
 */
export function databaseUrlMistake(value: string): string | null {
  if (!isDatabaseUrl(value)) return /^postgres(ql)?:/.test(value) ? POSTGRES_SHAPE : SHAPE;
  if (!isPostgres(value)) return null;
  const { searchParams } = new URL(value);
  for (const [name, set] of searchParams) {
    const near = OPTIONS.includes(name) ? null : nearest(name, OPTIONS);
    if (near !== null) return `it has the option ${name}: did you mean ${near}?`;
    if (name === 'sslmode' && !SSL_MODES.includes(set))
      return `expected one of ${SSL_MODES.join(', ')} in its option sslmode`;
    if (LIMITS.includes(name) && !/^\d{1,9}$/.test(set))
      return `expected milliseconds in its option ${name}, for example 5000`;
  }
  return null;
}

/**
 * @param value an URL for which `isDatabaseUrl` holds
 * @param password of Postgres, where the URL has none
 */
export function readDatabaseUrl(value: string, password?: string): DatabaseSetting {
  return isPostgres(value)
    ? { kind: 'postgres', url: withPassword(value, password) }
    : { kind: 'sqlite', file: value.replace(/^sqlite:(\/\/(?=\/))?/, '') };
}

function isPostgres(value: string): boolean {
  if (!/^postgres(ql)?:\/\//.test(value) || !URL.canParse(value)) return false;
  // A password with `/` and `@` of its own would otherwise be read as the host and the database.
  return /^\/[^/@]+$/.test(new URL(value).pathname);
}

function withPassword(value: string, password: string | undefined): string {
  const url = new URL(value);
  if (password === undefined || url.password !== '' || url.searchParams.has('password'))
    return value;
  url.searchParams.set('password', password);
  return url.href;
}
