import type { Sql } from '../sql.ts';
import { MEMBER_COLUMNS } from './member-columns.ts';

/** Columns without information about the member, and what another column says too. */
const LEFT_OUT = new Set(['workspace', 'body', 'hash', 'token_hash', 'code_hash']);

/** Every row with the member's id, by table: exactly the rows that erasure covers. */
export async function exportMember(
  sql: Sql,
  workspace: string,
  id: string,
): Promise<Readonly<Record<string, readonly object[]>>> {
  const tables: Record<string, readonly object[]> = {
    members: await rowsOf(sql, ['members', 'id'], workspace, id),
  };
  for (const [table, column] of MEMBER_COLUMNS) {
    const found = await rowsOf(sql, [table, column], workspace, id);
    if (found.length > 0) tables[table] = [...(tables[table] ?? []), ...found];
  }
  return tables;
}

async function rowsOf(
  sql: Sql,
  [table, column]: readonly [table: string, column: string],
  workspace: string,
  id: string,
): Promise<readonly object[]> {
  const rows = await sql.rows<Readonly<Record<string, string | number | null>>>(
    `select * from ${table === 'standings' ? 'board_standings' : table} where workspace = ? and ${column} = ?`,
    workspace,
    id,
  );
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([name]) => !LEFT_OUT.has(name))
        .map(([name, value]) => [name, readable(name, value)]),
    ),
  );
}

/** Times as ISO dates; JSON in a text as an object. */
function readable(name: string, value: string | number | null): unknown {
  if (typeof value === 'number' && (name === 'at' || name.endsWith('_at'))) {
    return Math.abs(value) <= 8.64e15 ? new Date(value).toISOString() : value;
  }
  if (typeof value === 'string' && /^[[{]/.test(value)) {
    try {
      return JSON.parse(value);
    } catch {
      return value;
    }
  }
  return value;
}
