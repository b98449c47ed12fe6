import type { Absence } from '../domain/absence.ts';
import { hasMissed } from '../domain/standings.ts';
import type { MemberDays, ReplyAsk, ReplyFacts } from '../ports/answering.ts';
import { scheduledDays } from './repositories/scheduled-days.ts';
import { filled, listOf, numberedListOf, padded, parametersOf, remembered } from './row-lists.ts';
import type { Sql } from './sql.ts';
import { ownStandings, type OwnAsk } from './standings/own-standings.ts';
import type { CommitScope } from './transaction/commit-scope.ts';
import { JobSet } from './transaction/jobs.ts';

export interface WorkspaceAsk extends ReplyAsk {
  readonly workspace: string;
}

const MEMBERS = remembered(
  (count) => `with asked (ask, workspace, member, channel) as (
  values ${numberedListOf('?, ?, ?', count)})
select asked.ask, members.joined_at as "joinedAt",
  channels.zone as zone,
  (select count(*) from (select 1 from answers where answers.workspace = asked.workspace
    and answers.member = asked.member and is_right = 1 and counts = 1
    order by deck, question, at limit 2) as two) as "right"
from asked
join members on members.workspace = asked.workspace and members.id = asked.member
join channels on channels.workspace = asked.workspace and channels.id = asked.channel`,
);

interface MemberRow {
  /** Number of the ask. */
  readonly ask: number;
  readonly joinedAt: number;
  readonly zone: string;
  readonly right: number;
}

const ABSENCES = remembered(
  (count) => `with asked (workspace, member) as (values ${listOf('(?, ?)', count)})
select distinct absences.workspace, absences.member, first_day as "firstDay", last_day as "lastDay"
from asked
join absences on absences.workspace = asked.workspace and absences.member = asked.member`,
);

interface AbsenceRow extends Absence {
  readonly workspace: string;
  readonly member: string;
}

/** What replies need that are asked for together, of whatever workspaces. */
export function replyFacts(): JobSet<WorkspaceAsk, ReplyFacts> {
  return new JobSet({ keyOf, onlyReads: true, work: factsOf });
}

function keyOf({
  workspace,
  member,
  channel,
}: Pick<WorkspaceAsk, 'workspace' | 'member' | 'channel'>) {
  return `${workspace}\n${member}\n${channel}`;
}

async function factsOf(
  { sql, standings }: CommitScope,
  asks: readonly WorkspaceAsk[],
): Promise<readonly ReplyFacts[]> {
  await standings.write();
  const { count, values } = filled(
    asks.map(({ workspace, member, channel }) => [workspace, member, channel]),
  );
  const [rows, own] = await Promise.all([
    sql.rows<MemberRow>(MEMBERS(count), ...values),
    standingsOf(sql, asks),
  ]);
  const members = new Map<WorkspaceAsk, MemberRow>();
  for (const row of rows) {
    const ask = asks[row.ask];
    if (ask !== undefined) members.set(ask, row);
  }
  const days = await daysOf(sql, asks, members);
  return asks.map((ask) => ({
    right: members.get(ask)?.right ?? 0,
    standing: own.get(ask) ?? null,
    days: days.get(ask) ?? null,
  }));
}

async function standingsOf(sql: Sql, asks: readonly WorkspaceAsk[]) {
  const shown: WorkspaceAsk[] = [];
  const own: OwnAsk[] = [];
  for (const ask of asks) {
    if (ask.period === null) continue;
    shown.push(ask);
    own.push(ownAsk(ask, ask.period));
  }
  const standings = await ownStandings(sql, own);
  return new Map(shown.map((ask, index) => [ask, standings[index] ?? null]));
}

function ownAsk({ workspace, member, channel }: WorkspaceAsk, period: string): OwnAsk {
  return { workspace, member, scope: channel, period };
}

async function daysOf(
  sql: Sql,
  asks: readonly WorkspaceAsk[],
  members: ReadonlyMap<WorkspaceAsk, MemberRow>,
): Promise<ReadonlyMap<WorkspaceAsk, MemberDays>> {
  const wanted = asks.flatMap((ask) => {
    const member = members.get(ask);
    return ask.days === null || member === undefined ? [] : [{ ask, member, ...ask.days }];
  });
  const found = await scheduledDays(
    sql,
    wanted.map(({ ask: { workspace, channel, member }, now, limit }) => ({
      workspace,
      channel,
      member,
      now,
      limit,
    })),
  );
  const missing = wanted.flatMap(({ ask }, index) =>
    hasMissed(found[index]?.days ?? []) ? [ask] : [],
  );
  const absences = await absencesOf(sql, missing);
  return new Map(
    wanted.flatMap(({ ask, member: { joinedAt, zone } }, index) => {
      const days = found[index];
      if (days === undefined) return [];
      const away = absences.filter((one) => isSame(one, ask));
      return [[ask, { joinedAt, zone, absences: away, ...days }] as const];
    }),
  );
}

function isSame(one: AbsenceRow, { workspace, member }: WorkspaceAsk): boolean {
  return one.workspace === workspace && one.member === member;
}

/** Days away matter only to those who missed one. */
async function absencesOf(sql: Sql, asks: readonly WorkspaceAsk[]): Promise<readonly AbsenceRow[]> {
  if (asks.length === 0) return [];
  const list = padded(asks);
  return sql.rows<AbsenceRow>(
    ABSENCES(list.length),
    ...parametersOf(list, ({ workspace, member }) => [workspace, member]),
  );
}
