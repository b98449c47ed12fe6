import { sql } from 'kysely';
import {
  POINTS_RIGHT,
  POINTS_TAKING_PART,
  rank,
  type OwnStanding,
  type Standing,
  type Tally,
} from '../../domain/standings.ts';
import type { CommitScope } from '../transaction/commit-scope.ts';
import type { BoardRead, BoardRepository } from '../../ports/rounds.ts';

const TOP = `select standings.member as member, members.name as name, standings.points as points,
  standings.right_answers as right, standings.answered as answered
from standings
join members on members.workspace = ? and members.id = standings.member
where standings.board = ? and standings.listed = 1`;
const BEST = `${TOP} order by standings.points desc, standings.answered desc limit ?`;
const ABOVE = `${TOP} and standings.points > ? order by standings.points asc, standings.answered asc limit 1`;
const BELOW = `${TOP} and standings.points < ? and standings.member <> ?
order by standings.points desc, standings.answered desc limit 1`;
const MEMBER = 'select name, listed, left_at from members where workspace = ? and id = ?';
const OWN = `select points, right_answers as right, answered, listed from standings
where board = ? and member = ?`;
/** The reader's answers that are not in the standings yet. */
const PENDING = `select count(*) as answered, coalesce(sum(is_right), 0) as right from answers
where workspace = ? and member = ? and tallied = 0 and counts = 1
  and (? = '*' or channel = ?) and (? = 'all' or ? = 'w' || week or ? = 'm' || month)`;
const TALLIES = `select coalesce(sum(members), 0) as members,
  coalesce(sum(case when points > ? then members else 0 end), 0) as above,
  coalesce(sum(case when points = ? then members else 0 end), 0) as level
from tallies where board = ?`;

type Row = Omit<Standing, 'rank'>;

// oxlint-disable-next-line eslint/max-lines-per-function -- the queries of one table, each a method of its own
export function boardRepository(
  { db, sql: fast, standings, boards }: CommitScope,
  workspace: string,
): BoardRepository {
  const own = async ({ scope, period, reader }: BoardRead): Promise<OwnStanding | null> => {
    await standings.write();
    if (reader === null) return null;
    const [member] = await fast.rows<{ name: string; listed: number; left_at: number | null }>(
      MEMBER,
      workspace,
      reader,
    );
    if (member === undefined) return null;
    const found = await boards.find(workspace, scope, period);
    // No board has the number -1, so its rows are empty.
    const board = found ?? -1;
    const [closed] = await fast.rows<Tally>(OWN, board, reader);
    const pending = await pendingOf(reader, scope, period);
    if (closed === undefined && pending.answered === 0) return null;
    const row: Row = {
      member: reader,
      name: member.name,
      points: (closed?.points ?? 0) + pending.points,
      right: (closed?.right ?? 0) + pending.right,
      answered: (closed?.answered ?? 0) + pending.answered,
    };
    const [all] = await fast.rows<{ members: number; above: number; level: number }>(
      TALLIES,
      row.points,
      row.points,
      board,
    );
    const listed = member.listed === 1 && member.left_at === null;
    const counted = listed && closed !== undefined;
    const [above] = await fast.rows<Row>(ABOVE, workspace, board, row.points);
    const [below] = await fast.rows<Row>(BELOW, workspace, board, row.points, reader);
    const rank = 1 + (all?.above ?? 0);
    return {
      own: { ...row, rank },
      of: (all?.members ?? 0) + (listed && !counted ? 1 : 0),
      above: above === undefined ? null : { ...above, rank: rank - 1 },
      below: below === undefined ? null : { ...below, rank: rank + 1 },
      tiedWith: (all?.level ?? 0) - (counted && closed.points === row.points ? 1 : 0),
      listed,
    };
  };
  const pendingOf = async (reader: string, scope: string, period: string): Promise<Tally> => {
    const [row] = await fast.rows<{ answered: number; right: number }>(
      PENDING,
      workspace,
      reader,
      scope,
      scope,
      period,
      period,
      period,
    );
    const { answered, right } = row ?? { answered: 0, right: 0 };
    return {
      answered,
      right,
      points: right * POINTS_RIGHT + (answered - right) * POINTS_TAKING_PART,
    };
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
