import { notice } from '../shared/notice-card.ts';
import { scheduleSaid } from './schedule-line.ts';
import { dayAndTime } from '../../i18n/dates.ts';
import { periodsOf } from '../../domain/calendar.ts';
import type { Deck } from '../../domain/deck.ts';
import {
  closingTime,
  dueBetween,
  nextOccurrences,
  type Occurrence,
  type Schedule,
  isSkipped,
} from '../../domain/schedule.ts';
import type { App, Work } from '../context.ts';
import { queueNotice, wordsOf } from '../shared/notices.ts';
import { openRound } from '../rounds/lifecycle.ts';
import { readBoard } from '../leaderboard/read-board.ts';
import { queueBoard } from '../leaderboard/post-board.ts';
import { nextQuestion } from '../rounds/next-question.ts';
import type { Platform } from '../../ports/identity.ts';
import { messageOf } from '../../ports/errors.ts';

/** Late by less than this: post now. Later: skip, and tell the manager (product.md §5). */
export const LATE_MS = 2 * 3_600_000;
/** The manager hears so many days before a deck runs out of unseen questions. */
const RUNS_OUT_DAYS = 5;
/** A board posted at a time is about the week that holds the moment so long before: Monday's about the week that ended. */
const BOARD_LOOK_BACK_MS = 3.5 * 24 * 3_600_000;

type Due = Schedule & { readonly platform: Platform };

/** Compares the wall clock with the schedules; a schedule is a row, never a timer. */
export class Timetable {
  /** When a schedule is due next, by id and what was done: a schedule is computed once, not at every tick. */
  private readonly next = new Map<string, number>();

  constructor(private readonly app: App) {}

