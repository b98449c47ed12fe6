import {
  POINTS_RIGHT,
  POINTS_TAKING_PART,
  type OwnStanding,
  type Standing,
} from '../../domain/standings.ts';
import {
  filled,
  listOf,
  MOST_ROWS,
  numberedListOf,
  padded,
  parametersOf,
  remembered,
} from '../row-lists.ts';
import type { Sql } from '../sql.ts';

/** Whose standing in which board. */
export interface OwnAsk {
  readonly workspace: string;
  readonly member: string;
  readonly scope: string;
  readonly period: string;
}

/** Members with their standings, and their answers that are not in the standings yet. */
const OWN = remembered(
  (count) => `with asked (ask, workspace, member, scope, period) as (
  values ${numberedListOf('?, ?, ?, ?', count)}),
pending as (select asked.ask, count(*) as answered, sum(answers.is_right) as right_answers
  from asked join answers on answers.workspace = asked.workspace and answers.member = asked.member
    and answers.tallied = 0 and answers.counts = 1
    and (asked.scope = '*' or answers.channel = asked.scope)
    and (asked.period = 'all' or asked.period = 'w' || answers.week
      or asked.period = 'm' || answers.month)
  group by asked.ask)
select asked.ask, boards.id as board,
  members.name as name, members.listed as "isListed", members.left_at as "leftAt",
  standings.points as points, standings.right_answers as "right", standings.answered as answered,
  coalesce(pending.answered, 0) as "pendingAnswered",
  coalesce(pending.right_answers, 0) as "pendingRight"
from asked
join members on members.workspace = asked.workspace and members.id = asked.member
left join boards on boards.workspace = asked.workspace and boards.scope = asked.scope
  and boards.period = asked.period
left join standings on standings.board = boards.id and standings.member = asked.member
left join pending on pending.ask = asked.ask`,
);

interface OwnRow {
  /** Number of the ask. */
  readonly ask: number;
  readonly board: number | null;
  readonly name: string;
  readonly isListed: number;
  readonly leftAt: number | null;
  readonly points: number | null;
  readonly right: number | null;
  readonly answered: number | null;
  readonly pendingAnswered: number;
  readonly pendingRight: number;
}

/**
 * How many stand above and level, and the points of who is next. A reader whose stored points are lower than those that
 * are shown is not their own neighbour.
 */
const RANKS = remembered(
  (count) => `with asked (ask, board, points, stored) as (
  values ${numberedListOf('cast(? as bigint), cast(? as bigint), cast(? as bigint)', count)})
select asked.ask,
  (select coalesce(sum(members), 0) from tallies where board = asked.board) as members,
  (select coalesce(sum(members), 0) from tallies
    where board = asked.board and points > asked.points) as above,
  (select coalesce(sum(members), 0) from tallies
    where board = asked.board and points = asked.points) as level,
  (select min(points) from tallies
    where board = asked.board and points > asked.points and members > 0) as "pointsAbove",
  (select max(points) from tallies where board = asked.board and points < asked.points
    and members > case when points = asked.stored then 1 else 0 end) as "pointsBelow"
from asked where asked.board is not null`,
);

interface RankRow {
  /** Number of the ask. */
  readonly ask: number;
  readonly members: number;
  readonly above: number;
  readonly level: number;
  readonly pointsAbove: number | null;
  readonly pointsBelow: number | null;
}

/** Of the listed members with these points, the one with the fewest or the most answers. */
const NEIGHBOURS = remembered(
  (count) => `with asked (board, points, workspace, other_than) as (
  values ${listOf('(cast(? as bigint), cast(? as bigint), ?, ?)', count)}),
found as (select asked.board, asked.points, asked.workspace, asked.other_than,
    (select member from standings where board = asked.board and listed = 1
      and points = asked.points and member <> asked.other_than
      order by answered asc limit 1) as fewest,
    (select member from standings where board = asked.board and listed = 1
      and points = asked.points and member <> asked.other_than
      order by answered desc limit 1) as most
  from asked)
select found.board, found.points, found.other_than as "otherThan", found.fewest, found.most,
  members.id as member, members.name as name,
  standings.right_answers as "right", standings.answered as answered
from found
join members on members.workspace = found.workspace and members.id in (found.fewest, found.most)
join standings on standings.board = found.board and standings.member = members.id`,
);

interface NeighbourRow extends Omit<Standing, 'rank'> {
  readonly board: number;
  readonly otherThan: string;
  readonly fewest: string;
  readonly most: string;
}

/**
 * Reads standings of members as they see them, at most as many as a statement has rows. The standings must have been
 * written.
 * @returns for each, in their order, their standing; null for a member without answers there
 */
