import type { Kysely } from 'kysely';
import { CLOCK_SKEW_MS } from '../../domain/schedule.ts';
import type { DuePage, DueSchedule } from '../../ports/due-work.ts';
import type { Tables } from '../schema/tables.ts';
import { toSchedule } from './schedule-rows.ts';

/**
 * A page of the schedules that are due, longest due first. The first page has also those that a clock which was ahead
 * has served: their next time is too late.
 */
export async function dueSchedules(
  db: Kysely<Tables>,
  { now, platforms, limit, after }: DuePage,
): Promise<readonly DueSchedule[]> {
  const live = db
    .selectFrom('schedules')
    .innerJoin('workspaces', 'workspaces.id', 'schedules.workspace')
    .selectAll('schedules')
    .select('workspaces.platform as platform')
    .where('workspaces.platform', 'in', platforms)
    .where('schedules.next_at', 'is not', null)
    .limit(limit);
  const due = await live
    .where('schedules.next_at', '<=', now)
    .$if(after !== null, (page) =>
      page.where((e) =>
        e(
          e.refTuple('schedules.next_at', 'schedules.workspace', 'schedules.id'),
          '>',
          e.tuple(after?.nextAt ?? 0, after?.workspace ?? '', after?.id ?? ''),
        ),
      ),
    )
    .orderBy('schedules.next_at')
    .orderBy('schedules.workspace')
    .orderBy('schedules.id')
    .execute();
  const ahead =
    after === null
      ? await live.where('schedules.done_until', '>', now + CLOCK_SKEW_MS).execute()
      : [];
  return [...due, ...ahead].map((row) => ({
    ...toSchedule(row),
    platform: row.platform,
    nextAt: row.next_at ?? now,
  }));
}
