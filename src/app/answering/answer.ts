import { explanationCard, type Counting } from './explanation-card.ts';
import { clockTime } from '../../i18n/dates.ts';
import type { Option } from '../../domain/deck.ts';
import { periodsOf } from '../../domain/calendar.ts';
import { dealtOptions, judge, type Round } from '../../domain/round.ts';
import { periodKey, pointsFor } from '../../domain/standings.ts';
import { type ChannelSettings, type NewAnswer, type Tx } from '../../ports/store.ts';
import type { Request } from '../context.ts';
import { ensureChannel } from '../shared/channel-settings.ts';
import { confidenceCard } from './confidence-card.ts';
import { streakOf } from '../leaderboard/streak.ts';
import { outdatedButtonCard } from '../shared/notice-card.ts';
import type { Reply } from '../../domain/reply.ts';
import { StoreError } from '../../ports/errors.ts';
import type { PendingReply } from '../../ports/bot.ts';

/** A question counts once per member in so many days, however many channels show it (product.md §5). */
export const COUNTS_AGAIN_AFTER_DAYS = 30;
const DAY_MS = 24 * 3_600_000;

/**
 * A member pressed an option: the answer is committed before the reply exists, and it may be acknowledged before the
 * reply is made. Every outcome has its sentence, and the database holds exactly one answer for each member and round.
 */
export async function answer(
  request: Request,
  roundId: string,
  place: number,
): Promise<Reply | PendingReply> {
  const { app, interaction, now } = request;
  const { workspace, channel, platform } = interaction.place;
  let { words } = request;
  const told = await app.store.tx(workspace, async (tx): Promise<AnswerOutcome | null> => {
    const round = await tx.rounds.get(roundId);
    if (round === null || round.channel !== channel) return null;
    const judged = judge(round, place, now);
    if (judged.kind === 'no-such-option') return null;
    const settings = await ensureChannel({ app, tx, now }, interaction.place);
    const member = await tx.members.upsert(interaction.actor, now);
    // A platform that did not say it in time may have said it before.
    if (interaction.actor.locale === null) words = app.words(member.language);
    if (judged.kind === 'open') {
      const last = await tx.answers.lastCounted(
        member.id,
        round.pinned.deck,
        round.pinned.question.id,
      );
      const counts = last === null || now - last >= COUNTS_AGAIN_AFTER_DAYS * DAY_MS;
      // A clock that was set back does not put an answer before its question.
      const at = Math.max(now, round.openedAt);
      const { week, month } = periodsOf(at, settings.zone);
      const given: NewAnswer = {
        round: round.id,
        member: member.id,
        option: judged.option.id,
        right: judged.right,
        counts,
        channel,
        deck: round.pinned.deck,
        question: round.pinned.question.id,
        week,
        month,
        at,
        sure: null,
      };
      if (await tx.answers.record(given, member.listed)) {
        const counting: Counting = counts
          ? { kind: 'counted', points: pointsFor(judged.right) }
          : { kind: 'elsewhere', days: COUNTS_AGAIN_AFTER_DAYS };
        // The line about privacy stands under the reasons: with them, when how sure one was is asked first.
        if (!member.toldPrivacy && !round.asksSure) await tx.members.setToldPrivacy(member.id);
        return {
          round,
          option: judged.option.id,
          counting,
          fresh: true,
          privacyLine: !member.toldPrivacy,
          settings,
        };
      }
    }
    const first = await tx.answers.of(round.id, member.id);
    if (first !== null) {
      const letter = letterOf(round, first.option);
      const counting: Counting = {
        kind: 'repeated',
        letter,
        time: clockTime(first.at, round.zone),
      };
      // Who was asked how sure they were and did not say has not read it yet.
      const privacyLine = !member.toldPrivacy;
      if (privacyLine) await tx.members.setToldPrivacy(member.id);
      return { round, option: first.option, counting, fresh: false, privacyLine, settings };
    }
    const counting: Counting = { kind: round.voidedAt === null ? 'closed' : 'voided' };
    const option = judged.option.id;
    return { round, option, counting, fresh: false, privacyLine: false, settings };
  });
  if (told === null) {
    app.metrics.count('clicks', { outcome: 'gone' });
    return { kind: 'card', card: outdatedButtonCard(words) };
  }
  app.metrics.count('clicks', { outcome: told.counting.kind });
  if (told.fresh) app.counters.touch(workspace, platform, told.round.id);
  const chosen = told.round.pinned.question.options.find((option) => option.id === told.option);
  if (chosen === undefined) return { kind: 'card', card: outdatedButtonCard(words) };
  if (told.fresh && told.round.asksSure) {
    const letter = letterOf(told.round, chosen.id);
    return { kind: 'card', card: confidenceCard(words, told.round.id, letter) };
  }
  return explain({ ...request, words }, told, chosen);
}

function explain(request: Request, told: AnswerOutcome, chosen: Option): PendingReply {
  return async () => {
    const mine = await standingOf(request, told);
    return { kind: 'card', card: explanationCard(request.words, { ...told, ...mine, chosen }) };
  };
}

export interface AnswerOutcome {
  readonly round: Round;
  readonly option: string;
  readonly counting: Counting;
  readonly fresh: boolean;
  readonly privacyLine: boolean;
  readonly settings: ChannelSettings;
}

interface Standings {
  readonly streak: number;
  readonly standing: Awaited<ReturnType<Tx['boards']['own']>>;
}

/** Read apart from the answer, which is committed: an explanation without it is better than none. */
export async function standingOf(
  { app, interaction, now }: Request,
  told: AnswerOutcome,
): Promise<Standings> {
  const { round, settings } = told;
  const period = periodKey('week', periodsOf(now, settings.zone));
  try {
    return await app.store.tx(interaction.place.workspace, async (tx) => ({
      streak:
        round.schedule === null ? 0 : await streakOf(tx, round.channel, interaction.actor.id, now),
      standing: settings.board
        ? await tx.boards.own(round.channel, period, interaction.actor.id)
        : null,
    }));
  } catch (error) {
    // Whoever reads “not saved” would think that of the answer.
    if (!(error instanceof StoreError)) throw error;
    app.log.warn('a standing could not be read', { kind: error.kind, error: error.message });
    return { streak: 0, standing: null };
  }
}

function letterOf(round: Round, option: string): string {
  return (
    dealtOptions(round.pinned, round.dealt).find((dealt) => dealt.option.id === option)?.letter ??
    '?'
  );
}
