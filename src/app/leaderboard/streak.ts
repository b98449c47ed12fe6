import { isAway } from '../../domain/absence.ts';
import { periodsOf } from '../../domain/calendar.ts';
import { hasMissed, streak, type Streak } from '../../domain/standings.ts';
import type { MemberDays } from '../../ports/answering.ts';
import type { Tx } from '../../ports/store.ts';

/** Number of scheduled rounds to read at first: two months. */
export const LOOK_BACK = 62;

/** A member's streak in a channel, in scheduled days. Days away and days before joining do nothing. */
export async function streakOf(
  tx: Tx,
  channel: string,
  member: string,
  now: number,
): Promise<number> {
  const [known, settings] = [await tx.members.get(member), await tx.channels.channel(channel)];
  if (known === null || settings === null) return 0;
  for (let limit = LOOK_BACK; ; limit *= 8) {
    const all = await tx.rounds.scheduledDays(channel, member, now, limit);
    const absences = hasMissed(all.days) ? await tx.habits.absences(member) : [];
    const { length, certain } = streakIn({
      ...all,
      joinedAt: known.joinedAt,
      zone: settings.zone,
      absences,
    });
    if (certain) return length;
  }
}

/** The streak in the days that were read; not certain if older days could change it. */
export function streakIn({ days, complete, joinedAt, zone, absences }: MemberDays): Streak {
  const joined = periodsOf(joinedAt, zone).day;
  const counted = days.filter(
    ({ answered, day }) => answered || (day >= joined && !isAway(absences, day)),
  );
  return streak(counted, complete);
}
