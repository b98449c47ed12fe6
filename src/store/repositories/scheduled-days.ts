import { isOpen } from '../../domain/round.ts';
import type { ScheduledDay } from '../../domain/standings.ts';
import { filled, numberedListOf, remembered } from '../row-lists.ts';
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

const VOIDED = 'voided';
const CLOSED = 'closed';

/**
 * For each ask one row, in which a scheduled round is `2026-11-24 1 closed`: its day, whether the member answered it, and
 * what became of it, or when it closes. A row for each round would take five times as long to read.
 */
const DAYS = remembered(
  (count) => `with asked (ask, workspace, channel, member) as (
  values ${numberedListOf('?, ?, ?', count)})
select asked.ask, (
  select string_agg(recent.day
    || case when exists (select 1 from answers where answers.workspace = asked.workspace
      and answers.round = recent.id and answers.member = asked.member) then ' 1 ' else ' 0 ' end
    || case when recent.voided_at is not null then '${VOIDED}' when recent.closed_at is not null then '${CLOSED}'
      else coalesce(cast(recent.closes_at as text), '') end, ',')
  from (select id, day, opened_at, closes_at, closed_at, voided_at from rounds
    where rounds.workspace = asked.workspace and rounds.channel = asked.channel
      and schedule is not null and withdrawn_at is null
    order by opened_at desc limit ?) as recent
) as days
from asked`,
);

interface DaysRow {
  /** Number of the ask. */
  readonly ask: number;
  readonly days: string | null;
}

/**
 * Reads scheduled days of members, at most as many members as a statement has rows.
 * @returns in the order of the asks
 */
export async function scheduledDays(sql: Sql, asks: readonly DaysAsk[]): Promise<readonly Days[]> {
  if (asks.length === 0) return [];
  const limit = Math.max(...asks.map((ask) => ask.limit));
  const { count, values } = filled(
    asks.map(({ workspace, channel, member }) => [workspace, channel, member]),
  );
  const rows = await sql.rows<DaysRow>(DAYS(count), ...values, limit);
  const found = new Map(rows.map(({ ask, days }) => [ask, days]));
  return asks.map(({ now }, index) => {
    const rounds = found.get(index)?.split(',') ?? [];
    return { days: daysOf(rounds, now), complete: rounds.length < limit };
  });
}

/** @param rounds as `DAYS` writes them */
function daysOf(rounds: readonly string[], now: number): readonly ScheduledDay[] {
  const days = new Map<string, ScheduledDay>();
  for (const round of rounds) {
    const [day, end] = [round.slice(0, 10), round.slice(13)];
    const answered = round.charAt(11) === '1';
    // A voided day is neither missed nor open; it counts for members who answered it.
    if (end === VOIDED && !answered) continue;
    const known = days.get(day);
    days.set(day, {
      day,
      answered: answered || known?.answered === true,
      open: isStillOpen(end, now) || known?.open === true,
    });
  }
  return [...days.values()].toSorted((one, other) => (one.day < other.day ? 1 : -1));
}

function isStillOpen(end: string, now: number): boolean {
  if (end === VOIDED || end === CLOSED) return false;
  const closesAt = end === '' ? null : Number(end);
  return isOpen({ closesAt, closedAt: null, voidedAt: null, withdrawnAt: null }, now);
}
