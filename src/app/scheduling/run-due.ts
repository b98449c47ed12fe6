import {
  CLOCK_SKEW_MS,
  closingTime,
  isSkipped,
  type Occurrence,
  type Schedule,
} from '../../domain/schedule.ts';
import { periodsOf } from '../../domain/calendar.ts';
import type { App, Work } from '../context.ts';
import { postWeek } from '../leaderboard/post-board.ts';
import { lastWeeksMembers, refreshMembers } from '../leaderboard/refresh-members.ts';
import type { Platform } from '../../ports/identity.ts';
import type { DuePage, DueSchedule } from '../../ports/due-work.ts';
import { serveTogether } from '../shared/serve-each.ts';
import { postsBoard } from './board-posts.ts';
import { DueQuestions } from './due-questions.ts';
import { claim, DueTimes, Shared, type DueTurn } from './due-turn.ts';
import { tellMissed, type SkippedPost } from './missed-posts.ts';
import { noticeClock } from './schedule-notices.ts';

/** A post less late than this goes out now; a later one is skipped, and the manager is told (docs/rules.md). */
export const LATE_MS = 2 * 3_600_000;
/** A board covers the week that contains (post time − 3.5 days), so Monday's board covers last week. */
const BOARD_LOOK_BACK_MS = 3.5 * 24 * 3_600_000;

/** Schedules of one turn of the event loop: more of them make members wait, and fewer cost more commits. */
const PAGE = 100;
const TOGETHER = {
  most: PAGE,
  failed: 'a schedule could not be served; the next look tries again',
};

/** Compares the wall clock with the schedules; a schedule is a row, never a timer. */
export class Timetable {
  /** Epoch ms of the last look at each platform's schedules; none before the first since it is served here. */
  private looked: ReadonlyMap<Platform, number> = new Map();

  constructor(private readonly app: App) {}

  async run(platforms: readonly Platform[]): Promise<void> {
    const now = this.app.clock.now();
    const times = new DueTimes(now, this.looked);
    this.looked = new Map(platforms.map((platform) => [platform, now]));
    let after: DuePage['after'] = null;
    for (;;) {
      const due: readonly DueSchedule[] = await this.app.store.dueWork.schedules({
        now,
        platforms,
        limit: PAGE,
        after,
      });
      await serveTogether(this.app.log, TOGETHER, due, (workspace, schedules) =>
        this.serve(workspace, schedules, times),
      );
      if (due.length < PAGE) return;
      after = due[PAGE - 1] ?? null;
    }
  }

  /** Serves a workspace's due schedules together, so that a manager hears once of all skipped posts. */
  private async serve(
    workspace: string,
    schedules: readonly DueSchedule[],
    times: DueTimes,
  ): Promise<void> {
    await this.lookUpMembers(schedules, times.now);
    await this.serveInTransaction(workspace, schedules, times);
  }

  /** The members of the boards that are about to be posted. */
  private async lookUpMembers(schedules: readonly DueSchedule[], now: number): Promise<void> {
    for (const { kind, platform, workspace, channel, scope } of schedules) {
      if (kind !== 'weekly') continue;
      const place = { platform, workspace, channel };
      const whose = scope === 'workspace' ? null : channel;
      await refreshMembers(this.app, place, (tx) => lastWeeksMembers(tx, whose, now));
    }
  }

  private async serveInTransaction(
    workspace: string,
    schedules: readonly DueSchedule[],
    times: DueTimes,
  ): Promise<void> {
    const { app } = this;
    await app.store.tx(workspace, async (tx) => {
      const { now } = times;
      const turn: DueTurn = { app, tx, now, times, shared: new Shared({ app, tx, now }) };
      const work = { ...turn, questions: new DueQuestions(turn) };
      const skipped: SkippedPost[] = [];
      const done = new Map<string, number>();
      await tx.schedules.lookAhead(
        schedules.map(({ id }) => id),
        schedules.flatMap(({ kind, channel }) => (kind === 'daily' ? [channel] : [])),
      );
      for (const schedule of schedules) {
        // The page of a clock that was ahead may name it twice.
        if (done.has(schedule.id)) continue;
        const served = await serveOne(work, schedule);
        if (served === null) continue;
        skipped.push(...served.skipped);
        done.set(schedule.id, served.until);
      }
      await work.questions.ask();
      await tx.schedules.setDoneUntil(...[...done].map(([id, at]) => ({ id, at })));
      if (skipped.length > 0) await tellMissed(work, skipped);
    });
  }
}

