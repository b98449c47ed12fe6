import { setTimeout as pause } from 'node:timers/promises';
import type { QueryResultRow } from 'pg';
import { openPool } from '../../src/store/postgres/pool.ts';
import { openPostgres } from '../../src/store/postgres/open.ts';
import type { PostgresServer } from '../postgres/server.ts';
import { MIGRATIONS } from '../../src/migrations.ts';
import type { FreshStore } from './template.ts';

/** Longer than any transaction of a run takes. */
const SETTLE_MS = 60;

/** A simulated run's database on Postgres, which is dropped at the run's end. */
export async function freshOnPostgres(server: PostgresServer): Promise<FreshStore> {
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
  const close = async (): Promise<void> => {
    await pool.end();
    await store.close();
    await server.drop(url);
  };
  return {
    store: { ...store, close },
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
