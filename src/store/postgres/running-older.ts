import { setTimeout as pause } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import { StartError } from '../../ports/errors.ts';
import type { Log } from '../../ports/system.ts';
import type { Tables } from '../schema/tables.ts';
import { DATABASE_NOW } from './clock.ts';

const LOOK_MS = 500;
/** Longer than every lease. One that nobody has renewed for this long belongs to no process, whatever end it names. */
const LONGEST_LEASE_MS = 45_000;

export interface Upgraded {
  readonly db: Kysely<Tables>;
  /** The database for people. */
  readonly name: string;
  readonly log: Log | null;
}

/**
 * Waits until no process serves the database, before its schema changes: a process of an older version would go on
 * writing by its own. One that has died keeps its leases for some seconds; one that runs renews them.
 * @param isOlder whether the schema still is one of an older version; another process may bring it up to date meanwhile
 * @throws StartError once a lease is renewed
 */
export async function waitForOlder(
  { db, name, log }: Upgraded,
  isOlder: () => Promise<boolean>,
): Promise<void> {
  const before = await heldLeases(db);
  for (let waited = 0; waited < LONGEST_LEASE_MS; waited += LOOK_MS) {
    const held = await heldLeases(db);
    if (held.size === 0) return;
    const isRunning = [...held].some(([lease, until]) => until > (before.get(lease) ?? 0));
    if (isRunning) {
      if (!(await isOlder())) return;
      throw new StartError(
        `database ${name} was written by an older Deckhand and is still served by a running one: stop every process on it, then run this again`,
      );
    }
    if (waited === 0) log?.info('waiting for the leases of processes that served an older version');
    await pause(LOOK_MS);
  }
}

/** Ends of the leases, by their names and the database's clock. */
async function heldLeases(db: Kysely<Tables>): Promise<ReadonlyMap<string, number>> {
  const held = await sql<{ name: string; until: number }>`
    select name, until from leases
    where until > ${DATABASE_NOW}`.execute(db);
  return new Map(held.rows.map(({ name, until }) => [name, until]));
}
