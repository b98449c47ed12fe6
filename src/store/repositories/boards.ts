import { sql } from 'kysely';
import { rank, type Standing } from '../../domain/standings.ts';
import type { BoardRepository } from '../../ports/store.ts';
import type { CommitScope } from '../transaction/commit-scope.ts';

/** A standing with its rank: one more than the listed members who have more points, from the tallies. */
const RANKED = `select standings.member as member, members.name as name, standings.points as points,
  standings.right_answers as right, standings.answered as answered,
  (select coalesce(sum(tallies.members), 0) + 1 from tallies
    where tallies.board = standings.board and tallies.points > standings.points) as rank
from standings
join members on members.workspace = ? and members.id = standings.member
where standings.board = ?`;
const TOP = `select standings.member as member, members.name as name, standings.points as points,
  standings.right_answers as right, standings.answered as answered
from standings
join members on members.workspace = ? and members.id = standings.member
where standings.board = ? and standings.listed = 1
order by standings.points desc, standings.answered desc limit ?`;
const OWN = `${RANKED} and standings.member = ?`;
const ABOVE = `${RANKED} and standings.listed = 1 and standings.points > ?
order by standings.points asc, standings.answered asc limit 1`;
const BELOW = `${RANKED} and standings.listed = 1 and standings.points < ?
order by standings.points desc, standings.answered desc limit 1`;
const LEVEL = `select sum(members) as members, sum(case when points = ? then members else 0 end) as level
from tallies where board = ?`;

export function boardRepository(
  { db, sql: fast, standings, boards }: CommitScope,
  workspace: string,
): BoardRepository {
  return {
    async top(scope, period, limit) {
      standings.write();
      const board = boards.find(workspace, scope, period);
      if (board === null) return [];
      return rank(fast.rows<Omit<Standing, 'rank'>>(TOP, workspace, board, limit));
    },
    async own(scope, period, member) {
      standings.write();
      const board = boards.find(workspace, scope, period);
      if (board === null) return null;
      const [own] = fast.rows<Standing>(OWN, workspace, board, member);
      if (own === undefined) return null;
      const [tally] = fast.rows<{ members: number | null; level: number | null }>(
        LEVEL,
        own.points,
        board,
      );
      const [above] = fast.rows<Standing>(ABOVE, workspace, board, own.points);
      const [below] = fast.rows<Standing>(BELOW, workspace, board, own.points);
      return {
        own,
        of: tally?.members ?? 0,
        above: above ?? null,
        below: below ?? null,
        tiedWith: Math.max(0, (tally?.level ?? 0) - 1),
      };
    },
    async totals(scope, period) {
      standings.write();
      const row = await db
        .selectFrom('board_standings')
        .select([
          sql<number | null>`sum(points)`.as('points'),
          sql<number | null>`sum(right_answers)`.as('right'),
          sql<number | null>`sum(answered)`.as('answered'),
          sql<number>`count(*)`.as('members'),
        ])
        .where('workspace', '=', workspace)
        .where('scope', '=', scope)
        .where('period', '=', period)
        .executeTakeFirst();
      return {
        points: row?.points ?? 0,
        right: row?.right ?? 0,
        answered: row?.answered ?? 0,
        members: row?.members ?? 0,
      };
    },
  };
}
