import { explanationCard, type Counting } from './explanation-card.ts';
import { clockTime } from '../../i18n/dates.ts';
import type { Option } from '../../domain/deck.ts';
import { periodsOf } from '../../domain/calendar.ts';
import {
  COUNTS_AGAIN_AFTER_DAYS,
  countingOf,
  dealtOptions,
  judge,
  type Judgement,
  type Round,
} from '../../domain/round.ts';
import { periodKey, pointsFor } from '../../domain/standings.ts';
import type { ChannelSettings, Tx } from '../../ports/store.ts';
import type { Request, Work } from '../context.ts';
import { ensureChannel } from '../shared/channel-settings.ts';
import { confidenceCard } from './confidence-card.ts';
import { streakOf } from '../leaderboard/streak.ts';
import { outdatedButtonCard } from '../shared/notice-card.ts';
import { transact } from '../shared/transact.ts';
import type { Reply } from '../../domain/reply.ts';
import { StoreError } from '../../ports/errors.ts';
import type { PendingReply } from '../../ports/bot.ts';
import type { Member } from '../../ports/members.ts';
import type { AnswerHistory } from '../../ports/rounds.ts';

/** Outcome of a press on an option. */
export interface AnswerOutcome {
  readonly round: Round;
  /** Id of the member's answer: their first choice. */
  readonly option: string;
  readonly counting: Counting;
  /** Whether this press recorded it. */
  readonly fresh: boolean;
  readonly privacyLine: boolean;
  readonly settings: ChannelSettings;
}

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
  let { words } = request;
  const outcome = await transact(request, async (work): Promise<AnswerOutcome | null> => {
    const round = await work.tx.rounds.get(roundId);
    if (round === null || round.channel !== interaction.place.channel) return null;
    const judged = judge(round, place, work.now);
    if (judged.kind === 'no-such-option') return null;
    const settings = await ensureChannel(work, interaction.place);
    const member = await work.tx.members.upsert(interaction.actor, work.now);
    // The stored language helps where the platform does not send it in time.
    if (interaction.actor.locale === null) words = app.words(member.language);
    return (
      (await record(work, { round, judged, settings, member })) ??
      (await answeredBefore(work, { round, judged, settings, member }))
    );
  });
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

interface Press {
  readonly round: Round;
  readonly judged: Exclude<Judgement, { readonly kind: 'no-such-option' }>;
  readonly settings: ChannelSettings;
  readonly member: Member;
}

/** Records the answer; null if the round is closed or the member has answered it, even before erasing their data. */
async function record(work: Work, press: Press): Promise<AnswerOutcome | null> {
  const { round, judged, settings, member } = press;
  const { tx, now } = work;
  if (judged.kind !== 'open') return null;
  const history = await tx.answers.historyOf(round, member.id);
  if (history.wasForgotten) return null;
  const counting = countingFor(press, history, { right: judged.right, now });
  // A clock that was set back must not put an answer before its question.
  const at = Math.max(now, round.openedAt);
  const { week, month } = periodsOf(at, settings.zone);
  const recorded = await tx.answers.record(
    {
      round: round.id,
      member: member.id,
      option: judged.option.id,
      right: judged.right,
      counts: counting.kind === 'counted',
      channel: round.channel,
      deck: round.pinned.deck,
      question: round.pinned.question.id,
      week,
      month,
      at,
      sure: null,
    },
    { listed: member.listed, tally: settings.board === 'live' },
  );
  if (!recorded) return null;
  // The privacy line stands under the reasons, which follow later where the round asks how sure members were.
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

/** Whether the answer counts, and what it is worth. */
function countingFor(
  { round }: Press,
  { lastCounted, knowsReasons }: AnswerHistory,
  { right, now }: { readonly right: boolean; readonly now: number },
): Counting {
  const kind = countingOf(round, { lastCounted, reasonsShown: knowsReasons }, now);
  switch (kind) {
    case 'counted':
      return { kind, points: pointsFor(right) };
    case 'elsewhere':
      return { kind, days: COUNTS_AGAIN_AFTER_DAYS };
    case 'revealed':
      return { kind };
    default:
      return kind satisfies never;
  }
}

/** The outcome by the member's first answer, else of a press on a closed round. */
async function answeredBefore(
  { tx }: Work,
  { round, judged, settings, member }: Press,
): Promise<AnswerOutcome> {
  const first = await tx.answers.of(round.id, member.id);
  if (first === null) {
    const counting: Counting = {
      kind: judged.kind === 'open' ? 'forgotten' : round.voidedAt === null ? 'closed' : 'voided',
    };
    const option = judged.option.id;
    return { round, option, counting, fresh: false, privacyLine: false, settings };
  }
  const letter = letterOf(round, first.option);
  const time = clockTime(first.at, round.zone);
  // A member who was asked how sure they were, and did not say, has not read the line yet.
  const privacyLine = !member.toldPrivacy;
  if (privacyLine) await tx.members.setToldPrivacy(member.id);
  const counting: Counting = { kind: 'repeated', letter, time };
  return { round, option: first.option, counting, fresh: false, privacyLine, settings };
}

function explain(request: Request, outcome: AnswerOutcome, chosen: Option): PendingReply {
  return async () => {
    const mine = await standingOf(request, outcome);
    return { kind: 'card', card: explanationCard(request.words, { ...outcome, ...mine, chosen }) };
  };
}

interface Standings {
  readonly isFirstRight: boolean;
  readonly streak: number;
  readonly standing: Awaited<ReturnType<Tx['boards']['own']>>;
}

/** Reads the standing after the answer is committed: an explanation without it is better than none. */
export async function standingOf(request: Request, outcome: AnswerOutcome): Promise<Standings> {
  const { app, interaction } = request;
  const { round, settings } = outcome;
  const member = interaction.actor.id;
  try {
    return await transact(request, async ({ tx, now }) => {
      const period = periodKey('week', periodsOf(now, settings.zone));
      return {
        isFirstRight: outcome.fresh && (await tx.answers.rightOf(member)) === 1,
        streak: round.schedule === null ? 0 : await streakOf(tx, round.channel, member, now),
        standing:
          settings.board === 'off'
            ? null
            : await tx.boards.own({ scope: round.channel, period, reader: member }),
      };
    });
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

function letterOf(round: Round, option: string): string {
  const dealt = dealtOptions(round.pinned, round.dealt);
  return dealt.find((one) => one.option.id === option)?.letter ?? '?';
}
