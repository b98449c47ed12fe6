import { sql } from 'kysely';
import {
  POINTS_RIGHT,
  POINTS_TAKING_PART,
  rank,
  type OwnStanding,
  type Standing,
} from '../../domain/standings.ts';
import type { CommitScope } from '../transaction/commit-scope.ts';
import type { BoardRead, BoardRepository } from '../../ports/rounds.ts';

const TOP = `select standings.member as member, members.name as name, standings.points as points,
  standings.right_answers as right, standings.answered as answered
from standings
join members on members.workspace = ? and members.id = standings.member
where standings.board = ? and standings.listed = 1`;
const BEST = `${TOP} order by standings.points desc, standings.answered desc limit ?`;
/** A member with their standing, and their answers that are not in the standings yet. No board has the number -1. */
const OWN = `select members.name as name, members.listed as "isListed", members.left_at as "leftAt",
  standings.points as points, standings.right_answers as "right", standings.answered as answered,
  pending.answered as "pendingAnswered", pending.right_answers as "pendingRight"
from members
left join standings on standings.board = ? and standings.member = members.id,
  (select count(*) as answered, coalesce(sum(is_right), 0) as right_answers from answers
    where workspace = ? and member = ? and tallied = 0 and counts = 1
      and (? = '*' or channel = ?) and (? = 'all' or ? = 'w' || week or ? = 'm' || month)) as pending
where members.workspace = ? and members.id = ?`;

/** How many stand above and level, and who is next. */
const AROUND = `select tallied.members as members, tallied.above as above, tallied.level as level,
  ${namedColumns('above')}, ${namedColumns('below')}
from (select coalesce(sum(members), 0) as members,
    coalesce(sum(case when points > ? then members else 0 end), 0) as above,
    coalesce(sum(case when points = ? then members else 0 end), 0) as level
  from tallies where board = ?) as tallied
left join (${TOP} and standings.points > ?
  order by standings.points asc, standings.answered asc limit 1) as above on 1 = 1
left join (${TOP} and standings.points < ? and standings.member <> ?
  order by standings.points desc, standings.answered desc limit 1) as below on 1 = 1`;

function namedColumns(neighbour: 'above' | 'below'): string {
  return ['member', 'name', 'points', 'right', 'answered']
    .map((column) => `${neighbour}."${column}" as "${neighbour}_${column}"`)
    .join(', ');
}

interface OwnRow {
  readonly name: string;
  readonly isListed: number;
  readonly leftAt: number | null;
  readonly points: number | null;
  readonly right: number | null;
  readonly answered: number | null;
  readonly pendingAnswered: number;
  readonly pendingRight: number;
}

type Neighbour<Name extends string> = {
  readonly [Column in keyof Row as `${Name}_${Column}`]: Row[Column] | null;
};

interface Around extends Neighbour<'above'>, Neighbour<'below'> {
  readonly members: number;
  readonly above: number;
  readonly level: number;
}

type Row = Omit<Standing, 'rank'>;

// oxlint-disable-next-line eslint/max-lines-per-function -- the queries of one table, each a method of its own
export function boardRepository(
  { db, sql: fast, standings, boards }: CommitScope,
  workspace: string,
): BoardRepository {
  const own = async ({ scope, period, reader }: BoardRead): Promise<OwnStanding | null> => {
    await standings.write();
    if (reader === null) return null;
    const board = (await boards.find(workspace, scope, period)) ?? -1;
    const [found] = await fast.rows<OwnRow>(
      OWN,
      board,
      workspace,
      reader,
      scope,
      scope,
      period,
      period,
      period,
      workspace,
      reader,
    );
    if (found === undefined || (found.points === null && found.pendingAnswered === 0)) return null;
    const row: Row = { member: reader, name: found.name, ...totalOf(found) };
    const { points } = row;
    const [around] = await fast.rows<Around>(
      AROUND,
      points,
      points,
      board,
      workspace,
      board,
      points,
      workspace,
      board,
      points,
      reader,
    );
    const listed = found.isListed === 1 && found.leftAt === null;
    const counted = listed && found.points !== null;
    const rank = 1 + (around?.above ?? 0);
    return {
      own: { ...row, rank },
      of: (around?.members ?? 0) + (listed && !counted ? 1 : 0),
      above: around === undefined ? null : neighbour(around, 'above', rank - 1),
      below: around === undefined ? null : neighbour(around, 'below', rank + 1),
      tiedWith: (around?.level ?? 0) - (counted && found.points === points ? 1 : 0),
      listed,
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

/** The standing with what is not in it yet. */
function totalOf(row: OwnRow): Pick<Row, 'points' | 'right' | 'answered'> {
  const { pendingAnswered, pendingRight } = row;
  const pending =
    pendingRight * POINTS_RIGHT + (pendingAnswered - pendingRight) * POINTS_TAKING_PART;
  return {
    points: (row.points ?? 0) + pending,
    right: (row.right ?? 0) + pendingRight,
    answered: (row.answered ?? 0) + pendingAnswered,
  };
}

function neighbour(around: Around, name: 'above' | 'below', rank: number): Standing | null {
  const member = around[`${name}_member`];
  if (member === null) return null;
  return {
    rank,
    member,
    name: around[`${name}_name`] ?? '',
    points: around[`${name}_points`] ?? 0,
    right: around[`${name}_right`] ?? 0,
    answered: around[`${name}_answered`] ?? 0,
  };
}
