import { explanationCard, type Counting } from './explanation-card.ts';
import type { Confidence } from '../../domain/action.ts';
import { pointsFor } from '../../domain/standings.ts';
import { COUNTS_AGAIN_AFTER_DAYS, isOpen, type Round } from '../../domain/round.ts';
import type { Tx } from '../../ports/store.ts';
import type { Request } from '../context.ts';
import { ensureChannel } from '../shared/channel-settings.ts';
import { standingOf } from './answer.ts';
import type { AnswerOutcome } from './judge-press.ts';
import { outdatedButtonCard } from '../shared/notice-card.ts';
import type { Reply } from '../../domain/reply.ts';

/**
 * Stores once, and only while the round is open, how sure a member was of an answer in a channel. Replies with the
 * explanation at each press.
 */
export async function rateConfidence(
  request: Request,
  roundId: string,
  sure: Confidence,
): Promise<Reply> {
  const { app, interaction, words } = request;
  const { workspace, channel } = interaction.place;
  const told = await app.store.tx(workspace, async (tx): Promise<AnswerOutcome | null> => {
    const round = await tx.rounds.get(roundId);
    const given = await tx.answers.of(roundId, interaction.actor.id);
    if (round === null || round.channel !== channel || given === null) return null;
    if (isOpen(round, request.now)) {
      await tx.answers.setSure(roundId, interaction.actor.id, sure);
    }
    const member = await tx.members.get(interaction.actor.id);
    const privacyLine = member?.toldPrivacy === false;
    if (privacyLine) await tx.members.setToldPrivacy(interaction.actor.id);
    const counting: Counting = given.counts
      ? { kind: 'counted', points: pointsFor(given.right) }
      : round.voidedAt !== null
        ? { kind: 'voided' }
        : await uncountedBecause(tx, round, interaction.actor.id);
    const settings = await ensureChannel({ app, tx, now: request.now }, interaction.place);
    return { round, option: given.option, counting, fresh: false, privacyLine, settings };
  });
  const chosen = told?.round.pinned.question.options.find((option) => option.id === told.option);
  if (told === null || chosen === undefined)
    return { kind: 'card', card: outdatedButtonCard(words) };
  const mine = await standingOf(request, told);
  return { kind: 'replace', card: explanationCard(words, { chosen, ...told, ...mine }) };
}

/** Why an answer in a round that is not voided did not count when it was given. */
async function uncountedBecause(tx: Tx, round: Round, member: string): Promise<Counting> {
  return (await tx.answers.historyOf(round, member)).knowsReasons
    ? { kind: 'revealed' }
    : { kind: 'elsewhere', days: COUNTS_AGAIN_AFTER_DAYS };
}
