import { ASKS_WHERE } from '../scheduling/schedule-forms.ts';
import { homeCard, type OpenHere } from './home-card.ts';
import { periodsOf } from '../../domain/calendar.ts';
import { isAway } from '../../domain/absence.ts';
import type { Round } from '../../domain/round.ts';
import { periodKey } from '../../domain/standings.ts';
import { plain } from '../../domain/text.ts';
import type { Request, Work } from '../context.ts';
import { dueFor } from '../practice/memories.ts';
import { streakOf } from '../leaderboard/streak.ts';
import { unansweredIn } from '../rounds/unanswered.ts';
import { scheduleBlocks } from '../scheduling/manage.ts';
import { jamIn } from '../shared/jam.ts';
import { ensureChannel } from '../shared/channel-settings.ts';
import { mayManage } from '../shared/permissions.ts';
import { transact } from '../shared/transact.ts';
import type { Reply } from '../../domain/reply.ts';

/**
 * `/quiz`: the member's open questions here, their place, streak and due reviews, and buttons; for a manager the
 * schedules too. Slack's App Home shows the same.
 */
export async function home(request: Request): Promise<Reply> {
  const { app, interaction, words } = request;
  const { channel } = interaction.place;
  const reader = interaction.actor.id;
  const manages = await mayManage(request);
  // Slack's App Home is of no channel.
  const isPage = interaction.intent.kind === 'home';
  const hasStudio = app.studioOrigin(interaction.place.platform) !== null;
  const shown = await transact(request, async (work) => {
    const settings = await ensureChannel(work, interaction.place);
    const zone = interaction.actor.zone ?? settings.zone;
    const period = periodKey('week', periodsOf(work.now, settings.zone));
    return {
      open: (await unansweredIn(work, channel, reader)).map(openHere),
      standing:
        settings.board === 'off'
          ? null
          : await work.tx.boards.own({ scope: channel, period, reader }),
      hasBoard: settings.board !== 'off',
      awayUntil: await awayUntil(work, reader, periodsOf(work.now, zone).day),
      streak: await streakOf(work.tx, channel, reader, work.now),
      due: (await dueFor(work, reader, zone)).length,
      jam: manages ? await jamIn(work, isPage ? null : channel) : null,
      suggestions: manages && hasStudio ? await work.tx.suggestions.count() : 0,
      hasSchedule: (await work.tx.schedules.list()).length > 0,
    };
  });
  const schedules = manages ? await scheduleBlocks(request, isPage ? ASKS_WHERE : '') : null;
  return { kind: 'card', card: homeCard(words, { ...shown, schedules, hasStudio }) };
}

/** The last day of the absence that a day lies in, null where it has no end; undefined if the member is not away. */
async function awayUntil(
  { tx }: Work,
  member: string,
  day: string,
): Promise<string | null | undefined> {
  const absences = await tx.habits.absences(member);
  return absences.find((one) => isAway([one], day))?.lastDay;
}

function openHere({ id, ordinal, pinned }: Round): OpenHere {
  return { round: id, number: ordinal, stem: plain(pinned.question.ask) };
}
