import type { Kysely } from 'kysely';
import { boardsOf, pointsFor } from '../domain/standings.ts';
import type { FastSql, SqlValue } from './fast-sql.ts';
import { flag } from './json.ts';
import type { Tables } from './tables.ts';

/** What one answer adds to a member's standings; negative to take it out again. */
export interface StandingChange {
  readonly member: string;
  readonly channel: string;
  readonly week: string;
  readonly month: string;
  readonly right: boolean;
  readonly sign: 1 | -1;
  readonly listed: boolean;
}

interface Waiting {
  readonly workspace: string;
  readonly change: StandingChange;
}

interface ChangedRow {
  readonly workspace: string;
  readonly scope: string;
  readonly period: string;
  readonly member: string;
  readonly points: number;
  readonly answered: number;
  readonly listed: number;
}

/** Where a commit's changes stood before a transaction in it began. */
export interface Mark {
  readonly length: number;
  readonly written: number;
}

/** Rows that one statement takes: a few sizes, so that each is prepared once. */
const SIZES = [96, 24, 6, 1] as const;

/**
 * The standings that follow from the answers of one commit. They are written together: before the commit, and before
 * anybody in it looks at a board.
 */
export class StandingChanges {
  private readonly changes: Waiting[] = [];
  private written = 0;
  private readonly members = new Set<string>();

  constructor(private readonly fast: FastSql) {}

  /** Adds an answer to its six boards, and the tallies with them. */
  add(workspace: string, change: StandingChange): void {
    const who = keyOf(workspace, change.member);
    // One statement holds a row but once.
    if (this.members.has(who)) this.write();
    this.members.add(who);
    this.changes.push({ workspace, change });
  }

  mark(): Mark {
    return { length: this.changes.length, written: this.written };
  }

  /** Forgets what came after the mark, and writes again what was written after it: the database has undone that. */
  backTo(mark: Mark): void {
    this.changes.length = mark.length;
    this.written = mark.written;
    this.members.clear();
    for (const { workspace, change } of this.changes.slice(mark.written)) {
      this.members.add(keyOf(workspace, change.member));
    }
  }

  write(): void {
    if (this.written === this.changes.length) return;
    const due = this.changes.slice(this.written);
    this.written = this.changes.length;
    this.members.clear();
    const changes = new Map(
      due.map(({ workspace, change }) => [keyOf(workspace, change.member), change]),
    );
    const moves = new Moves();
    for (const row of upsert(this.fast, due)) {
      const change = changes.get(keyOf(row.workspace, row.member));
      if (change === undefined || row.listed !== 1) continue;
      const before = row.answered - change.sign;
      if (row.answered > 0) moves.add(row, row.points, 1);
      if (before > 0) moves.add(row, row.points - pointsOf(change), -1);
    }
    moves.write(this.fast);
    for (const { workspace, change } of due) {
      if (change.sign === -1) this.fast.run(DROP_EMPTY, workspace, change.member);
    }
  }
}

const DROP_EMPTY = 'delete from standings where workspace = ? and member = ? and answered = 0';

function keyOf(workspace: string, member: string): string {
  return `${workspace}\n${member}`;
}

function pointsOf(change: StandingChange): number {
  return pointsFor(change.right) * change.sign;
}

/** Board by board, as rows of one board lie side by side in the file. */
function upsert(fast: FastSql, due: readonly Waiting[]): readonly ChangedRow[] {
  const boards = due.map(({ change }) => boardsOf(change));
  const rows: (readonly SqlValue[])[] = [];
  for (let board = 0; board < (boards[0]?.length ?? 0); board += 1) {
    for (const [index, { workspace, change }] of due.entries()) {
      const at = boards[index]?.[board];
      if (at === undefined) continue;
      rows.push([
        workspace,
        at.scope,
        at.period,
        change.member,
        pointsOf(change),
        change.right ? change.sign : 0,
        change.sign,
        flag(change.listed),
      ]);
    }
  }
  return inChunks(rows).flatMap((chunk) =>
    fast.rows<ChangedRow>(upsertOf(chunk.length), ...chunk.flat()),
  );
}

const upsertOf = remembered(
  (count) => `insert into standings
  (workspace, scope, period, member, points, right_answers, answered, listed)
values ${listOf('(?, ?, ?, ?, ?, ?, ?, ?)', count)}
on conflict (workspace, scope, period, member) do update set
  points = standings.points + excluded.points,
  right_answers = standings.right_answers + excluded.right_answers,
  answered = standings.answered + excluded.answered
returning workspace, scope, period, member, points, answered, listed`,
);

/** How many listed members come to have so many points, or have them no more. */
class Moves {
  private readonly sums = new Map<string, { readonly key: readonly SqlValue[]; by: number }>();

  add(
    { workspace, scope, period }: Pick<ChangedRow, 'workspace' | 'scope' | 'period'>,
    points: number,
    by: 1 | -1,
  ): void {
    const name = `${workspace}\n${scope}\n${period}\n${points}`;
    const sum = this.sums.get(name);
    if (sum === undefined) this.sums.set(name, { key: [workspace, scope, period, points], by });
    else sum.by += by;
  }

  write(fast: FastSql): void {
    const rows = [...this.sums.values()]
      .filter(({ by }) => by !== 0)
      .map(({ key, by }) => [...key, by]);
    for (const chunk of inChunks(rows)) fast.run(talliesOf(chunk.length), ...chunk.flat());
  }
}

const talliesOf = remembered(
  (count) => `insert into tallies (workspace, scope, period, points, members)
values ${listOf('(?, ?, ?, ?, ?)', count)}
on conflict (workspace, scope, period, points) do update set
  members = tallies.members + excluded.members`,
);

function inChunks<T>(rows: readonly T[]): readonly (readonly T[])[] {
  const chunks: (readonly T[])[] = [];
  for (let start = 0; start < rows.length;) {
    const size = SIZES.find((one) => one <= rows.length - start) ?? 1;
    chunks.push(rows.slice(start, start + size));
    start += size;
  }
  return chunks;
}

function listOf(row: string, count: number): string {
  return Array.from({ length: count }, () => row).join(', ');
}

function remembered(make: (count: number) => string): (count: number) => string {
  const known = new Map<number, string>();
  return (count) => {
    const text = known.get(count) ?? make(count);
    known.set(count, text);
    return text;
  };
}

/** Puts a member into all boards, or takes them out, tallies included. */
export async function listInBoards(
  { db, fast, standings }: Boards,
  workspace: string,
  member: string,
  listed: boolean,
): Promise<void> {
  standings.write();
  const rows = await db
    .selectFrom('standings')
    .select(['scope', 'period', 'points'])
    .where('workspace', '=', workspace)
    .where('member', '=', member)
    .where('listed', '=', flag(!listed))
    .execute();
  const moves = new Moves();
  for (const row of rows) moves.add({ ...row, workspace }, row.points, listed ? 1 : -1);
  moves.write(fast);
  await db
    .updateTable('standings')
    .set({ listed: flag(listed) })
    .where('workspace', '=', workspace)
    .where('member', '=', member)
    .execute();
}

interface Boards {
  readonly db: Kysely<Tables>;
  readonly fast: FastSql;
  readonly standings: StandingChanges;
}
