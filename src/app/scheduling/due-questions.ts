import { closingTime, type Occurrence, type Schedule } from '../../domain/schedule.ts';
import { drawFor } from '../../domain/slot-draw.ts';
import type { ChannelSettings } from '../../ports/store.ts';
import { openRounds, type Opening } from '../rounds/lifecycle.ts';
import { nextQuestion, type NextQuestion, type Pool } from '../rounds/next-question.ts';
import { warnRunsOut } from './deck-supply.ts';
import { claim, slotOf, type DueTurn } from './due-turn.ts';
import { slotName } from './forecast.ts';
import { noticeEmpty } from './schedule-notices.ts';

/** A question that is chosen for an occurrence. */
interface DueQuestion {
  readonly schedule: Schedule;
  readonly occurrence: Occurrence;
  readonly settings: ChannelSettings;
  readonly pool: Pool;
  readonly next: NextQuestion;
}

/**
 * Questions that are due in a workspace. They are chosen one by one; those for channels that differ are claimed, opened
 * and queued together, since one channel's question changes nothing for another's.
 */
export class DueQuestions {
  /** By channel. */
  private readonly chosen = new Map<string, DueQuestion>();

  constructor(private readonly work: DueTurn) {}

  /** Chooses an occurrence's question, which is asked at the next `ask`. */
  async choose(schedule: Schedule, occurrence: Occurrence): Promise<void> {
    const { work } = this;
    const { channel } = schedule;
    // What comes next in a channel depends on what was asked there before.
    if (this.chosen.has(channel)) await this.ask();
    const settings = await work.tx.channels.channel(channel);
    if (settings === null) return;
    const pool = await work.shared.pool(schedule, settings.language);
    const { slot } = occurrence;
    const planned = (await work.tx.schedules.planned(schedule.id)).find((one) => one.slot === slot);
    const next = await nextQuestion(work, channel, pool, {
      draw: drawFor(slotName(schedule, slot)),
      planned: planned ?? null,
      questions: await work.shared.questions(),
    });
    if (next === null) {
      const why = { outcome: 'skipped', why: 'no question' } as const;
      if (await claim(work, schedule, occurrence, why))
        await noticeEmpty(work, schedule, occurrence);
      return;
    }
    this.chosen.set(channel, { schedule, occurrence, settings, pool, next });
  }

  /** Asks all chosen questions whose slots are still free. */
  async ask(): Promise<void> {
    const { work } = this;
    const chosen = [...this.chosen.values()];
    this.chosen.clear();
    const taken = await work.tx.schedules.claimSlots(
      ...chosen.map(({ schedule, occurrence }) =>
        slotOf(work, schedule, occurrence, { outcome: 'posted', why: null }),
      ),
    );
    const ids = new Set(taken.map(({ schedule }) => schedule));
    const asked = chosen.filter(({ schedule }) => ids.has(schedule.id));
    const openings: Opening[] = [];
    for (const one of asked) openings.push(await this.openingOf(one));
    await openRounds(work, ...openings);
    for (const { schedule, pool, next } of asked)
      await warnRunsOut(work, schedule, { pool, unseen: next.unseen });
  }

  private async openingOf({
    schedule,
    occurrence: { slot, day, at },
    settings,
    next,
  }: DueQuestion): Promise<Opening> {
    const { channel, closes, zone, asksSure, createdBy } = schedule;
    return {
      channel,
      pinned: next.pinned,
      isRepeat: next.isRepeat,
      decks: await this.work.shared.decks(),
      settings,
      slot: { schedule: schedule.id, slot, day, zone },
      closesAt: closes === null ? null : closingTime(at, closes, zone),
      asksSure,
      owner: createdBy,
    };
  }
}
