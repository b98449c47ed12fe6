import { notice, runs } from '../shared/notice-card.ts';
import { dayName } from '../../i18n/dates.ts';
import { periodsOf } from '../../domain/calendar.ts';
import type { Request } from '../context.ts';
import { ensureChannel } from '../shared/channel-settings.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Values } from '../../domain/command-shape.ts';

/** `/quiz away [until]`: streak, reminders and due dates wait until that day is over, or until `/quiz back`. */
export async function away(request: Request, values: Values): Promise<Reply> {
  const { app, interaction, words, now } = request;
  const until = values.get('until');
  const lastDay = until === undefined ? null : String(until);
  const early = await app.store.tx(interaction.place.workspace, async (tx) => {
    const { zone } = await ensureChannel({ app, tx, now }, interaction.place);
    const { day } = periodsOf(now, interaction.actor.zone ?? zone);
    if (lastDay !== null && lastDay < day) return true;
    const { id } = await tx.members.upsert(interaction.actor, now);
    await tx.habits.leave(id, { firstDay: day, lastDay });
    return false;
  });
  if (early) return { kind: 'refused', field: 'until', sentence: words.awayTooEarly() };
  const day = lastDay === null ? null : dayName(lastDay, words.locale);
  return {
    kind: 'card',
    card: notice(words.awaySet({ until: day }), [runs(words.buttonBack(), 'back')]),
  };
}

/** `/quiz back`. */
export async function back({ app, interaction, words, now }: Request): Promise<Reply> {
  const ended = await app.store.tx(interaction.place.workspace, async (tx) => {
    const { zone } = await ensureChannel({ app, tx, now }, interaction.place);
    return tx.habits.comeBack(
      interaction.actor.id,
      periodsOf(now, interaction.actor.zone ?? zone).day,
    );
  });
  return { kind: 'card', card: notice(ended ? words.awayEnded() : words.awayNot()) };
}
