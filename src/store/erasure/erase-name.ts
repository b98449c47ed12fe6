import { creditOf } from '../../domain/credit.ts';
import type { Sql } from '../sql.ts';

/** Tables whose rows hold cards, as JSON or as a line of chat; the local chat has one workspace. */
const CARDS = [
  { table: 'posts', column: 'card', tenant: 'workspace = ?' },
  { table: 'posts', column: 'also', tenant: 'workspace = ?' },
  { table: 'web_messages', column: 'body', tenant: "? = 'web:local'" },
] as const;

/** Posts that show a deck's text and no member. A name that is also a word of a question stays there. */
const NAMELESS = ['round:', 'reveal:', 'edit:', 'edit-reveal:', 'tell:'];

/** Fields of a card that hold its structure instead of text for people. */
const STRUCTURE = new Set([
  'kind',
  'tone',
  'weight',
  'mark',
  'press',
  'does',
  'chart',
  'show',
  'align',
  'zone',
  'link',
  'type',
]);

/** Posts whose message is in its channel, or may be. */
const SHOWN = `select name from posts where workspace = ? and id = ? and kind = 'post'
  and state in ('sending', 'sent', 'unknown')`;

/**
 * Replaces a name in every stored card, for example in shared boards and in other members' private replies. A name
 * inside a longer word stays, since it is not this member's.
 * @returns the names of the posts that show it in their channels until they are edited
 */
export async function eraseName(
  sql: Sql,
  workspace: string,
  name: string,
  instead: string,
): Promise<readonly string[]> {
  if (name.trim() === '') return [];
  const shown: string[] = [];
  const whole = new RegExp(
    `(?<![\\p{L}\\p{N}_])${name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)}(?![\\p{L}\\p{N}_])`,
    'gu',
  );
  const erase = (text: string): string => text.replace(whole, () => instead);
  // The name as JSON escapes it.
  const written = JSON.stringify(name).slice(1, -1);
  for (const { table, column, tenant } of CARDS) {
    const rows = await sql.rows<{ id: string; name: string | null; body: string }>(
      `select id, name, ${column} as body from ${table} where ${tenant} and replace(${column}, ?, '') <> ${column}`,
      workspace,
      written,
    );
    for (const row of rows) {
      if (NAMELESS.some((start) => row.name?.startsWith(start) === true)) continue;
      await sql.run(
        `update ${table} set ${column} = ? where ${tenant} and id = ?`,
        eraseIn(row.body, erase),
        workspace,
        row.id,
      );
      if (table === 'posts') {
        const posts = await sql.rows<{ name: string }>(SHOWN, workspace, row.id);
        shown.push(...posts.map((post) => post.name));
      }
    }
  }
  return shown;
}

/** Takes a name off the comments that name who suggested a question. */
export async function eraseCredit(sql: Sql, workspace: string, name: string): Promise<void> {
  if (name.trim() === '') return;
  const credit = creditOf(name);
  for (const table of ['deck_versions', 'deck_drafts']) {
    await sql.run(
      `update ${table} set source = replace(source, ?, ?) where workspace = ?`,
      `# ${credit}\n`,
      '#\n',
      workspace,
    );
  }
}

/** Replaces in a line of chat, or in the readable texts of a card in JSON. */
function eraseIn(body: string, erase: (text: string) => string): string {
  if (!body.startsWith('{')) return erase(body);
  try {
    return JSON.stringify(eraseInside(JSON.parse(body), erase));
  } catch {
    // A line that begins as JSON does.
    return erase(body);
  }
}

function eraseInside(value: unknown, erase: (text: string) => string): unknown {
  if (typeof value === 'string') return erase(value);
  if (Array.isArray(value)) return value.map((one: unknown) => eraseInside(one, erase));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]: [string, unknown]) => [
      key,
      STRUCTURE.has(key) ? one : eraseInside(one, erase),
    ]),
  );
}
