import { explanationCard } from './explanation-card.ts';
import type { Option } from '../../domain/deck.ts';
import { periodsOf } from '../../domain/calendar.ts';
import type { Round } from '../../domain/round.ts';
import { periodKey, type OwnStanding } from '../../domain/standings.ts';
import type { Request } from '../context.ts';
import { confidenceCard } from './confidence-card.ts';
import { judgePress, letterOf, type AnswerOutcome, type PressOutcome } from './judge-press.ts';
import { LOOK_BACK, streakIn, streakOf } from '../leaderboard/streak.ts';
import { outdatedButtonCard } from '../shared/notice-card.ts';
import { transact } from '../shared/transact.ts';
import type { Reply } from '../../domain/reply.ts';
import { StoreError } from '../../ports/errors.ts';
import type { PendingReply } from '../../ports/bot.ts';

/**
 * Handles a press on an option. The answer is committed before the reply exists, and the press may be acknowledged
 * before the reply is made. Every outcome has its sentence; the database holds one answer per member and round.
 * @param place dealt place of the option, from 0
 */
export async function answer(
  request: Request,
  roundId: string,
  place: number,
): Promise<Reply | PendingReply> {
  const { app, interaction } = request;
  const { workspace, platform } = interaction.place;
  const outcome = await pressed(request, roundId, place);
  // The stored language helps where the platform does not send it in time.
  const words =
    outcome !== null && interaction.actor.locale === null
      ? app.words(outcome.language)
      : request.words;
  app.metrics.count('clicks', { outcome: outcome?.counting.kind ?? 'gone' });
  const chosen = outcome === null ? undefined : optionOf(outcome.round, outcome.option);
  if (outcome === null || chosen === undefined) {
    return { kind: 'card', card: outdatedButtonCard(words) };
  }
  if (outcome.fresh) app.counters.touch(workspace, platform, outcome.round.id);
  if (outcome.fresh && outcome.round.asksSure) {
    const letter = letterOf(outcome.round, chosen.id);
    return { kind: 'card', card: confidenceCard(words, outcome.round.id, letter) };
  }
  return explain({ ...request, words }, outcome, chosen);
}

function pressed(
  { app, interaction, now }: Request,
  round: string,
  place: number,
): Promise<PressOutcome | null> {
  const { workspace, channel } = interaction.place;
  const press = { round, place, channel, actor: interaction.actor, now };
  return app.store.answering.press(workspace, press, (known) => judgePress(known, place, now));
}

function explain(request: Request, outcome: AnswerOutcome, chosen: Option): PendingReply {
  return async () => {
    const mine = await standingOf(request, outcome);
    const { round, counting, privacyLine } = outcome;
    const explanation = { round, chosen, counting, privacyLine, ...mine };
    return { kind: 'card', card: explanationCard(request.words, explanation) };
  };
}

interface Standings {
  readonly isFirstRight: boolean;
  readonly streak: number;
  readonly standing: OwnStanding | null;
}

/** Reads the standing after the answer is committed: an explanation without it is better than none. */
export async function standingOf(request: Request, outcome: AnswerOutcome): Promise<Standings> {
  const { app, interaction, now } = request;
  const { round, settings } = outcome;
  const { workspace } = interaction.place;
  const member = interaction.actor.id;
  const { channel } = round;
  try {
    const { right, standing, days } = await app.store.answering.factsFor(workspace, {
      member,
      channel,
      period: settings.board === 'off' ? null : periodKey('week', periodsOf(now, settings.zone)),
      days: round.schedule === null ? null : { now, limit: LOOK_BACK },
    });
    const known = days === null ? { length: 0, certain: true } : streakIn(days);
    return {
      isFirstRight: outcome.fresh && right === 1,
      streak: known.certain
        ? known.length
        : await transact(request, ({ tx }) => streakOf(tx, channel, member, now)),
      standing,
    };
  } catch (error) {
    // The sentence “not saved” would seem to be about the answer.
    if (!(error instanceof StoreError)) throw error;
    app.log.warn('a standing could not be read', { kind: error.kind, error: error.message });
    return { isFirstRight: false, streak: 0, standing: null };
  }
}

export function optionOf(round: Round, id: string): Option | undefined {
  return round.pinned.question.options.find((option) => option.id === id);
}
