import type { Selectable } from 'kysely';
import { boundedCache } from '../../domain/bounded-cache.ts';
import type { Schedule } from '../../domain/schedule.ts';
import type { Localized } from '../../domain/language.ts';
import { readJson } from '../schema/columns.ts';
import type { Tables } from '../schema/tables.ts';

export type ScheduleRow = Selectable<Tables['schedules']>;

/** What lists say, by their text: most schedules have the same ones. */
function byText<T extends {}>(read: (text: string) => T): (text: string) => T {
  const known = boundedCache<string, T>(1_000);
  return (text) => {
    const list = known.get(text) ?? read(text);
    known.set(text, list);
    return list;
  };
}

const daysIn = byText((text) => readJson<Schedule['days']>(text));
const decksIn = byText((text) => readJson<Schedule['decks']>(text));

/** In both languages; what an older Deckhand stored is in one, whose it was is not known. */
export function pausedWhyOf({
  paused_why: why,
}: Pick<ScheduleRow, 'paused_why'>): Localized | null {
  if (why === null) return null;
  return why.startsWith('{') ? readJson<Localized>(why) : { en: why, de: why };
}

export function toSchedule(row: ScheduleRow): Schedule {
  return {
    id: row.id,
    workspace: row.workspace,
    channel: row.channel,
    kind: row.kind,
    scope: row.scope,
    time: row.time,
    days: daysIn(row.days),
    zone: row.zone,
    decks: decksIn(row.decks),
    closes: row.closes,
    asksSure: row.asks_sure === 1,
    createdBy: row.created_by,
    createdAt: row.created_at,
    doneUntil: row.done_until,
    pausedAt: row.paused_at,
    pausedWhy: pausedWhyOf(row),
  };
}
