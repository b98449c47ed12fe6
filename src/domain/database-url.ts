/** The database that `DATABASE_URL` names. */
export type DatabaseSetting =
  | { readonly kind: 'sqlite'; readonly file: string }
  /** `url` may hold a password. */
  | { readonly kind: 'postgres'; readonly url: string };

/** `sqlite:PATH`, or a Postgres database with its name. */
export function isDatabaseUrl(value: string): boolean {
  return isPostgres(value) || /^sqlite:.+/.test(value);
}

/** @param value an URL for which `isDatabaseUrl` holds */
export function readDatabaseUrl(value: string): DatabaseSetting {
  return isPostgres(value)
    ? { kind: 'postgres', url: value }
    : { kind: 'sqlite', file: value.replace(/^sqlite:(\/\/(?=\/))?/, '') };
}

function isPostgres(value: string): boolean {
  if (!/^postgres(ql)?:\/\//.test(value) || !URL.canParse(value)) return false;
  // A password with `/` and `@` of its own would otherwise be read as the host and the database.
  return /^\/[^/@]+$/.test(new URL(value).pathname);
}
