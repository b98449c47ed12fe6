import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPostgres, type PostgresStore } from '../../src/store/postgres/open.ts';
import { MIGRATIONS } from '../migrations.ts';
import { hasPostgres, POSTGRES, startPostgres, type PostgresServer } from '../postgres/server.ts';

const NEWEST = readdirSync(MIGRATIONS).toSorted().at(-1) ?? '';
const NEWEST_NAME = path.basename(NEWEST, '.sql');

describe.skipIf(!hasPostgres)(`${POSTGRES}, written by an older Deckhand`, () => {
  let server: PostgresServer;
  /** The migrations of the version before this one. */
  let before: string;
  let url: string;
  let older: PostgresStore;

  beforeAll(async () => {
    server = await startPostgres();
    before = mkdtempSync(path.join(tmpdir(), 'deckhand-before-'));
    cpSync(MIGRATIONS, before, { recursive: true });
    rmSync(path.join(before, NEWEST));
  });
  afterAll(async () => {
    rmSync(before, { recursive: true });
    await server.stop();
  });

  beforeEach(async () => {
    url = await server.emptyDatabase();
    older = await openPostgres(url, before);
  });
  afterEach(() => older.close());

  function hold(store: PostgresStore, owner: string, forMs: number): Promise<boolean> {
    const now = Date.now();
    return store.leases.acquire({ name: 'slack', owner, now, until: now + forMs });
  }
  const newest = async (): Promise<unknown> =>
    (await server.query(url, 'select max(name) as name from kysely_migration'))[0]?.['name'];

  it('is left as it is while one serves it', async () => {
    await hold(older, 'one', 15_000);
    const renewing = setInterval(() => void hold(older, 'one', 15_000), 200);
    try {
      await expect(openPostgres(url, MIGRATIONS)).rejects.toThrow(
        /was written by an older Deckhand and is still served by a running one: stop every process/,
      );
    } finally {
      clearInterval(renewing);
    }
    expect(await newest()).not.toBe(NEWEST_NAME);
    await older.leases.release('slack', 'one');
    const now = await openPostgres(url, MIGRATIONS);
    expect(now.migrated).toEqual([NEWEST_NAME]);
    await now.close();
  });

  it('is brought up to date once the lease of a dead one has ended', async () => {
    await hold(older, 'dead', 1_200);
    const began = performance.now();
    // The first of those that waited serves at once.
    const opened = await Promise.all(
      [0, 200, 400].map(async (ms) => {
        await pause(ms);
        const store = await openPostgres(url, MIGRATIONS);
        await hold(store, String(ms), 15_000);
        return store;
      }),
    );
    expect(performance.now() - began).toBeGreaterThan(1_000);
    expect(opened.filter(({ migrated }) => migrated.length > 0)).toHaveLength(1);
    expect(await newest()).toBe(NEWEST_NAME);
    for (const store of opened) await store.close();
  });
});
