import { startOfDay, periodsOf } from '../../domain/calendar.ts';
import type { Work } from '../context.ts';

/** Answers this long ago are in a week that may still be posted; older weeks have been. */
const REASSIGNED_MS = 8 * 24 * 3_600_000;

/**
 * Days and weeks of a channel are those of the schedule that posts its board: the oldest weekly one, else the oldest
 * daily one. Recent answers move into that zone's weeks, so that each falls in exactly one of them.
 */
export async function followScheduleZone({ tx, now }: Work, channel: string): Promise<void> {
  const settings = await tx.channels.channel(channel);
  const here = (await tx.schedules.list()).filter((one) => one.channel === channel);
  const leading = here.find(({ kind }) => kind === 'weekly') ?? here[0];
  if (settings === null || leading === undefined || leading.zone === settings.zone) return;
  await tx.channels.setZone(channel, leading.zone);
  const { week } = periodsOf(now - REASSIGNED_MS, leading.zone);
  await tx.answers.changeZone(channel, leading.zone, startOfDay(week, leading.zone));
}
