import { sql } from 'kysely';
import { rank, type Standing } from '../domain/standings.ts';
import type { BoardRows } from '../ports/store.ts';
import type { Batch } from './batch.ts';

/** A standing with its rank: one more than the listed members who have more points, from the tallies. */
const RANKED = `select standings.member as member, members.name as name, standings.points as points,
  standings.right_answers as right, standings.answered as answered,
  (select coalesce(sum(tallies.members), 0) + 1 from tallies
    where tallies.workspace = ? and tallies.scope = ? and tallies.period = ?
      and tallies.points > standings.points) as rank
from standings
join members on members.workspace = standings.workspace and members.id = standings.member
where standings.workspace = ? and standings.scope = ? and standings.period = ?`;
const OWN = `${RANKED} and standings.member = ?`;
const ABOVE = `${RANKED} and standings.listed = 1 and standings.points > ?
order by standings.points asc, standings.answered asc limit 1`;
const BELOW = `${RANKED} and standings.listed = 1 and standings.points < ?
order by standings.points desc, standings.answered desc limit 1`;
const LEVEL = `select sum(members) as members, sum(case when points = ? then members else 0 end) as level
from tallies where workspace = ? and scope = ? and period = ?`;

export function boardRows({ db, fast, standings }: Batch, workspace: string): BoardRows {
  const board = (scope: string, period: string) =>
    db
      .selectFrom('standings')
      .innerJoin('members', (join) =>
        join
          .onRef('members.workspace', '=', 'standings.workspace')
          .onRef('members.id', '=', 'standings.member'),
      )
      .select([
        'standings.member as member',
        'members.name as name',
        'standings.points as points',
        'standings.right_answers as right',
        'standings.answered as answered',
      ])
      .where('standings.workspace', '=', workspace)
      .where('standings.scope', '=', scope)
      .where('standings.period', '=', period);
  const listed = (scope: string, period: string) =>
    board(scope, period).where('standings.listed', '=', 1);

  return {
    async top(scope, period, most) {
      standings.write();
      const rows = await listed(scope, period)
        .orderBy('standings.points', 'desc')
        .orderBy('standings.answered', 'desc')
        .limit(most)
        .execute();
      return rank(rows);
    },
    async own(scope, period, member) {
      standings.write();
      const board = [workspace, scope, period] as const;
      const [own] = fast.rows<Standing>(OWN, ...board, ...board, member);
      if (own === undefined) return null;
      const [tally] = fast.rows<{ members: number | null; level: number | null }>(
        LEVEL,
        own.points,
        ...board,
      );
      const [above] = fast.rows<Standing>(ABOVE, ...board, ...board, own.points);
      const [below] = fast.rows<Standing>(BELOW, ...board, ...board, own.points);
      return {
        own,
        of: tally?.members ?? 0,
        above: above ?? null,
        below: below ?? null,
        level: Math.max(0, (tally?.level ?? 0) - 1),
      };
    },
    async totals(scope, period) {
      standings.write();
      const row = await db
        .selectFrom('standings')
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
