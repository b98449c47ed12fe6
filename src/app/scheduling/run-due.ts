import { groupBy } from '../../domain/group-by.ts';
import {
  CLOCK_SKEW_MS,
  closingTime,
  dueBetween,
  isSkipped,
  type Occurrence,
  type Recurrence,
} from '../../domain/schedule.ts';
import { periodsOf } from '../../domain/calendar.ts';
import { drawFor } from '../../domain/slot-draw.ts';
import type { App, Work } from '../context.ts';
import { openRound } from '../rounds/lifecycle.ts';
import { postWeek } from '../leaderboard/post-board.ts';
import { lastWeeksMembers, refreshMembers } from '../leaderboard/refresh-members.ts';
import { CorrectedQuestions } from '../shared/corrections.ts';
import { workspaceDecks, type DeckShelf } from '../shared/workspace-decks.ts';
import { nextQuestion } from '../rounds/next-question.ts';
import type { LateBecause } from '../../i18n/en.ts';
import type { Platform } from '../../ports/identity.ts';
import type { DuePage, DueSchedule } from '../../ports/due-work.ts';
import { messageOf } from '../../ports/errors.ts';
import { poolOf, warnRunsOut } from './deck-supply.ts';
import { slotName } from './forecast.ts';
import { noticeClock, noticeEmpty, noticeSkipped, type SkippedPost } from './schedule-notices.ts';

/** A post less late than this goes out now; a later one is skipped, and the manager is told (docs/rules.md). */
export const LATE_MS = 2 * 3_600_000;
/** A board covers the week that contains (post time − 3.5 days), so Monday's board covers last week. */
const BOARD_LOOK_BACK_MS = 3.5 * 24 * 3_600_000;

/** Missed posts are counted for a little more than a year. */
const MOST_MISSED = 400;

/** Schedules that are read at once, so that memory does not grow with what is due. */
const PAGE = 200;

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
      const workspaces = groupBy(due, (schedule) => schedule.workspace);
      await Promise.all([...workspaces.values()].map((schedules) => this.serve(schedules, times)));
      if (due.length < PAGE) return;
      after = due[PAGE - 1] ?? null;
    }
  }

  /** Serves a workspace's due schedules together, so that a manager hears once of all skipped posts. */
  private async serve(schedules: readonly DueSchedule[], times: DueTimes): Promise<void> {
    try {
      await this.lookUpMembers(schedules, times.now);
      await this.serveTogether(schedules, times);
    } catch (error) {
      this.app.log.error('a schedule could not be served; the next tick tries again', {
        error: messageOf(error),
      });
      // A failing schedule must not hold up the others.
      if (schedules.length > 1)
        for (const schedule of schedules) await this.serve([schedule], times);
    }
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

  private async serveTogether(schedules: readonly DueSchedule[], times: DueTimes): Promise<void> {
    const [first] = schedules;
    if (first === undefined) return;
    const { app } = this;
    await app.store.tx(first.workspace, async (tx) => {
      const { now } = times;
      const work: DueTurn = { app, tx, now, times, shared: new Shared({ app, tx, now }) };
      const skipped: SkippedPost[] = [];
      await tx.schedules.lookAhead(
        schedules.map(({ id }) => id),
        schedules.flatMap(({ kind, channel }) => (kind === 'daily' ? [channel] : [])),
      );
      for (const schedule of schedules) skipped.push(...(await serveOne(work, schedule)));
      await noticeSkipped(work, skipped);
    });
  }
}

/** Due times of one run: most schedules share theirs, and a calendar costs more than a statement. */
class DueTimes {
  private readonly known = new Map<string, readonly Occurrence[]>();

  constructor(
    readonly now: number,
    private readonly looked: ReadonlyMap<Platform, number>,
  ) {}

  /** Why a post that was due at a time is served too late only now. */
  lateBecause(platform: Platform, at: number): LateBecause {
    const looked = this.looked.get(platform);
    if (looked === undefined) return 'not running';
    return at > looked ? 'clock jumped' : 'not served';
  }

  since({ time, days, zone }: Recurrence, after: number): readonly Occurrence[] {
    const key = `${time} ${days.join('')} ${zone} ${after}`;
    const due =
      this.known.get(key) ?? dueBetween({ time, days, zone }, after, this.now, MOST_MISSED);
    this.known.set(key, due);
    return due;
  }
}

