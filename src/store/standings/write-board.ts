import { pointsFor } from '../../domain/standings.ts';
import type { Sql, SqlValue } from '../sql.ts';
import { flag } from '../schema/columns.ts';
import { inChunks, listOf, remembered } from '../row-lists.ts';

/** An answer's change to a member's standing; `sign` is negative to remove it. */
export interface StandingChange {
  readonly member: string;
  readonly channel: string;
  readonly week: string;
  readonly month: string;
  readonly right: boolean;
  readonly sign: 1 | -1;
  readonly listed: boolean;
}

/** A standing before the changes. */
interface Before {
  readonly member: string;
  readonly points: number;
  readonly answered: number;
  readonly listed: number;
}

/**
 * Writes one board at a time, since its rows lie side by side in the file. It reads the old rows first, which is
 * cheaper than a statement that returns every row.
 */
export async function writeBoard(
  fast: Sql,
  board: number,
  changes: readonly StandingChange[],
): Promise<void> {
  const moves = new Moves(board);
  for (const chunk of inChunks(changes)) {
    const members = chunk.map(({ member }) => member);
    const rows = await fast.rows<Before>(beforeOf(chunk.length), board, ...members);
    const known = new Map(rows.map((row) => [row.member, row]));
    const values: SqlValue[] = [];
    for (const { member, right, sign, listed } of chunk) {
      const points = pointsFor(right) * sign;
      const before = known.get(member);
      if (before === undefined ? listed : before.listed === 1) {
        moves.change(before, points, sign);
      }
      values.push(board, member, points, right ? sign : 0, sign, flag(listed));
    }
    await fast.run(upsertOf(chunk.length), ...values);
  }
  await moves.write(fast);
  for (const { member, sign } of changes) {
    if (sign === -1) await fast.run(DROP_EMPTY, board, member);
  }
}

const DROP_EMPTY = 'delete from standings where board = ? and member = ? and answered = 0';

const beforeOf = remembered(
  (count) => `select member, points, answered, listed from standings
where board = ? and member in (${listOf('?', count)})`,
);

const upsertOf = remembered(
  (count) => `insert into standings (board, member, points, right_answers, answered, listed)
values ${listOf('(?, ?, ?, ?, ?, ?)', count)}
on conflict (board, member) do update set
  points = standings.points + excluded.points,
  right_answers = standings.right_answers + excluded.right_answers,
  answered = standings.answered + excluded.answered`,
);

/** Changes to the histogram: members gained or lost at each number of points. */
class Moves {
  private readonly sums = new Map<number, number>();

  constructor(private readonly board: number) {}

  add(points: number, by: 1 | -1): void {
    this.sums.set(points, (this.sums.get(points) ?? 0) + by);
  }

  /** Moves a listed member in the histogram. A member without answers is not in it. */
  change(before: Before | undefined, points: number, answers: number): void {
    if (before !== undefined && before.answered > 0) this.add(before.points, -1);
    if ((before?.answered ?? 0) + answers > 0) this.add((before?.points ?? 0) + points, 1);
  }

  async write(fast: Sql): Promise<void> {
    for (const [points, by] of this.sums) {
      if (by !== 0) await fast.run(TALLY, this.board, points, by);
    }
  }
}

const TALLY = `insert into tallies (board, points, members) values (?, ?, ?)
on conflict (board, points) do update set
  members = tallies.members + excluded.members`;

/** Adds a member to all boards or removes them, tallies included. Pending changes must have been written. */
export async function listInBoards(
  fast: Sql,
  workspace: string,
  member: string,
  listed: boolean,
): Promise<void> {
  const rows = await fast.rows<{ board: number; points: number }>(
    OF_MEMBER,
    workspace,
    member,
    flag(!listed),
  );
  for (const { board, points } of rows) {
    await fast.run(TALLY, board, points, listed ? 1 : -1);
    await fast.run(LIST, flag(listed), board, member);
  }
}

const OF_MEMBER = `select board, points from standings
where board in (select id from boards where workspace = ?) and member = ? and listed = ?`;
const LIST = 'update standings set listed = ? where board = ? and member = ?';
