import { isAway } from '../../domain/absence.ts';
import { streak } from '../../domain/standings.ts';
import type { Tx } from '../../ports/store.ts';

/** More scheduled days than anybody's streak is likely to be; longer ones are read in full. */
const STREAK_LOOK_BACK = 40;

/** A member's streak in a channel. Days away do not break it. */
export async function streakOf(
  tx: Tx,
  channel: string,
  member: string,
  now: number,
): Promise<number> {
  for (let limit = STREAK_LOOK_BACK; ; limit *= 8) {
    const all = await tx.rounds.scheduledDays(channel, member, now, limit);
    const missed = all.some(({ answered, open }) => !answered && !open);
    const absences = missed ? await tx.habits.absences(member) : [];
    const days = all.filter(({ answered, day }) => answered || !isAway(absences, day));
    const length = streak(days);
    // Fewer rows than asked for: that was everything. A broken streak needs no more either.
    if (all.length < limit / 2 || length < days.length - 12) return length;
  }
}
