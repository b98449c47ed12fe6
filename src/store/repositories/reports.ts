import type { Kysely } from 'kysely';
import type { Tables } from '../schema/tables.ts';
import type { ReportRepository } from '../../ports/members.ts';

export function reportRepository(db: Kysely<Tables>, workspace: string): ReportRepository {
  return {
    async add(report) {
      await db
        .insertInto('reports')
        .values({ workspace, ...report })
        .onConflict((conflict) =>
          conflict
            .columns(['workspace', 'deck', 'question', 'member'])
            .doUpdateSet({ reason: report.reason, note: report.note, at: report.at }),
        )
        .execute();
    },
    async remove(deck, question) {
      const removed = await db
        .deleteFrom('reports')
        .where('workspace', '=', workspace)
        .where('deck', '=', deck)
        .where('question', '=', question)
        .returning('member')
        .execute();
      return removed.length;
    },
    async list() {
      const rows = await db
        .selectFrom('reports')
        .select(['deck', 'question', 'member', 'reason', 'note', 'at'])
        .where('workspace', '=', workspace)
        .orderBy('at', 'desc')
        .execute();
      // Old reports have no reason.
      return rows.map((row) => ({ ...row, reason: row.reason === '' ? 'other' : row.reason }));
    },
  };
}
