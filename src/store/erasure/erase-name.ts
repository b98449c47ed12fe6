import type { Sql } from '../sql.ts';

/** Tables whose rows hold cards, as JSON or as a line of chat; the local chat has one workspace. */
const CARDS = [
  { table: 'posts', column: 'card', tenant: 'workspace = ?' },
  { table: 'web_messages', column: 'body', tenant: "? = 'web:local'" },
] as const;

/**

 * Replaces a name in every stored card, for example in shared boards and in other members' private replies. A name
 * inside a longer word stays, since it is not this member's.
 */
export function eraseName(sql: Sql, workspace: string, name: string, instead: string): void {
  if (name.trim() === '') return;
  // The name as JSON escapes it.
  const written = JSON.stringify(name).slice(1, -1);
  const whole = new RegExp(
    `(?<![\\p{L}\\p{N}_])${written.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)}(?![\\p{L}\\p{N}_])`,
    'gu',
  );
  for (const { table, column, tenant } of CARDS) {
    const rows = sql.rows<{ id: string; body: string }>(
      `select id, ${column} as body from ${table} where ${tenant} and instr(${column}, ?) > 0`,
      workspace,
      written,
    );
    for (const { id, body } of rows) {
      sql.run(
        `update ${table} set ${column} = ? where id = ?`,
        body.replace(whole, () => instead),
        id,
      );
    }
  }
}
