import type { Selectable } from 'kysely';
import type { Schedule } from '../../domain/schedule.ts';
import { readJson } from '../schema/columns.ts';
import type { Tables } from '../schema/tables.ts';

export type ScheduleRow = Selectable<Tables['schedules']>;

export function toSchedule(row: ScheduleRow): Schedule {
  return {
    id: row.id,
    workspace: row.workspace,
    channel: row.channel,
    kind: row.kind,
    scope: row.scope,
    time: row.time,
    days: readJson<readonly number[]>(row.days),
    zone: row.zone,
    decks: readJson<Schedule['decks']>(row.decks),
    closes: row.closes,
    asksSure: row.asks_sure === 1,
    createdBy: row.created_by,
    createdAt: row.created_at,
    doneUntil: row.done_until,
    pausedAt: row.paused_at,
    pausedWhy: row.paused_why,
  };
}
