import { setTimeout as pause } from 'node:timers/promises';
import type { QueryResultRow } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool } from '../../src/store/postgres/pool.ts';
import { openPostgres } from '../../src/store/postgres/open.ts';
import { hasPostgres, POSTGRES, startPostgres, type PostgresServer } from '../postgres/server.ts';
import { MIGRATIONS } from '../stories/world.ts';
import { run } from './run.ts';
import type { FreshStore } from './template.ts';
import { told } from './told.ts';

/** A few fixed seeds, with one and two processes. */
const SEEDS = [1, 2, 3, 4];
/** Longer than any transaction of a run takes. */
const SETTLE_MS = 60;

describe.skipIf(!hasPostgres)(`the whole bot on ${POSTGRES} in a world that goes wrong`, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  async function fresh(): Promise<FreshStore> {
    const url = await server.freshDatabase();
    const store = await openPostgres(url, MIGRATIONS, { leaseClock: 'caller' });
    const pool = openPool(url, null);
    const query: FreshStore['query'] = async <Row>(
      sql: string,
      ...parameters: readonly (string | number)[]
    ) => {
      let count = 0;
      const text = sql.replaceAll('?', () => `$${(count += 1)}`);
      return (await pool.query<Row & QueryResultRow>(text, [...parameters])).rows;
    };
    return {
      store: { ...store, close: () => pool.end().then(() => store.close()) },
      query,
      // A transaction that may write gets a number.
      changes: async () => {
        const [row] = await query<{ n: number }>(
          'select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as n',
        );
        return row?.n ?? 0;
      },
      settle: () => pause(SETTLE_MS),
      image: () => null,
      restore: () => {},
    };
  }

  it.each(SEEDS)('keeps every invariant: seed %i', { timeout: 120_000 }, async (seed) => {
    const outcome = await run({ seed, open: fresh });
    if (outcome.problems.length > 0) expect.fail(told(outcome));
    expect(outcome.points).toBeGreaterThan(10);
  });
});
