import { statSync } from 'node:fs';
import type { Log } from '../../ports/system.ts';
import { StartError } from '../../ports/errors.ts';
import type { Connection } from './driver.ts';

const MEGABYTE = 1024 * 1024;
/** From this size on the check takes seconds: a line says what the start waits for. */
const LARGE_BYTES = 256 * MEGABYTE;
/** Above this size a start would take a minute. */
const LARGEST_BYTES = 8 * 1024 * MEGABYTE;

/** What is wrong with the pages of the file, in one line; null if nothing is. */
export function damageOf(database: Connection): string | null {
  const found = String(database.pragma('quick_check(1)', { simple: true }));
  return found === 'ok' ? null : (found.split('\n').at(-1) ?? found);
}

/**
 * Reads every page before the first answer is taken: SQLite itself meets a damaged one only when it needs it.
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
