import { isAway } from '../../domain/absence.ts';
import { periodsOf } from '../../domain/calendar.ts';
import { streak } from '../../domain/standings.ts';
import type { Tx } from '../../ports/store.ts';

/** Number of scheduled rounds to read at first: two months. */
const LOOK_BACK = 62;

/** A member's streak in a channel, in scheduled days. Days away and days before joining do nothing. */
export async function streakOf(
  tx: Tx,
  channel: string,
  member: string,
  now: number,
): Promise<number> {
  const [known, settings] = [await tx.members.get(member), await tx.channels.channel(channel)];
  if (known === null || settings === null) return 0;
  const joined = periodsOf(known.joinedAt, settings.zone).day;
  for (let limit = LOOK_BACK; ; limit *= 8) {
    const all = await tx.rounds.scheduledDays(channel, member, now, limit);
    const missed = all.days.some(({ answered, open }) => !answered && !open);
    const absences = missed ? await tx.habits.absences(member) : [];
    const days = all.days.filter(
      ({ answered, day }) => answered || (day >= joined && !isAway(absences, day)),
    );
    const { length, certain } = streak(days, all.complete);
    if (certain) return length;
  }
}
