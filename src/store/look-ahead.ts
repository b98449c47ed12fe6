import { groupBy } from '../domain/group-by.ts';
import type { Round } from '../domain/round.ts';
import type { Schedule, Skip } from '../domain/schedule.ts';
import type { AskedQuestion } from '../ports/rounds.ts';
import type { BoardMode, ChannelSettings, PlannedQuestion } from '../ports/store.ts';
import { toRounds, type BareRound } from './repositories/pinned-rounds.ts';
import { toSchedule, type ScheduleRow } from './repositories/schedule-rows.ts';
import { inPaddedChunks, listOf, remembered } from './row-lists.ts';
import type { Sql } from './sql.ts';

const named = (text: (list: string) => string): ((count: number) => string) =>
  remembered((count) => text(`(${listOf('?', count)})`));

const SCHEDULES = named(
  (ids) => `select * from schedules where workspace = ? and id in ${ids} and removed_at is null`,
);
const SKIPS = named(
  (ids) => `select schedule, first_day as "firstDay", last_day as "lastDay" from skips
where workspace = ? and schedule in ${ids} order by first_day`,
);
const PLANNED = named(
  (ids) => `select schedule, slot, deck, question from planned_questions
where workspace = ? and schedule in ${ids}`,
);
const CHANNELS = named(
  (ids) => `select id, zone, language, board_mode as board from channels
where workspace = ? and id in ${ids}`,
);
const ASKED = named(
  (ids) => `select channel, deck, question, max(opened_at) as "lastAskedAt",
  sum(answered) as answered, sum(right_answers) as "right", max(ordinal) as ordinal
from rounds where workspace = ? and channel in ${ids} and withdrawn_at is null
group by channel, deck, question`,
);
const OPEN = named(
  (ids) => `select * from rounds
where rounds.workspace = ? and rounds.channel in ${ids} and rounds.closed_at is null
  and rounds.withdrawn_at is null
order by rounds.opened_at desc, rounds.id desc`,
);

interface OfSchedule {
  readonly schedule: Schedule | null;
  readonly skips: readonly Skip[];
  readonly planned: readonly PlannedQuestion[];
}

interface OfRounds {
  readonly asked: readonly AskedQuestion[];
  readonly open: readonly Round[];
  readonly newestOrdinal: number;
}

/** Schedules that are about to be served, and their channels. */
export interface AboutToServe {
  readonly workspace: string;
  readonly schedules: readonly string[];
  readonly channels: readonly string[];
}

type Row<T, Key extends string> = T & Readonly<Record<Key, string>>;

/**
 * What posts of many schedules need, read by a few statements for all instead of nine for each. The repositories take it
 * from here in place of a read; a write of what it holds drops it, and so does the end of its transaction.
 */
export class LookAhead {
  private readonly schedules = new Map<string, OfSchedule>();
  private readonly settings = new Map<string, ChannelSettings | null>();
  private readonly rounds = new Map<string, OfRounds>();

  constructor(private readonly sql: Sql) {}

  async read({ workspace, schedules, channels }: AboutToServe): Promise<void> {
    for (const ids of inPaddedChunks(schedules)) await this.readSchedules(workspace, ids);
    for (const ids of inPaddedChunks([...new Set(channels)]))
      await this.readChannels(workspace, ids);
  }

  schedule(workspace: string, id: string): OfSchedule | undefined {
    return this.schedules.get(keyOf(workspace, id));
  }

  /** Undefined where nothing was read, null where there is no such channel. */
  channel(workspace: string, id: string): ChannelSettings | null | undefined {
    return this.settings.get(keyOf(workspace, id));
  }

  roundsIn(workspace: string, channel: string): OfRounds | undefined {
    return this.rounds.get(keyOf(workspace, channel));
  }

  dropSchedule(workspace: string, id: string): void {
    this.schedules.delete(keyOf(workspace, id));
  }

  dropChannel(workspace: string, id: string): void {
    this.settings.delete(keyOf(workspace, id));
  }

  dropRoundsIn(workspace: string, channel: string): void {
    this.rounds.delete(keyOf(workspace, channel));
  }

  /** A round has changed: what is known of its channel, or of all where that is not known. */
  dropRound(id: string): void {
    for (const [key, { open }] of this.rounds)
      if (open.some((round) => round.id === id)) {
        this.rounds.delete(key);
        return;
      }
    this.rounds.clear();
  }

  /** Rounds are closed; nothing else that is known of their channels changes by that. */
  closeRounds(ids: readonly string[]): void {
    const closed = new Set(ids);
    for (const [key, known] of this.rounds) {
      const open = known.open.filter(({ id }) => !closed.has(id));
      if (open.length < known.open.length) this.rounds.set(key, { ...known, open });
    }
  }

  clear(): void {
    this.schedules.clear();
    this.settings.clear();
    this.rounds.clear();
  }

  private async readSchedules(workspace: string, ids: readonly string[]): Promise<void> {
    const { sql } = this;
    const rows = await sql.rows<ScheduleRow>(SCHEDULES(ids.length), workspace, ...ids);
    const skips = await sql.rows<Row<Skip, 'schedule'>>(SKIPS(ids.length), workspace, ...ids);
    const planned = await sql.rows<Row<PlannedQuestion, 'schedule'>>(
      PLANNED(ids.length),
      workspace,
      ...ids,
    );
    const found = new Map(rows.map((row) => [row.id, toSchedule(row)]));
    const skipsOf = groupBy(skips, ({ schedule }) => schedule);
    const plannedOf = groupBy(planned, ({ schedule }) => schedule);
    for (const id of ids)
      this.schedules.set(keyOf(workspace, id), {
        schedule: found.get(id) ?? null,
        skips: (skipsOf.get(id) ?? []).map(({ firstDay, lastDay }) => ({ firstDay, lastDay })),
        planned: (plannedOf.get(id) ?? []).map(({ slot, deck, question }) => ({
          slot,
          deck,
          question,
        })),
      });
  }

  private async readChannels(workspace: string, ids: readonly string[]): Promise<void> {
    const { sql } = this;
    const channels = await sql.rows<{
      id: string;
      zone: string;
      language: string;
      board: BoardMode;
    }>(CHANNELS(ids.length), workspace, ...ids);
    const asked = await sql.rows<Row<AskedQuestion & { readonly ordinal: number }, 'channel'>>(
      ASKED(ids.length),
      workspace,
      ...ids,
    );
    const open = await toRounds(
      sql,
      await sql.rows<BareRound>(OPEN(ids.length), workspace, ...ids),
    );
    const settings = new Map(channels.map(({ id, ...rest }) => [id, rest]));
    const askedIn = groupBy(asked, ({ channel }) => channel);
    const openIn = groupBy(open, ({ channel }) => channel);
    for (const id of ids) {
      const known = askedIn.get(id) ?? [];
      this.settings.set(keyOf(workspace, id), settings.get(id) ?? null);
      this.rounds.set(keyOf(workspace, id), {
        asked: known.map(({ channel: _channel, ordinal: _ordinal, ...question }) => question),
        open: openIn.get(id) ?? [],
        newestOrdinal: Math.max(0, ...known.map(({ ordinal }) => ordinal)),
      });
    }
  }
}

function keyOf(workspace: string, id: string): string {
  return `${workspace}\n${id}`;
}
