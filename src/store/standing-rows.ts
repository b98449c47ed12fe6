import type { Kysely } from 'kysely';
import { boardsOf, pointsFor } from '../domain/standings.ts';
import type { FastSql } from './fast-sql.ts';
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

interface ChangedRow {
  readonly scope: string;
  readonly period: string;
  readonly points: number;
  readonly answered: number;
  readonly listed: number;
}

const SIX = Array.from({ length: 6 }, () => '(?, ?, ?, ?, ?, ?, ?, ?)').join(', ');
const UPSERT = `insert into standings (workspace, scope, period, member, points, right_answers, answered, listed)
values ${SIX}
on conflict (workspace, scope, period, member) do update set
  points = standings.points + excluded.points,
  right_answers = standings.right_answers + excluded.right_answers,
  answered = standings.answered + excluded.answered
returning scope, period, points, answered, listed`;

/** Adds an answer to its six boards, and the tallies with them: the hot path, two statements. */
export async function changeStandings(
  db: Kysely<Tables>,
  fast: FastSql,
  workspace: string,
  change: StandingChange,
): Promise<void> {
  const points = pointsFor(change.right) * change.sign;
  const parameters = boardsOf(change).flatMap(({ scope, period }) => [
    workspace,
    scope,
    period,
    change.member,
    points,
    change.right ? change.sign : 0,
    change.sign,
    flag(change.listed),
  ]);
  const changed = fast.rows<ChangedRow>(UPSERT, ...parameters);
  const moves: TallyMove[] = [];
  for (const row of changed) {
    if (row.listed !== 1) continue;
    const before = row.answered - change.sign;
    if (row.answered > 0) moves.push({ ...row, by: 1 });
    if (before > 0) moves.push({ ...row, points: row.points - points, by: -1 });
  }
  moveTallies(fast, workspace, moves);
  if (change.sign === -1) await dropEmpty(db, workspace, change.member);
}

interface TallyMove {
  readonly scope: string;
  readonly period: string;
  readonly points: number;
  readonly by: 1 | -1;
}

function moveTallies(fast: FastSql, workspace: string, moves: readonly TallyMove[]): void {
  if (moves.length === 0) return;
  const values = moves.map(() => '(?, ?, ?, ?, ?)').join(', ');
  fast.run(
    `insert into tallies (workspace, scope, period, points, members) values ${values}
on conflict (workspace, scope, period, points) do update set members = tallies.members + excluded.members`,
    ...moves.flatMap((move) => [workspace, move.scope, move.period, move.points, move.by]),
  );
}

async function dropEmpty(db: Kysely<Tables>, workspace: string, member: string): Promise<void> {
  await db
    .deleteFrom('standings')
    .where('workspace', '=', workspace)
    .where('member', '=', member)
    .where('answered', '=', 0)
    .execute();
}

/** Puts a member into all boards, or takes them out, tallies included. */
export async function listInBoards(
  db: Kysely<Tables>,
  fast: FastSql,
  workspace: string,
  member: string,
  listed: boolean,
): Promise<void> {
  const rows = await db
    .selectFrom('standings')
    .select(['scope', 'period', 'points'])
    .where('workspace', '=', workspace)
    .where('member', '=', member)
    .where('listed', '=', flag(!listed))
    .execute();
  const by = listed ? 1 : -1;
  for (let start = 0; start < rows.length; start += 100) {
    const moves = rows.slice(start, start + 100).map((row) => ({ ...row, by }) as const);
    moveTallies(fast, workspace, moves);
  }
  await db
    .updateTable('standings')
    .set({ listed: flag(listed) })
    .where('workspace', '=', workspace)
    .where('member', '=', member)
    .execute();
}
