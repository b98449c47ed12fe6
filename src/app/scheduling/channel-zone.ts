import { startOfDay, periodsOf } from '../../domain/calendar.ts';
import type { Work } from '../context.ts';

/** Answers of this span may be in a week whose board is still to come. */
const REASSIGNED_MS = 8 * 24 * 3_600_000;

/**
 * Sets a channel's zone to that of its oldest weekly schedule, else of its oldest daily one. Recent answers move into
 * that zone's weeks, so that each answer falls in exactly one.
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
