import { explanationCard, type Counting } from './explanation-card.ts';
import type { Sure } from '../../domain/action.ts';
import { pointsFor } from '../../domain/standings.ts';
import type { Call } from '../context.ts';
import { settingsOf } from '../shared/channel-settings.ts';
import { type Told, COUNTS_AGAIN_AFTER_DAYS, standingOf } from './answer.ts';
import { goneCard } from '../shared/notice-card.ts';
import type { Reply } from '../../domain/reply.ts';

/** How sure a member was of an answer in a channel; the reasons come with it. Said once, shown as often as pressed. */
export async function felt(call: Call, roundId: string, sure: Sure): Promise<Reply> {
  const { app, input, words } = call;
  const { workspace, channel } = input.place;
  const told = await app.store.tx(workspace, async (tx): Promise<Told | null> => {
    const round = await tx.rounds.get(roundId);
    const given = await tx.answers.of(roundId, input.actor.id);
    if (round === null || round.channel !== channel || given === null) return null;
    await tx.answers.setSure(roundId, input.actor.id, sure);
    const member = await tx.members.get(input.actor.id);
    const privacyLine = member?.toldPrivacy === false;
    if (privacyLine) await tx.members.setToldPrivacy(input.actor.id);
    const counting: Counting = given.counts
      ? { kind: 'counted', points: pointsFor(given.right) }
      : round.voidedAt === null
        ? { kind: 'elsewhere', days: COUNTS_AGAIN_AFTER_DAYS }
        : { kind: 'voided' };
    const settings = await settingsOf(app, tx, input.place, call.now);
    return { round, option: given.option, counting, fresh: false, privacyLine, settings };
  });
  const chosen = told?.round.pinned.question.options.find((option) => option.id === told.option);
  if (told === null || chosen === undefined) return { kind: 'card', card: goneCard(words) };
  const mine = await standingOf(call, told);
  return { kind: 'replace', card: explanationCard(words, { ...told, ...mine, chosen }) };
}
