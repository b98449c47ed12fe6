import type { Kysely } from 'kysely';
import type { ReportRows } from '../ports/store.ts';
import type { Tables } from './tables.ts';

export function reportRows(db: Kysely<Tables>, workspace: string): ReportRows {
  return {
    async add(report) {
      await db
        .insertInto('reports')
        .values({ workspace, ...report })
        .onConflict((conflict) =>
          conflict
            .columns(['workspace', 'deck', 'question', 'member'])
            .doUpdateSet({ reason: report.reason, at: report.at }),
        )
        .execute();
    },
    async list() {
      return db
        .selectFrom('reports')
        .select(['deck', 'question', 'member', 'reason', 'at'])
        .where('workspace', '=', workspace)
        .orderBy('at', 'desc')
        .execute();
    },
  };
}
