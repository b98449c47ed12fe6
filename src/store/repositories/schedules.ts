import { LRUCache } from 'lru-cache';
import {
  nextOccurrences,
  type Recurrence,
  type Schedule,
  type Skip,
} from '../../domain/schedule.ts';
import { groupBy } from '../../domain/group-by.ts';
import type { ClaimedSlot, PlannedQuestion, ScheduleRepository } from '../../ports/store.ts';
import { inChunks, inPaddedChunks, listOf, remembered } from '../row-lists.ts';
import type { CommitScope } from '../transaction/commit-scope.ts';
import { flag } from '../schema/columns.ts';
import { pausedWhyOf, toSchedule, type ScheduleRow } from './schedule-rows.ts';

/** Next times by recurrence and moment: many schedules share theirs, and a calendar costs more than a statement. */
const nextTimes = new LRUCache<string, { readonly at: number | null }>({ max: 1_000 });

/** When it is due next; null if never again. */
function nextAfter({ time, days, zone }: Recurrence, after: number): number | null {
  const key = `${time} ${days.join('')} ${zone} ${after}`;
  const known = nextTimes.get(key) ?? {
    at: nextOccurrences({ time, days, zone }, after, 1)[0]?.at ?? null,
  };
  nextTimes.set(key, known);
  return known.at;
}

const GET = 'select * from schedules where workspace = ? and id = ? and removed_at is null';
const SKIPS = `select first_day as "firstDay", last_day as "lastDay" from skips
where workspace = ? and schedule = ? order by first_day`;
const CLAIM = remembered(
  (count) => `insert into occurrences (workspace, schedule, slot, due_at, taken_at, outcome, why)
values ${listOf('(?, ?, ?, ?, ?, ?, ?)', count)}
on conflict (workspace, schedule, slot) do nothing
returning schedule, slot`,
);

type SlotKey = Pick<ClaimedSlot, 'schedule' | 'slot'>;

function keyOf({ schedule, slot }: SlotKey): string {
  return `${schedule}\n${slot}`;
}

const PLANNED = `select slot, deck, question from planned_questions
where workspace = ? and schedule = ?`;
const DAY_MS = 24 * 3_600_000;

const DONE = remembered(
  (count) => `update schedules set done_until = ?, next_at = ?
where workspace = ? and id in (${listOf('?', count)})`,
);