export async function ownStandings(
  sql: Sql,
  asks: readonly OwnAsk[],
): Promise<readonly (OwnStanding | null)[]> {
  if (asks.length === 0) return [];
  const { count, values } = filled(
    asks.map(({ workspace, member, scope, period }) => [workspace, member, scope, period]),
  );
  const found = new Map<number, Found>();
  for (const row of await sql.rows<OwnRow>(OWN(count), ...values)) {
    const ask = asks[row.ask];
    if (ask !== undefined && (row.points !== null || row.pendingAnswered > 0))
      found.set(row.ask, { ask, row, total: totalOf(row) });
  }
  const ranks = await ranksOf(sql, [...found.values()]);
  const neighbours = await neighboursOf(sql, [...found.values()], ranks);
  return asks.map((_, number) => {
    const one = found.get(number);
    return one === undefined ? null : standingOf(one, ranks.get(number), neighbours);
  });
}

type Total = Pick<Standing, 'points' | 'right' | 'answered'>;

interface Found {
  readonly ask: OwnAsk;
  readonly row: OwnRow;
  readonly total: Total;
}

/** @returns by the number of the ask */
async function ranksOf(sql: Sql, found: readonly Found[]): Promise<ReadonlyMap<number, RankRow>> {
  const ranked = found.filter(({ row }) => row.board !== null);
  if (ranked.length === 0) return new Map();
  const { count, values } = filled(
    ranked.map(({ row, total }) => [row.board, total.points, isListed(row) ? row.points : null]),
  );
  const ranks = new Map<number, RankRow>();
  for (const rank of await sql.rows<RankRow>(RANKS(count), ...values)) {
    const of = ranked[rank.ask];
    if (of !== undefined) ranks.set(of.row.ask, rank);
  }
  return ranks;
}

/** A level of a board, without one member or, where that is empty, with all. */
interface Level {
  readonly board: number;
  readonly points: number;
  readonly workspace: string;
  readonly otherThan: string;
}

function levelKey({ board, points, otherThan }: Omit<Level, 'workspace'>): string {
  return `${board}\n${points}\n${otherThan}`;
}

/** The level above or below a member's, if there is one. */
function levelBeside({ ask, row }: Found, points: number | null | undefined): Level | null {
  const { board } = row;
  if (points === null || points === undefined || board === null) return null;
  const { workspace, member } = ask;
  return { board, points, workspace, otherThan: row.points === points ? member : '' };
}

async function neighboursOf(
  sql: Sql,
  found: readonly Found[],
  ranks: ReadonlyMap<number, RankRow>,
): Promise<ReadonlyMap<string, readonly NeighbourRow[]>> {
  const levels = new Map<string, Level>();
  for (const one of found) {
    const rank = ranks.get(one.row.ask);
    for (const points of [rank?.pointsAbove, rank?.pointsBelow]) {
      const level = levelBeside(one, points);
      if (level !== null) levels.set(levelKey(level), level);
    }
  }
  const neighbours = new Map<string, NeighbourRow[]>();
  for (const chunk of chunksOf([...levels.values()])) {
    const rows = await sql.rows<NeighbourRow>(
      NEIGHBOURS(chunk.length),
      ...parametersOf(chunk, (one) => [one.board, one.points, one.workspace, one.otherThan]),
    );
    for (const row of rows) {
      const key = levelKey(row);
      neighbours.set(key, [...(neighbours.get(key) ?? []), row]);
    }
  }
  return neighbours;
}

/** At most two levels belong to each member: a set of many may need two statements. */
function* chunksOf(levels: readonly Level[]): Iterable<readonly Level[]> {
  for (let start = 0; start < levels.length; start += MOST_ROWS)
    yield padded(levels.slice(start, start + MOST_ROWS));
}

function standingOf(
  found: Found,
  ranked: RankRow | undefined,
  neighbours: ReadonlyMap<string, readonly NeighbourRow[]>,
): OwnStanding {
  const { ask, row, total } = found;
  const listed = isListed(row);
  const counted = listed && row.points !== null;
  const rank = 1 + (ranked?.above ?? 0);
  const beside = (points: number | null | undefined, which: 'fewest' | 'most') => {
    const level = levelBeside(found, points);
    if (level === null) return undefined;
    return neighbours.get(levelKey(level))?.find((one) => one.member === one[which]);
  };
  return {
    own: { member: ask.member, name: row.name, ...total, rank },
    of: (ranked?.members ?? 0) + (listed && !counted ? 1 : 0),
    above: neighbour(beside(ranked?.pointsAbove, 'fewest'), rank - 1),
    below: neighbour(beside(ranked?.pointsBelow, 'most'), rank + 1),
    tiedWith: (ranked?.level ?? 0) - (counted && row.points === total.points ? 1 : 0),
    listed,
  };
}

function isListed(row: OwnRow): boolean {
  return row.isListed === 1 && row.leftAt === null;
}

function neighbour(row: NeighbourRow | undefined, rank: number): Standing | null {
  if (row === undefined) return null;
  const { member, name, points, right, answered } = row;
  return { rank, member, name, points, right, answered };
}

/** The standing with what is not in it yet. */
function totalOf(row: OwnRow): Total {
  const { pendingAnswered, pendingRight } = row;
  const pending =
    pendingRight * POINTS_RIGHT + (pendingAnswered - pendingRight) * POINTS_TAKING_PART;
  return {
    points: (row.points ?? 0) + pending,
    right: (row.right ?? 0) + pendingRight,
    answered: (row.answered ?? 0) + pendingAnswered,
  };
}
