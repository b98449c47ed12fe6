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

/** A standing as it was before the changes. */
interface Before {
  readonly member: string;
  readonly points: number;
  readonly answered: number;
  readonly listed: number;
}

interface Board {
  readonly workspace: string;
  readonly scope: string;
  readonly period: string;
}

/** Where a commit's changes stood before a transaction in it began. */
export interface Mark {
  readonly length: number;
  readonly written: number;
}

/** Rows that one statement takes: a few sizes, so that each is prepared once. */
const SIZES = [64, 32, 16, 8, 4, 2, 1] as const;

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
    for (const { workspace, changes } of together(due)) {
      const [first] = changes;
      if (first === undefined) continue;
      for (const board of boardsOf(first)) writeBoard(this.fast, { workspace, ...board }, changes);
    }
    for (const { workspace, change } of due) {
      if (change.sign === -1) this.fast.run(DROP_EMPTY, workspace, change.member);
    }
  }
}

const DROP_EMPTY = 'delete from standings where workspace = ? and member = ? and answered = 0';

function keyOf(workspace: string, member: string): string {
  return `${workspace}\n${member}`;
}

interface Together {
  readonly workspace: string;
  readonly changes: StandingChange[];
}

/** Changes that count in the same boards. */
function together(due: readonly Waiting[]): Iterable<Together> {
  const groups = new Map<string, Together>();
  for (const { workspace, change } of due) {
    const key = `${workspace}\n${change.channel}\n${change.week}\n${change.month}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { workspace, changes: [change] });
    else group.changes.push(change);
  }
  return groups.values();
}

/**
 * One board at a time, as its rows lie side by side in the file. What was there is read first: to have the statement
 * itself return every row costs more.
 */
function writeBoard(fast: FastSql, board: Board, changes: readonly StandingChange[]): void {
  const { workspace, scope, period } = board;
  const moves = new Moves(board);
  for (const chunk of inChunks(changes)) {
    const members = chunk.map(({ member }) => member);
    const rows = fast.rows<Before>(beforeOf(chunk.length), workspace, scope, period, ...members);
    const known = new Map(rows.map((row) => [row.member, row]));
    const values: SqlValue[] = [];
    for (const { member, right, sign, listed } of chunk) {
      const points = pointsFor(right) * sign;
      const before = known.get(member);
      if (before === undefined ? listed : before.listed === 1) {
        moves.change(before, points, sign);
      }
      values.push(workspace, scope, period, member, points, right ? sign : 0, sign, flag(listed));
    }
    fast.run(upsertOf(chunk.length), ...values);
  }
  moves.write(fast);
}

const beforeOf = remembered(
  (count) => `select member, points, answered, listed from standings
where workspace = ? and scope = ? and period = ? and member in (${listOf('?', count)})`,
);

const upsertOf = remembered(
  (count) => `insert into standings
  (workspace, scope, period, member, points, right_answers, answered, listed)
values ${listOf('(?, ?, ?, ?, ?, ?, ?, ?)', count)}
on conflict (workspace, scope, period, member) do update set
  points = standings.points + excluded.points,
  right_answers = standings.right_answers + excluded.right_answers,
  answered = standings.answered + excluded.answered`,
);

/** How many listed members of a board come to have so many points, or have them no more. */
class Moves {
  private readonly sums = new Map<number, number>();

  constructor(private readonly board: Board) {}

  add(points: number, by: 1 | -1): void {
    this.sums.set(points, (this.sums.get(points) ?? 0) + by);
  }

  /** A listed member's standing changes; whoever has answered nothing is in no tally. */
  change(before: Before | undefined, points: number, answers: number): void {
    if (before !== undefined && before.answered > 0) this.add(before.points, -1);
    if ((before?.answered ?? 0) + answers > 0) this.add((before?.points ?? 0) + points, 1);
  }

  write(fast: FastSql): void {
    const { workspace, scope, period } = this.board;
    for (const [points, by] of this.sums) {
      if (by !== 0) fast.run(TALLY, workspace, scope, period, points, by);
    }
  }
}

const TALLY = `insert into tallies (workspace, scope, period, points, members) values (?, ?, ?, ?, ?)
on conflict (workspace, scope, period, points) do update set
  members = tallies.members + excluded.members`;

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
  for (const { scope, period, points } of rows) {
    fast.run(TALLY, workspace, scope, period, points, listed ? 1 : -1);
  }
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
