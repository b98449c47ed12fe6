import type { Counting } from './explanation-card.ts';
import { periodsOf } from '../../domain/calendar.ts';
import {
  COUNTS_AGAIN_AFTER_DAYS,
  countingOf,
  dealtOptions,
  judge,
  type Judgement,
  type Round,
} from '../../domain/round.ts';
import { pointsFor } from '../../domain/standings.ts';
import type { PressContext, PressVerdict } from '../../ports/answering.ts';
import type { ChannelSettings } from '../../ports/store.ts';

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

/** The outcome, and the language that is stored of the member. */
export interface PressOutcome extends AnswerOutcome {
  readonly language: string | null;
}

/** An answer that is older is shown with its date. */
const SAME_DAY_MS = 12 * 3_600_000;

type Judged = Exclude<Judgement, { readonly kind: 'no-such-option' }>;

/** What follows from a press on a dealt place, by what is known of the round and the member. */
export function judgePress(
  known: PressContext,
  place: number,
  now: number,
): PressVerdict<PressOutcome | null> {
  const judged = judge(known.round, place, now);
  if (judged.kind === 'no-such-option') return nothing(null);
  if (known.first !== null) return repeated(known, known.first, now);
  const { round, history } = known;
  if (judged.kind === 'open' && !history.wasForgotten) return recorded(known, judged, now);
  const kind = judged.kind === 'open' ? 'forgotten' : round.voidedAt === null ? 'closed' : 'voided';
  return nothing(
    outcomeOf(known, { option: judged.option.id, counting: { kind }, privacyLine: false }),
  );
}

function nothing<Outcome>(outcome: Outcome): PressVerdict<Outcome> {
  return { answer: null, tally: false, tellsPrivacy: false, outcome };
}

function outcomeOf(
  { round, settings, member }: PressContext,
  rest: Pick<PressOutcome, 'option' | 'counting' | 'privacyLine'> & { readonly fresh?: boolean },
): PressOutcome {
  return { round, settings, language: member.language, fresh: false, ...rest };
}

/** The press records an answer. */
function recorded(known: PressContext, judged: Judged, now: number): PressVerdict<PressOutcome> {
  const { round, settings, member } = known;
  const { option, right } = judged;
  const counting = countingFor(known, right, now);
  // A clock that was set back must not put an answer before its question.
  const at = Math.max(now, round.openedAt);
  const { week, month } = periodsOf(at, settings.zone);
  const privacyLine = !member.toldPrivacy;
  return {
    answer: {
      round: round.id,
      member: member.id,
      option: option.id,
      right,
      counts: counting.kind === 'counted',
      channel: round.channel,
      deck: round.pinned.deck,
      question: round.pinned.question.id,
      week,
      month,
      at,
      sure: null,
    },
    tally: settings.board === 'live',
    // The privacy line stands under the reasons, which follow later where the round asks how sure members were.
    tellsPrivacy: privacyLine && !round.asksSure,
    outcome: outcomeOf(known, { option: option.id, counting, fresh: true, privacyLine }),
  };
}

/** Whether the answer counts, and what it is worth. */
function countingFor({ round, history }: PressContext, right: boolean, now: number): Counting {
  const { lastCounted, knowsReasons } = history;
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

/** The member's first answer stands. */
function repeated(
  known: PressContext,
  { option, at }: NonNullable<PressContext['first']>,
  now: number,
): PressVerdict<PressOutcome> {
  const { round, member } = known;
  // A member who was asked how sure they were, and did not say, has not read the line yet.
  const privacyLine = !member.toldPrivacy;
  const counting: Counting = {
    kind: 'repeated',
    letter: letterOf(round, option),
    moment: { at, show: now - at < SAME_DAY_MS ? 'time' : 'datetime', zone: round.zone },
  };
  const outcome = outcomeOf(known, { option, counting, privacyLine });
  return { ...nothing(outcome), tellsPrivacy: privacyLine };
}

/** The letter of an option as the round deals it. */
export function letterOf(round: Round, option: string): string {
  const dealt = dealtOptions(round.pinned, round.dealt);
  return dealt.find((one) => one.option.id === option)?.letter ?? '?';
}