  async run(platforms: readonly Platform[]): Promise<void> {
    const { app } = this;
    const now = app.clock.now();
    const active = await app.store.dueWork.schedules();
    const due = active.filter((one) => platforms.includes(one.platform) && this.isDue(one, now));
    if (this.next.size > 2 * active.length + 1_000) this.next.clear();
    const outcomes = await Promise.allSettled(due.map((schedule) => this.take(schedule, now)));
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') {
        app.log.error('a schedule could not be served; the next tick tries again', {
          error: messageOf(outcome.reason),
        });
      }
    }
  }

  private isDue(schedule: Due, now: number): boolean {
    const key = `${schedule.workspace} ${schedule.id} ${schedule.doneUntil}`;
    const known = this.next.get(key);
    if (known !== undefined) return known <= now;
    const next = nextOccurrences(schedule, schedule.doneUntil, 1)[0]?.at ?? Infinity;
    this.next.set(key, next);
    return next <= now;
  }

  /** All that is due of one schedule in one transaction: the newest is posted, older ones are skipped and said. */
  private async take(schedule: Due, now: number): Promise<void> {
    const { app } = this;
    const due = dueBetween(schedule, schedule.doneUntil, now);
    await app.store.tx(schedule.workspace, async (tx) => {
      const work = { app, tx, now };
      const current = await tx.schedules.get(schedule.id);
      if (current === null || current.pausedAt !== null) return;
      const skips = await tx.schedules.skips(schedule.id);
      for (const [index, occurrence] of due.entries()) {
        const newest = index === due.length - 1;
        if (isSkipped(skips, occurrence.day)) {
          await tx.schedules.claimSlot(schedule.id, {
            slot: occurrence.slot,
            dueAt: occurrence.at,
            now,
            outcome: 'skipped',
            why: 'asked for',
          });
        } else if (!newest || now - occurrence.at >= LATE_MS) {
          await this.skipLate(work, schedule, occurrence);
        } else {
          await this.post(work, schedule, occurrence);
        }
      }
      await tx.schedules.setDoneUntil(schedule.id, due.at(-1)?.at ?? now);
    });
  }

  private async skipLate(work: Work, schedule: Due, occurrence: Occurrence): Promise<void> {
    const { app, tx, now } = work;
    const taken = await tx.schedules.claimSlot(schedule.id, {
      slot: occurrence.slot,
      dueAt: occurrence.at,
      now,
      outcome: 'skipped',
      why: 'too late',
    });
    if (!taken) return;
    app.metrics.count('occurrences_skipped', { why: 'late' });
    const words = await wordsOf(work, schedule.createdBy, schedule.channel);
    const due = dayAndTime(occurrence.at, schedule.zone, words.locale);
    const what = scheduleSaid(words, schedule);
    await this.tell(
      work,
      schedule,
      `late:${schedule.id}:${occurrence.slot}`,
      words.noticeLate({ what, due }),
    );
  }

  private async post(work: Work, schedule: Due, occurrence: Occurrence): Promise<void> {
    const { app, tx, now } = work;
    const settings = await tx.channels.channel(schedule.channel);
    if (settings === null) return;
    const words = app.words(settings.language);
    if (schedule.kind === 'weekly') {
      const taken = await tx.schedules.claimSlot(schedule.id, {
        slot: occurrence.slot,
        dueAt: occurrence.at,
        now,
        outcome: 'posted',
        why: null,
      });
      if (!taken) return;
      const periods = periodsOf(occurrence.at - BOARD_LOOK_BACK_MS, settings.zone);
      const board = await readBoard(tx, words, {
        channel: schedule.channel,
        scope: schedule.scope,
        kind: 'week',
        periods,
        settings,
        now,
        reader: null,
      });
      await queueBoard(work, words, board, {
        name: `board:${schedule.id}:${occurrence.slot}`,
        channel: schedule.channel,
        owner: schedule.createdBy,
        note: null,
      });
      return;
    }
    const decks = this.decksOf(schedule);
    const pinned = await nextQuestion(work, schedule.channel, decks);
    const outcome = pinned === null ? 'skipped' : 'posted';
    const why = pinned === null ? 'no question' : null;
    const taken = await tx.schedules.claimSlot(schedule.id, {
      slot: occurrence.slot,
      dueAt: occurrence.at,
      now,
      outcome: outcome,
      why: why,
    });
    if (!taken) return;
    if (pinned === null) {
      const own = await wordsOf(work, schedule.createdBy, schedule.channel);
      const sentence = own.noticeEmpty({ what: scheduleSaid(own, schedule) });
      await this.tell(work, schedule, `empty:${schedule.id}:${occurrence.slot}`, sentence);
      return;
    }
    await openRound(
      { app, tx, now },
      {
        channel: schedule.channel,
        pinned,
        settings,
        slot: {
          schedule: schedule.id,
          slot: occurrence.slot,
          day: occurrence.day,
          zone: schedule.zone,
        },
        closesAt:
          schedule.closes === null ? null : closingTime(now, schedule.closes, schedule.zone),
        asksSure: schedule.asksSure,
        owner: schedule.createdBy,
      },
    );
    await this.warnRunsOut(work, schedule, decks, occurrence);
  }

  /** "The deck runs out in n days": said once, when the unseen questions fall to that number. */
  private async warnRunsOut(
    work: Work,
    schedule: Due,
    decks: readonly { readonly deck: Deck }[],
    occurrence: Occurrence,
  ): Promise<void> {
    const { tx } = work;
    const asked = new Set(
      (await tx.rounds.askedIn(schedule.channel)).map((one) => `${one.deck}/${one.question}`),
    );
    const unseen = decks
      .flatMap(({ deck }) =>
        deck.questions.filter((one) => !one.retired).map((one) => `${deck.id}/${one.id}`),
      )
      .filter((question) => !asked.has(question)).length;
    if (unseen !== RUNS_OUT_DAYS) return;
    const words = await wordsOf(work, schedule.createdBy, schedule.channel);
    const deck = decks.map((one) => one.deck.title).join(', ');
    const sentence = words.noticeRunsOut({ deck, days: unseen });
    await this.tell(work, schedule, `runs-out:${schedule.id}:${occurrence.slot}`, sentence);
  }

  private decksOf(schedule: Schedule): readonly { readonly deck: Deck; readonly weight: number }[] {
    const { decks } = this.app;
    if (schedule.decks.length === 0) return decks.all().map((deck) => ({ deck, weight: 1 }));
    return schedule.decks.flatMap(({ deck: id, weight }) => {
      const deck = decks.find(id);
      return deck === null ? [] : [{ deck, weight }];
    });
  }

  private async tell(work: Work, schedule: Due, name: string, sentence: string): Promise<void> {
    await queueNotice(work, {
      name,
      channel: schedule.channel,
      member: schedule.createdBy,
      card: notice(sentence),
    });
  }
}
