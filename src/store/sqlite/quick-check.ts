import { statSync } from 'node:fs';
import type { Log } from '../../ports/system.ts';
import { StartError } from '../../ports/errors.ts';
import type { Connection } from './driver.ts';

const MEGABYTE = 1024 * 1024;
/** From this size on the check takes seconds, and a line says so. */
const LARGE_BYTES = 256 * MEGABYTE;
/** Above this size the check would take a minute, so it is left out. */
const LARGEST_BYTES = 8 * 1024 * MEGABYTE;

/** The first fault of the file's pages in one line; null if there is none. */
export function damageOf(database: Connection): string | null {
  const found = String(database.pragma('quick_check(1)', { simple: true }));
  return found === 'ok' ? null : (found.split('\n').at(-1) ?? found);
}

/**
 * Reads every page before the first answer, since SQLite itself finds a damaged page only when it needs that page.
 * @throws StartError with one line
 */
export function checkAtStart(database: Connection, name: string, log: Log): void {
  const bytes = database.memory ? 0 : statSync(database.name).size;
  const size = `${Math.round(bytes / MEGABYTE)} MB`;
  if (bytes > LARGEST_BYTES) {
    log.warn(
      `database ${name} (${size}) is too large to be checked at each start: run deckhand db verify now and then`,
    );
    return;
  }
  if (bytes > LARGE_BYTES) log.info(`checking database ${name} (${size})`);
  const from = performance.now();
  const damage = damageOf(database);
  if (damage !== null) {
    throw new StartError(
      `database ${name} is damaged (${damage}): restore a backup (deckhand db restore FILE)`,
    );
  }
  if (bytes > LARGE_BYTES)
    log.info(`checked in ${((performance.now() - from) / 1_000).toFixed(1)} s`);
}
