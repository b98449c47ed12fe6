import { groupBy } from '../../domain/group-by.ts';
import { isOpen } from '../../domain/round.ts';
import type { ScheduledDay } from '../../domain/standings.ts';
import { listOf, padded, remembered } from '../row-lists.ts';
import type { Sql } from '../sql.ts';

/** Whose days in which channel, from its newest scheduled rounds. */
export interface DaysAsk {
  readonly workspace: string;
  readonly channel: string;
  readonly member: string;
  readonly now: number;
  readonly limit: number;
}

export interface Days {
  /** Newest first, no doubles. A voided day is in the list only if the member answered it. */
  readonly days: readonly ScheduledDay[];
  /** Whether there are no older days. */
  readonly complete: boolean;
}

const ROUNDS = `select id, day, opened_at as "openedAt", closes_at as "closesAt",
  closed_at as "closedAt", voided_at as "voidedAt"
from rounds
where workspace = ? and channel = ? and schedule is not null and withdrawn_at is null
order by opened_at desc limit ?`;

interface RoundRow {
  readonly id: string;
  readonly day: string;
  readonly openedAt: number;
  readonly closesAt: number | null;
  readonly closedAt: number | null;
  readonly voidedAt: number | null;
}

/** The scheduled rounds since a time that each of these members has answered. */
const ANSWERED = remembered(
  (count) => `with asked (workspace, channel, member, since) as (
  values ${listOf('(?, ?, ?, cast(? as bigint))', count)})
select asked.workspace, asked.channel, asked.member, rounds.id as round
from asked
join rounds on rounds.workspace = asked.workspace and rounds.channel = asked.channel
  and rounds.opened_at >= asked.since and rounds.schedule is not null
join answers on answers.workspace = asked.workspace and answers.round = rounds.id
  and answers.member = asked.member`,
);

interface AnsweredRow {
  readonly workspace: string;
  readonly channel: string;
  readonly member: string;
  readonly round: string;
}

/**
 * Reads scheduled days of members, at most as many members as a statement has rows.
 * @returns in the order of the asks
 */
export async function scheduledDays(sql: Sql, asks: readonly DaysAsk[]): Promise<readonly Days[]> {
  const rounds = new Map<string, readonly RoundRow[]>();
  for (const [key, [first]] of groupBy(asks, channelKey)) {
    if (first === undefined) continue;
    const { workspace, channel, limit } = first;
    rounds.set(key, await sql.rows<RoundRow>(ROUNDS, workspace, channel, limit));
  }
  const list = padded(asks.filter((ask) => (rounds.get(channelKey(ask)) ?? []).length > 0));
  const answered =
    list.length === 0
      ? []
      : await sql.rows<AnsweredRow>(
          ANSWERED(list.length),
          ...list.flatMap((ask) => {
            const oldest = rounds.get(channelKey(ask))?.at(-1)?.openedAt ?? 0;
            return [ask.workspace, ask.channel, ask.member, oldest];
          }),
        );
  const taken = new Set(answered.map((row) => `${memberKey(row)}\n${row.round}`));
  return asks.map((ask) => {
    const found = rounds.get(channelKey(ask)) ?? [];
    const isAnswered = (round: string): boolean => taken.has(`${memberKey(ask)}\n${round}`);
    return { days: daysOf(found, isAnswered, ask.now), complete: found.length < ask.limit };
  });
}

function channelKey({ workspace, channel, limit }: DaysAsk): string {
  return `${workspace}\n${channel}\n${limit}`;
}

function memberKey({ workspace, channel, member }: Omit<AnsweredRow, 'round'>): string {
  return `${workspace}\n${channel}\n${member}`;
}

function daysOf(
  rounds: readonly RoundRow[],
  isAnswered: (round: string) => boolean,
  now: number,
): readonly ScheduledDay[] {
  const days = new Map<string, ScheduledDay>();
  for (const { id, day, closesAt, closedAt, voidedAt } of rounds) {
    const answered = isAnswered(id);
    // A voided day is neither missed nor open; it counts for members who answered it.
    if (voidedAt !== null && !answered) continue;
    const known = days.get(day) ?? { day, answered: false, open: false };
    const open = isOpen({ closedAt, closesAt, voidedAt, withdrawnAt: null }, now);
    days.set(day, {
      day,
      answered: known.answered || answered,
      open: known.open || open,
    });
  }
  return [...days.values()];
}