interface Serving extends DueTurn {
  readonly questions: DueQuestions;
}

interface Served {
  /** Posts that were skipped for being late. */
  readonly skipped: readonly SkippedPost[];
  /** Everything up to that time is dealt with. */
  readonly until: number;
}

/** Posts the newest due occurrence and skips older ones; null if nothing of it is served any more. */
async function serveOne(work: Serving, { id, platform }: DueSchedule): Promise<Served | null> {
  const { tx, now } = work;
  const schedule = await tx.schedules.get(id);
  if (schedule === null || schedule.pausedAt !== null) return null;
  const wasAhead = schedule.doneUntil > now + CLOCK_SKEW_MS;
  if (wasAhead) await recoverFromClock(work, schedule);
  const after = wasAhead ? now - LATE_MS : schedule.doneUntil;
  const due = work.times.since(schedule, after);
  const skips = await tx.schedules.skips(schedule.id);
  const skipped: SkippedPost[] = [];
  for (const [index, occurrence] of due.entries()) {
    const isNewest = index === due.length - 1;
    if (isSkipped(skips, occurrence.day)) {
      await claim(work, schedule, occurrence, { outcome: 'skipped', why: 'asked for' });
    } else if (!isNewest || isTooLate(schedule, occurrence, now)) {
      const why = { outcome: 'skipped', why: 'too late' } as const;
      const because = work.times.lateBecause(platform, occurrence.at);
      if (await claim(work, schedule, occurrence, why))
        skipped.push({ schedule, occurrence, because });
    } else {
      await post(work, schedule, occurrence);
    }
  }
  return { skipped, until: due.at(-1)?.at ?? now };
}

/** A question is also too late after its own closing time. */
function isTooLate(schedule: Schedule, { at }: Occurrence, now: number): boolean {
  if (now - at >= LATE_MS) return true;
  return schedule.closes !== null && closingTime(at, schedule.closes, schedule.zone) <= now;
}

/** Releases future slots that a fast clock has claimed, and tells the manager. */
async function recoverFromClock(work: Work, schedule: Schedule): Promise<void> {
  await work.tx.schedules.releaseSlotsAfter(schedule.id, work.now);
  await noticeClock(work, schedule);
}

async function post(work: Serving, schedule: Schedule, occurrence: Occurrence): Promise<void> {
  const { kind } = schedule;
  switch (kind) {
    case 'daily':
      return work.questions.choose(schedule, occurrence);
    case 'weekly':
      return postBoard(work, schedule, occurrence);
    default:
      return kind satisfies never;
  }
}

async function postBoard(work: Work, schedule: Schedule, occurrence: Occurrence): Promise<void> {
  const settings = await work.tx.channels.channel(schedule.channel);
  if (settings === null) return;
  if (settings.board === 'off' && postsBoard(schedule)) {
    await claim(work, schedule, occurrence, { outcome: 'skipped', why: 'asked for' });
    return;
  }
  if (!(await claim(work, schedule, occurrence, { outcome: 'posted', why: null }))) return;
  const zone = schedule.scope === 'workspace' ? schedule.zone : settings.zone;
  await postWeek(work, {
    name: `board:${schedule.id}:${occurrence.slot}`,
    channel: schedule.channel,
    scope: schedule.scope,
    periods: periodsOf(occurrence.at - BOARD_LOOK_BACK_MS, zone),
    settings: { ...settings, zone },
    owner: schedule.createdBy,
  });
}
