import type { Kysely, Selectable } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import { readJson } from '../schema/columns.ts';
import type { Tables } from '../schema/tables.ts';
import type { Reminder } from '../../domain/schedule.ts';
import type { HabitRepository } from '../../ports/members.ts';

export function toReminder(row: Selectable<Tables['reminders']>): Reminder {
  return {
    channel: row.channel,
    time: row.time,
    days: readJson<readonly number[]>(row.days),
    zone: row.zone,
    nextAt: row.next_at,
    remindedAt: row.reminded_at,
    unanswered: row.unanswered,
  };
}

function rowOf({ channel, time, days, zone, nextAt, remindedAt, unanswered }: Reminder) {
  return {
    channel,
    time,
    days: JSON.stringify(days),
    zone,
    next_at: nextAt,
    reminded_at: remindedAt,
    unanswered,
  };
}

export function habitRepository(db: Kysely<Tables>, workspace: string): HabitRepository {
  const absencesOf = (member: string) =>
    db
      .selectFrom('absences')
      .select(['first_day as firstDay', 'last_day as lastDay'])
      .where('workspace', '=', workspace)
      .where('member', '=', member)
      .orderBy('first_day')
      .execute();
  const lasting = (member: string, day: string) =>
    db
      .updateTable('absences')
      .where('workspace', '=', workspace)
      .where('member', '=', member)
      .where((e) => e.or([e('last_day', 'is', null), e('last_day', '>=', day)]));
  const dropFrom = (member: string, day: string) =>
    db
      .deleteFrom('absences')
      .where('workspace', '=', workspace)
      .where('member', '=', member)
      .where('first_day', '>=', day)
      .execute();
  /** Ends current absences on the day before. */
  const cut = async (member: string, day: string): Promise<boolean> => {
    const before = Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
    const ended = await lasting(member, day)
      .set({ last_day: before })
      .returning('first_day')
      .execute();
    await dropFrom(member, day);
    return ended.length > 0;
  };
  return {
    absences: absencesOf,
    async leave(member, { firstDay, lastDay }) {
      await cut(member, firstDay);
      await db
        .insertInto('absences')
        .values({ workspace, member, first_day: firstDay, last_day: lastDay })
        .execute();
    },
    comeBack: cut,
    async reminder(member) {
      const row = await db
        .selectFrom('reminders')
        .selectAll()
        .where('workspace', '=', workspace)
        .where('member', '=', member)
        .executeTakeFirst();
      return row === undefined ? null : toReminder(row);
    },
    async setReminder(member, reminder) {
      const row = rowOf(reminder);
      await db
        .insertInto('reminders')
        .values({ workspace, member, ...row })
        .onConflict((conflict) => conflict.columns(['workspace', 'member']).doUpdateSet(row))
        .execute();
    },
    async removeReminder(member) {
      const removed = await db
        .deleteFrom('reminders')
        .where('workspace', '=', workspace)
        .where('member', '=', member)
        .returning('member')
        .execute();
      return removed.length > 0;
    },
  };
}
