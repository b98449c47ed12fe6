import { ASKS_WHERE } from '../scheduling/schedule-forms.ts';
import { homeCard } from './home-card.ts';
import { periodsOf } from '../../domain/calendar.ts';
import { periodKey, WORKSPACE_SCOPE } from '../../domain/standings.ts';
import type { Request } from '../context.ts';
import { dueFor } from '../practice/memories.ts';
import { scheduleBlocks } from '../scheduling/manage.ts';
import { mayManage } from '../shared/permissions.ts';
import type { Reply } from '../../domain/reply.ts';

/** A member's home page with us (Slack's App Home): one's standing, what is due, and to a manager the schedules with their forms. */
export async function home(request: Request): Promise<Reply> {
  const { app, interaction, words, now } = request;
  const period = periodKey('week', periodsOf(now, interaction.actor.zone ?? app.defaults.zone));
  const { standing, due } = await app.store.tx(interaction.place.workspace, async (tx) => ({
    standing: await tx.boards.own(WORKSPACE_SCOPE, period, interaction.actor.id),
    due: (await dueFor(tx, interaction.actor.id, now)).length,
  }));
  const schedules = (await mayManage(request)) ? await scheduleBlocks(request, ASKS_WHERE) : null;
  return { kind: 'card', card: homeCard(words, { standing, due, schedules }) };
}
