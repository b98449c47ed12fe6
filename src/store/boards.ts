import { sql, type Kysely } from 'kysely';
import { rank, type Standing } from '../domain/standings.ts';
import type { BoardRows } from '../ports/store.ts';
import type { Tables } from './tables.ts';

export function boardRows(db: Kysely<Tables>, workspace: string): BoardRows {
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

  /** One's own rank without reading the board: how many have more. */
  const rankOf = async (scope: string, period: string, points: number): Promise<number> => {
    const row = await db
      .selectFrom('tallies')
      .select(sql<number | null>`sum(members)`.as('more'))
      .where('workspace', '=', workspace)
      .where('scope', '=', scope)
      .where('period', '=', period)
      .where('points', '>', points)
      .executeTakeFirst();
    return (row?.more ?? 0) + 1;
  };

  return {
    async top(scope, period, most) {
      const rows = await listed(scope, period)
        .orderBy('standings.points', 'desc')
        .orderBy('standings.answered', 'desc')
        .limit(most)
        .execute();
      return rank(rows);
    },
    async own(scope, period, member) {
      const mine = await board(scope, period)
        .where('standings.member', '=', member)
        .executeTakeFirst();
      if (mine === undefined) return null;
      const above = await listed(scope, period)
        .where('standings.points', '>', mine.points)
        .orderBy('standings.points', 'asc')
        .orderBy('standings.answered', 'desc')
        .limit(1)
        .executeTakeFirst();
      const below = await listed(scope, period)
        .where('standings.points', '<', mine.points)
        .orderBy('standings.points', 'desc')
        .orderBy('standings.answered', 'desc')
        .limit(1)
        .executeTakeFirst();
      const tallies = await db
        .selectFrom('tallies')
        .select([
          sql<number | null>`sum(members)`.as('members'),
          sql<number | null>`sum(case when points = ${mine.points} then members else 0 end)`.as(
            'level',
          ),
        ])
        .where('workspace', '=', workspace)
        .where('scope', '=', scope)
        .where('period', '=', period)
        .executeTakeFirst();
      const withRank = async (row: Omit<Standing, 'rank'> | undefined): Promise<Standing | null> =>
        row === undefined ? null : { ...row, rank: await rankOf(scope, period, row.points) };
      return {
        own: { ...mine, rank: await rankOf(scope, period, mine.points) },
        of: tallies?.members ?? 0,
        above: await withRank(above),
        below: await withRank(below),
        level: Math.max(0, (tallies?.level ?? 0) - 1),
      };
    },
    async totals(scope, period) {
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
