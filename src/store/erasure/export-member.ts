import type { Sql } from '../sql.ts';
import { MEMBER_COLUMNS } from './member-columns.ts';

/** What a row's own workspace and member say of nobody new. */
const LEFT_OUT = new Set(['workspace']);

/** Every row that holds a member's id, by table. A table that is erased with a member is exported with them too. */
export function exportMember(
  sql: Sql,
  workspace: string,
  id: string,
): Readonly<Record<string, readonly object[]>> {
  const tables: Record<string, readonly object[]> = {
    members: rowsOf(sql, ['members', 'id'], workspace, id),
  };
  for (const [table, column] of MEMBER_COLUMNS) {
    const found = rowsOf(sql, [table, column], workspace, id);
    if (found.length > 0) tables[table] = [...(tables[table] ?? []), ...found];
  }
  return tables;
}

function rowsOf(
  sql: Sql,
  [table, column]: readonly [table: string, column: string],
  workspace: string,
  id: string,
): readonly object[] {
  const rows = sql.rows<Readonly<Record<string, string | number | null>>>(
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

/** Times for people; JSON inside a text as itself. */
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
