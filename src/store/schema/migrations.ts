import { fileURLToPath } from 'node:url';

/** The folder of the database's migrations. */
export const MIGRATIONS = fileURLToPath(new URL('../../../migrations', import.meta.url));
