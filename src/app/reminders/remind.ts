import { notice, runs } from '../shared/notice-card.ts';
import { daysSaid } from '../scheduling/schedule-line.ts';
import { dayAndTime } from '../../i18n/dates.ts';
import { nextOccurrences } from '../../domain/schedule.ts';
import type { Request } from '../context.ts';
import { ensureChannel } from '../shared/channel-settings.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';

const WEEKDAYS = [1, 2, 3, 4, 5];
export const YEAR_MS = 366 * 24 * 3_600_000;

/** `/quiz remind at <time> [days] [zone]`. */
export async function remindAt(request: Request, values: Values): Promise<Reply> {
  const { app, interaction, words, now } = request;
  const days = values.get('days');
  const zone = values.get('zone');
  const set = await app.store.tx(interaction.place.workspace, async (tx) => {
    const settings = await ensureChannel({ app, tx, now }, interaction.place);
    const { id } = await tx.members.upsert(interaction.actor, now);
    const recurrence = {
      time: String(values.get('time') ?? '09:00'),
      days: Array.isArray(days) ? days : WEEKDAYS,
      zone: zone === undefined ? (interaction.actor.zone ?? settings.zone) : String(zone),
    };
    const nextAt = nextOccurrences(recurrence, now, 1)[0]?.at ?? now + YEAR_MS;
    const { channel } = interaction.place;
    const reminder = { ...recurrence, channel, nextAt, remindedAt: null, unanswered: 0 };
    await tx.habits.setReminder(id, reminder);
    return reminder;
  });
  const sentence = words.remindSet({
    days: daysSaid(words, set.days),
    time: set.time,
    zone: set.zone,
    next: dayAndTime(set.nextAt, set.zone, words.locale),
  });
  return { kind: 'card', card: notice(sentence, [runs(words.buttonRemindOff(), 'remind off')]) };
}

export async function remindOff({ app, interaction, words }: Request): Promise<Reply> {
  const removed = await app.store.tx(interaction.place.workspace, (tx) =>
    tx.habits.removeReminder(interaction.actor.id),
  );
  return { kind: 'card', card: notice(removed ? words.remindEnded() : words.remindNone()) };
}
