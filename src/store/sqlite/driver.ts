import { createRequire } from 'node:module';
import { StartError } from '../../ports/errors.ts';
import type BetterSqlite from 'better-sqlite3';

const require = createRequire(import.meta.url);
/** First version of Node for the release with Node-API; older ones get the release before. */
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
  const names =
    Number(major) < FIRST_WITH_13 ? ['better-sqlite3'] : ['better-sqlite3-13', 'better-sqlite3'];
  const failures: unknown[] = [];
  for (const name of names) {
    try {
      const found: typeof BetterSqlite = require(name);
      // Opening a database loads the native part.
      new found(':memory:').close();
      return found;
    } catch (error) {
      // The install may have left out optional packages.
      failures.push(error);
    }
  }
  throw new StartError(
    `the native part of better-sqlite3 does not run on Node ${process.versions.node}: with this Node run npm ci in Deckhand's folder, or npm install -g of its package again`,
    1,
    { cause: failures[0] },
  );
}
