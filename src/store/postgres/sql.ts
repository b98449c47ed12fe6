import type pg from 'pg';
import type { Sql } from '../sql.ts';

/** Statements that are prepared once for each connection; lists of many lengths could make any number of them. */
const MOST_PREPARED = 500;

interface Prepared {
  readonly text: string;
  /** Null if it is planned again at each use. */
  readonly name: string | null;
}

const known = new Map<string, Prepared>();

/** Statements on one connection. They are written with `?`, which becomes `$1`, `$2`, …; no literal holds one. */
export function sqlOn(client: pg.PoolClient): Sql {
  const run = (sql: string, values: readonly unknown[]): Promise<pg.QueryResult> => {
    const { text, name } = prepared(sql);
    const query = { text, values: [...values] };
    return client.query(name === null ? query : { ...query, name });
  };
  return {
    rows: async (sql, ...parameters) => (await run(sql, parameters)).rows,
    run: async (sql, ...parameters) => (await run(sql, parameters)).rowCount ?? 0,
  };
}

function prepared(sql: string): Prepared {
  const found = known.get(sql);
  if (found !== undefined) return found;
  let count = 0;
  const text = sql.replaceAll('?', () => {
    count += 1;
    return `$${count}`;
  });
  const isFull = known.size >= MOST_PREPARED;
  // What has no parameters ends or begins something; the server has nothing to plan.
  const made: Prepared = { text, name: isFull || count === 0 ? null : `deckhand_${known.size}` };
  if (!isFull) known.set(sql, made);
  return made;
}