// oxlint-disable-next-line eslint/max-lines-per-function -- the queries of one table, each a method of its own
export function scheduleRepository(
  { db, sql: fast, ahead }: CommitScope,
  workspace: string,
): ScheduleRepository {
  const alive = () =>
    db
      .selectFrom('schedules')
      .selectAll()
      .where('workspace', '=', workspace)
      .where('removed_at', 'is', null);
  const change = (id: string) => {
    ahead.dropSchedule(workspace, id);
    return db.updateTable('schedules').where('workspace', '=', workspace).where('id', '=', id);
  };
  const get = async (id: string): Promise<Schedule | null> => {
    const known = ahead.schedule(workspace, id);
    if (known !== undefined) return known.schedule;
    const [row] = await fast.rows<ScheduleRow>(GET, workspace, id);
    return row === undefined ? null : toSchedule(row);
  };
  /** Schedules that are done until the same time and due again at the same time. */
  const setDone = async (
    ids: readonly string[],
    at: number,
    next: number | null,
  ): Promise<void> => {
    for (const id of ids) ahead.dropSchedule(workspace, id);
    for (const chunk of inPaddedChunks(ids))
      await fast.run(DONE(chunk.length), at, next, workspace, ...chunk);
  };
  return {
    lookAhead: (schedules, channels) => ahead.read({ workspace, schedules, channels }),
    async add(schedule) {
      ahead.dropSchedule(workspace, schedule.id);
      await db
        .insertInto('schedules')
        .values({
          workspace,
          id: schedule.id,
          channel: schedule.channel,
          kind: schedule.kind,
          scope: schedule.scope,
          time: schedule.time,
          days: JSON.stringify(schedule.days),
          zone: schedule.zone,
          decks: JSON.stringify(schedule.decks),
          closes: schedule.closes,
          asks_sure: flag(schedule.asksSure),
          created_by: schedule.createdBy,
          created_at: schedule.createdAt,
          done_until: schedule.doneUntil,
          paused_at: null,
          paused_why: null,
          removed_at: null,
          next_at: nextAfter(schedule, schedule.doneUntil),
        })
        .execute();
    },
    get,
    async ids() {
      const rows = await db
        .selectFrom('schedules')
        .select('id')
        .where('workspace', '=', workspace)
        .execute();
      return rows.map((row) => row.id);
    },
    async list() {
      const rows = await alive().orderBy('created_at').orderBy('id').execute();
      return rows.map(toSchedule);
    },
    async change(schedule, now) {
      await change(schedule.id)
        .set({
          time: schedule.time,
          zone: schedule.zone,
          days: JSON.stringify(schedule.days),
          closes: schedule.closes,
          done_until: now,
          next_at: schedule.pausedAt === null ? nextAfter(schedule, now) : null,
        })
        .execute();
    },
    async pause(id, at, cause) {
      await change(id)
        .set({
          paused_at: at,
          paused_why: cause === null ? null : JSON.stringify(cause.why),
          untold_pause: cause?.because ?? null,
          next_at: null,
        })
        .execute();
    },
    async untoldPauses() {
      const rows = await alive()
        .where('untold_pause', 'is not', null)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map((row) => ({
        schedule: toSchedule(row),
        because: row.untold_pause ?? 'refused',
        why: pausedWhyOf(row) ?? { en: '', de: '' },
      }));
    },
    async setPausesTold() {
      await db
        .updateTable('schedules')
        .set({ untold_pause: null })
        .where('workspace', '=', workspace)
        .where('untold_pause', 'is not', null)
        .execute();
    },
    async resume(id, now) {
      const schedule = await get(id);
      if (schedule === null) return;
      await change(id)
        .set({
          paused_at: null,
          paused_why: null,
          untold_pause: null,
          done_until: now,
          next_at: nextAfter(schedule, now),
        })
        .execute();
    },
    async remove(id, at) {
      await change(id).set({ removed_at: at, next_at: null }).execute();
    },
    async addSkip(id, skip) {
      ahead.dropSchedule(workspace, id);
      await db
        .insertInto('skips')
        .values({ workspace, schedule: id, first_day: skip.firstDay, last_day: skip.lastDay })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    skips: async (id) =>
      ahead.schedule(workspace, id)?.skips ?? (await fast.rows<Skip>(SKIPS, workspace, id)),
    async claimSlots(...slots) {
      const free = new Set<string>();
      for (const chunk of inChunks(slots)) {
        const values = chunk.flatMap(({ schedule, slot, dueAt, now, outcome, why }) => [
          workspace,
          schedule,
          slot,
          dueAt,
          now,
          outcome,
          why,
        ]);
        const rows = await fast.rows<SlotKey>(CLAIM(chunk.length), ...values);
        for (const row of rows) free.add(keyOf(row));
      }
      // A slot that is named twice is taken by the first.
      return slots.filter((slot) => free.delete(keyOf(slot)));
    },
    async releaseSlotsAfter(id, at) {
      await db
        .deleteFrom('occurrences')
        .where('workspace', '=', workspace)
        .where('schedule', '=', id)
        .where('due_at', '>', at)
        .where((e) => e.or([e('outcome', '=', 'skipped'), e('due_at', '>', at + DAY_MS)]))
        .execute();
      const schedule = await get(id);
      if (schedule === null || schedule.doneUntil <= at) return;
      const next = schedule.pausedAt === null ? nextAfter(schedule, at) : null;
      await setDone([id], at, next);
    },
    async removeSkip(id, { firstDay, lastDay }) {
      ahead.dropSchedule(workspace, id);
      const removed = await db
        .deleteFrom('skips')
        .where('workspace', '=', workspace)
        .where('schedule', '=', id)
        .where('first_day', '=', firstDay)
        .where('last_day', '=', lastDay)
        .returning('schedule')
        .execute();
      return removed.length > 0;
    },
    planned: async (id) =>
      ahead.schedule(workspace, id)?.planned ??
      (await fast.rows<PlannedQuestion>(PLANNED, workspace, id)),
    async plan(id, { slot, deck, question }) {
      ahead.dropSchedule(workspace, id);
      await db
        .insertInto('planned_questions')
        .values({ workspace, schedule: id, slot, deck, question })
        .onConflict((conflict) =>
          conflict.columns(['workspace', 'schedule', 'slot']).doUpdateSet({ deck, question }),
        )
        .execute();
    },
    async unplan(id, slot) {
      ahead.dropSchedule(workspace, id);
      await db
        .deleteFrom('planned_questions')
        .where('workspace', '=', workspace)
        .where('schedule', '=', id)
        .where('slot', '=', slot)
        .execute();
    },
    async setDoneUntil(...done) {
      const latest = new Map<string, number>();
      for (const { id, at } of done) latest.set(id, Math.max(at, latest.get(id) ?? at));
      const changes: { id: string; at: number; next: number | null }[] = [];
      for (const [id, at] of latest) {
        const schedule = await get(id);
        if (schedule === null || schedule.doneUntil >= at) continue;
        const next = schedule.pausedAt === null ? nextAfter(schedule, at) : null;
        changes.push({ id, at, next });
      }
      for (const together of groupBy(changes, ({ at, next }) => `${at} ${next ?? ''}`).values()) {
        const [first] = together;
        const ids = together.map(({ id }) => id);
        if (first !== undefined) await setDone(ids, first.at, first.next);
      }
    },
  };
}
