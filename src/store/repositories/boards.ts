import { sql } from 'kysely';
import { rank, type OwnStanding, type Standing } from '../../domain/standings.ts';
import { ownStandings } from '../standings/own-standings.ts';
import type { CommitScope } from '../transaction/commit-scope.ts';
import type { BoardRead, BoardRepository } from '../../ports/rounds.ts';

const BEST = `select standings.member as member, members.name as name, standings.points as points,
  standings.right_answers as right, standings.answered as answered
from standings
join members on members.workspace = ? and members.id = standings.member
where standings.board = ? and standings.listed = 1
order by standings.points desc, standings.answered desc limit ?`;

type Row = Omit<Standing, 'rank'>;

// oxlint-disable-next-line eslint/max-lines-per-function -- the queries of one table, each a method of its own
export function boardRepository(
  { db, sql: fast, standings, boards }: CommitScope,
  workspace: string,
): BoardRepository {
  const own = async ({ scope, period, reader }: BoardRead): Promise<OwnStanding | null> => {
    await standings.write();
    if (reader === null) return null;
    const [found] = await ownStandings(fast, [{ workspace, member: reader, scope, period }]);
    return found ?? null;
  };
  return {
    own,
    async top(read, limit) {
      await standings.write();
      const board = await boards.find(workspace, read.scope, read.period);
      const rows = board === null ? [] : await fast.rows<Row>(BEST, workspace, board, limit + 1);
      const mine = await own(read);
      const others = rows.filter((row) => row.member !== read.reader);
      return rank(mine?.listed === true ? [...others, mine.own] : rows).slice(0, limit);
    },
    async totals({ scope, period }) {
      await standings.write();
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
