import { fileURLToPath } from 'node:url';

/** The folder of the database's migrations. This file lies as deep as every bundle of the program. */
export const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));
