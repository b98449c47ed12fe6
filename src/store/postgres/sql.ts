import { CompiledQuery, type Kysely } from 'kysely';
import type { Tables } from '../schema/tables.ts';
import type { Sql, SqlValue } from '../sql.ts';

/** Statements on one connection. They are written with `?`, which becomes `$1`, `$2`, …; no literal holds one. */
export function sqlOn(connection: Kysely<Tables>): Sql {
  return {
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- SQL text has no types: the writer names the row
    rows: async <Row>(sql: string, ...parameters: readonly SqlValue[]) => {
      const { rows } = await connection.executeQuery<Row>(
        CompiledQuery.raw(numbered(sql), [...parameters]),
      );
      return rows;
    },
    run: async (sql, ...parameters) => {
      const { numAffectedRows } = await connection.executeQuery(
        CompiledQuery.raw(numbered(sql), [...parameters]),
      );
      return Number(numAffectedRows ?? 0n);
    },
  };
}

const known = new Map<string, string>();
/** More than the texts that there are, but for lists of many lengths. */
const MOST_KNOWN = 1_000;

function numbered(sql: string): string {
  const found = known.get(sql);
  if (found !== undefined) return found;
  let count = 0;
  const text = sql.replaceAll('?', () => {
    count += 1;
    return `$${count}`;
  });
  if (known.size < MOST_KNOWN) known.set(sql, text);
  return text;
}