/** What a workspace's due posts share; each is read at its first use. */
class Shared {
  private shelf: Promise<DeckShelf> | null = null;
  private corrected: Promise<CorrectedQuestions> | null = null;

  constructor(private readonly work: Work) {}

  decks(): Promise<DeckShelf> {
    this.shelf ??= workspaceDecks(this.work);
    return this.shelf;
  }

  questions(): Promise<CorrectedQuestions> {
    this.corrected ??= CorrectedQuestions.load(this.work);
    return this.corrected;
  }
}

interface DueTurn extends Work {
  readonly times: DueTimes;
  readonly shared: Shared;
}

/** Posts the newest due occurrence and skips older ones. Returns the posts that were skipped for being late. */
async function serveOne(work: DueTurn, schedule: DueSchedule): Promise<readonly SkippedPost[]> {
  const { tx, now } = work;
  const current = await tx.schedules.get(schedule.id);
  if (current === null || current.pausedAt !== null) return [];
  const wasAhead = current.doneUntil > now + CLOCK_SKEW_MS;
  if (wasAhead) await recoverFromClock(work, schedule);
  const after = wasAhead ? now - LATE_MS : current.doneUntil;
  const due = work.times.since(schedule, after);
  const skips = await tx.schedules.skips(schedule.id);
  const skipped: SkippedPost[] = [];
  const { platform } = schedule;
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
  await tx.schedules.setDoneUntil(schedule.id, due.at(-1)?.at ?? now);
  return skipped;
}

/** A question is also too late after its own closing time. */
function isTooLate(schedule: DueSchedule, { at }: Occurrence, now: number): boolean {
  if (now - at >= LATE_MS) return true;
  return schedule.closes !== null && closingTime(at, schedule.closes, schedule.zone) <= now;
}

/** Releases future slots that a fast clock has claimed, and tells the manager. */
async function recoverFromClock(work: Work, schedule: DueSchedule): Promise<void> {
  await work.tx.schedules.releaseSlotsAfter(schedule.id, work.now);
  await noticeClock(work, schedule);
}

function claim(
  { tx, now }: Work,
  schedule: DueSchedule,
  { slot, at }: Occurrence,
  how: { readonly outcome: 'posted' | 'skipped'; readonly why: string | null },
): Promise<boolean> {
  return tx.schedules.claimSlot(schedule.id, { slot, dueAt: at, now, ...how });
}

async function post(work: DueTurn, schedule: DueSchedule, occurrence: Occurrence): Promise<void> {
  const { kind } = schedule;
  switch (kind) {
    case 'daily':
      return postQuestion(work, schedule, occurrence);
    case 'weekly':
      return postBoard(work, schedule, occurrence);
    default:
      return kind satisfies never;
  }
}

async function postBoard(work: Work, schedule: DueSchedule, occurrence: Occurrence): Promise<void> {
  const settings = await work.tx.channels.channel(schedule.channel);
  if (settings === null) return;
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

async function postQuestion(
  work: DueTurn,
  schedule: DueSchedule,
  occurrence: Occurrence,
): Promise<void> {
  const settings = await work.tx.channels.channel(schedule.channel);
  if (settings === null) return;
  const decks = await work.shared.decks();
  const pool = poolOf(decks, schedule, settings.language);
  const { slot } = occurrence;
  const planned = (await work.tx.schedules.planned(schedule.id)).find((one) => one.slot === slot);
  const next = await nextQuestion(work, schedule.channel, pool, {
    draw: drawFor(slotName(schedule, slot)),
    planned: planned ?? null,
    questions: await work.shared.questions(),
  });
  if (next === null) {
    const why = { outcome: 'skipped', why: 'no question' } as const;
    if (await claim(work, schedule, occurrence, why)) await noticeEmpty(work, schedule, occurrence);
    return;
  }
  if (!(await claim(work, schedule, occurrence, { outcome: 'posted', why: null }))) return;
  const { closes, zone } = schedule;
  await openRound(work, {
    channel: schedule.channel,
    pinned: next.pinned,
    isRepeat: next.isRepeat,
    decks,
    settings,
    slot: { schedule: schedule.id, slot: occurrence.slot, day: occurrence.day, zone },
    closesAt: closes === null ? null : closingTime(occurrence.at, closes, zone),
    asksSure: schedule.asksSure,
    owner: schedule.createdBy,
  });
  await warnRunsOut(work, schedule, { pool, unseen: next.unseen });
}
