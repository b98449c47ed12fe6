import { CLOCK_SKEW_MS } from '../../domain/schedule.ts';
import type { DuePage, DueSchedule } from '../../ports/due-work.ts';
import { listOf, remembered } from '../row-lists.ts';
import type { Sql } from '../sql.ts';

const live = (platforms: number): string => `select schedules.workspace as workspace,
  schedules.id as id, channel, kind, scope, platform, next_at as "nextAt"
from schedules join workspaces on workspaces.id = schedules.workspace
where platform in (${listOf('?', platforms)}) and next_at is not null`;

const FIRST = remembered(
  (platforms) => `${live(platforms)} and next_at <= ?
order by next_at, schedules.workspace, schedules.id limit ?`,
);
const AFTER = remembered(
  (platforms) => `${live(platforms)} and next_at <= ?
  and (next_at, schedules.workspace, schedules.id) > (?, ?, ?)
order by next_at, schedules.workspace, schedules.id limit ?`,
);
const AHEAD = remembered((platforms) => `${live(platforms)} and done_until > ? limit ?`);

/**
 * A page of the schedules that are due, longest due first. The first page has also those that a clock which was ahead
 * has served: their next time is too late.
 */
export async function dueSchedules(
  sql: Sql,
  { now, platforms, limit, after }: DuePage,
): Promise<readonly DueSchedule[]> {
  const count = platforms.length;
  if (after !== null) {
    const { nextAt, workspace, id } = after;
    return sql.rows(AFTER(count), ...platforms, now, nextAt, workspace, id, limit);
  }
  const due = await sql.rows<DueSchedule>(FIRST(count), ...platforms, now, limit);
  const ahead = await sql.rows<DueSchedule>(AHEAD(count), ...platforms, now + CLOCK_SKEW_MS, limit);
  return [...due, ...ahead];
}
