import { createRequire } from 'node:module';
import type BetterSqlite from 'better-sqlite3';

const require = createRequire(import.meta.url);
/** From here on the release with Node-API runs; older systems get the one before. */
const FIRST_WITH_13 = 22;

/** An open database. */
export type Connection = BetterSqlite.Database;
export type Statement<
  Parameters extends unknown[] = unknown[],
  Row = unknown,
> = BetterSqlite.Statement<Parameters, Row>;

/**
 * better-sqlite3 12 on Node 20, 13 from Node 22 on. 13 ends Node 20 with a segmentation fault; 12 ends Node 24.19 and
 * later by an assertion as soon as the garbage collector meets one of its statements (nodejs/node#65446). Their
 * interface is the same.
 */
export const Database: typeof BetterSqlite = load();

function load(): typeof BetterSqlite {
  const [major] = process.versions.node.split('.');
  if (Number(major) < FIRST_WITH_13) return require('better-sqlite3');
  try {
    return require('better-sqlite3-13');
  } catch {
    // Optional packages were left out at the install.
    return require('better-sqlite3');
  }
}
