import type { Kysely } from 'kysely';
import type { UntoldPauses } from '../../ports/due-work.ts';
import type { Platform } from '../../ports/identity.ts';
import type { Tables } from '../schema/tables.ts';

/** Workspaces with pauses that nobody was told of, in the order of their ids. */
export function untoldPauses(
  db: Kysely<Tables>,
  platforms: readonly Platform[],
  limit: number,
): Promise<readonly UntoldPauses[]> {
  return db
    .selectFrom('schedules')
    .innerJoin('workspaces', 'workspaces.id', 'schedules.workspace')
    .select((e) => [
      'schedules.workspace as workspace',
      e.fn.coalesce(e.fn.max('schedules.paused_at'), e.lit(0)).as('newestAt'),
    ])
    .where('schedules.untold_pause', 'is not', null)
    .where('schedules.removed_at', 'is', null)
    .where('workspaces.platform', 'in', platforms)
    .where('workspaces.gone_at', 'is', null)
    .groupBy('schedules.workspace')
    .orderBy('schedules.workspace')
    .limit(limit)
    .execute();
}
