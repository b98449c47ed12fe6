import type { Kysely, Selectable } from 'kysely';
import type { LetterOrder, LetterRepository } from '../../ports/letters.ts';
import type { Tables } from '../schema/tables.ts';

export function letterRepository(db: Kysely<Tables>, workspace: string): LetterRepository {
  return {
    async of(member) {
      const row = await db
        .selectFrom('report_letters')
        .selectAll()
        .where('workspace', '=', workspace)
        .where('member', '=', member)
        .executeTakeFirst();
      return row === undefined ? null : toLetterOrder(row);
    },
    async set(member, { channel, zone, nextAt }) {
      const row = { channel, zone, next_at: nextAt };
      await db
        .insertInto('report_letters')
        .values({ workspace, member, ...row })
        .onConflict((conflict) => conflict.columns(['workspace', 'member']).doUpdateSet(row))
        .execute();
    },
    async remove(member) {
      const removed = await db
        .deleteFrom('report_letters')
        .where('workspace', '=', workspace)
        .where('member', '=', member)
        .returning('member')
        .execute();
      return removed.length > 0;
    },
  };
}

export function toLetterOrder(row: Selectable<Tables['report_letters']>): LetterOrder {
  return { channel: row.channel, zone: row.zone, nextAt: row.next_at };
}
