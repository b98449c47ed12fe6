import type { OpenQuestion, Option, PinnedQuestion } from './deck.ts';

/** One question posted in one channel. Times are epoch milliseconds. */
export interface Round {
  readonly id: string;
  readonly channel: string;
  readonly pinned: PinnedQuestion;
  /** Dealt order: place → index into `pinned.question.options`. The same for everybody in the round. */
  readonly dealt: readonly number[];
  readonly openedAt: number;
  /** Closing time; null if it closes with the next question or by hand. */
  readonly closesAt: number | null;
  readonly closedAt: number | null;
  /** Since then it counts in no board; null if it counts. */
  readonly voidedAt: number | null;
  /** Since then it is as if never asked, because its question could not be posted; else null. */
  readonly withdrawnAt: number | null;
  /** "#12": the number of questions in the channel so far, this one included. */
  readonly ordinal: number;
  /** Whether the schedule's rotation came back to a question that this channel had been asked before. */
  readonly isRepeat: boolean;
  /** Ids of the right options: the deck's keys, or those of `/quiz question rekey`. */
  readonly keys: readonly string[];
  /** The schedule that asked it; null if a manager did. */
  readonly schedule: string | null;
  /** Local date of asking in `zone`. */
  readonly day: string;
  readonly zone: string;
  /** Whether members are asked how sure they were. */
  readonly asksSure: boolean;
}

/** A question counts once per member in this many days, in whatever channel (docs/rules.md). */
export const COUNTS_AGAIN_AFTER_DAYS = 30;
const DAY_MS = 24 * 3_600_000;

/** With fewer answers a spread would tell who chose what (docs/rules.md). */
export const FEWEST_FOR_SPREAD = 5;

const LETTERS = 'ABCDEFGH';

/** The letter of a dealt place, 0 → A. */
export function letterAt(place: number): string {
  return LETTERS.charAt(place);
}

/**
 * A fair shuffle of 0…count-1 (Fisher–Yates). It never looks at the options, so the order says nothing about the key.
 * @param below returns a whole number from 0 up to, not including, its argument
 */
export function deal(count: number, below: (limit: number) => number): readonly number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = below(last + 1);
    const held = order[last] ?? last;
    order[last] = order[other] ?? other;
    order[other] = held;
  }
  return order;
}

/** The only maker of the public part of a question. */
export function openQuestion(pinned: PinnedQuestion, dealt: readonly number[]): OpenQuestion {
  return {
    deckTitle: pinned.deckTitle,
    rubric: pinned.rubric,
    number: pinned.number,
    of: pinned.of,
    ask: pinned.question.ask,
    context: pinned.question.context,
    options: dealtOptions(pinned, dealt).map(({ letter, option }) => ({
      letter,
      text: option.text,
    })),
  };
}

export interface DealtOption {
  readonly letter: string;
  readonly option: Option;
}

/** The options with their letters, in dealt order. */
export function dealtOptions(
  pinned: PinnedQuestion,
  dealt: readonly number[],
): readonly DealtOption[] {
  return dealt.flatMap((index, place) => {
    const option = pinned.question.options[index];
    return option === undefined ? [] : [{ letter: letterAt(place), option }];
  });
}

/** Whether a channel has that round, and the round an option at that dealt place. */
export function isOffered(
  { channel, pinned, dealt }: Pick<Round, 'channel' | 'pinned' | 'dealt'>,
  asked: { readonly channel: string; readonly place: number },
): boolean {
  const option = pinned.question.options[dealt[asked.place] ?? -1];
  return channel === asked.channel && option !== undefined;
}

export type Judgement =
  | { readonly kind: 'no-such-option' }
  /** The round takes answers. */
  | { readonly kind: 'open'; readonly option: Option; readonly right: boolean }
  /** The round is closed: the answer is explained and does not count. */
  | { readonly kind: 'closed'; readonly option: Option; readonly right: boolean };

/** Judges a click on a dealt place at `now`, by the server's time. */
export function judge(round: Round, place: number, now: number): Judgement {
  const option = dealtOptions(round.pinned, round.dealt)[place]?.option;
  if (option === undefined) return { kind: 'no-such-option' };
  const right = round.keys.includes(option.id);
  return { kind: isOpen(round, now) ? 'open' : 'closed', option, right };
}

/** What a member had done with a question before they answered it in a round. */
export interface Earlier {
  /** Their newest counted answer to it in the workspace; null if there is none. */
  readonly lastCounted: { readonly at: number; readonly channel: string } | null;
  /** Whether its reasons were shown to them since the round opened. */
  readonly reasonsShown: boolean;
}

/**
 * Whether an answer to an open round counts. `elsewhere`: they have a counted answer younger than 30 days, and the
 * schedule's rotation in this channel did not come back to the question since. `revealed`: they knew the reasons.
 */
export function countingOf(
  round: Pick<Round, 'isRepeat' | 'channel' | 'openedAt'>,
  { lastCounted, reasonsShown }: Earlier,
  now: number,
): 'counted' | 'elsewhere' | 'revealed' {
  const isRecent = lastCounted !== null && now - lastCounted.at < COUNTS_AGAIN_AFTER_DAYS * DAY_MS;
  const cameBack =
    round.isRepeat && lastCounted?.channel === round.channel && lastCounted.at < round.openedAt;
  if (isRecent && !cameBack) return 'elsewhere';
  return reasonsShown ? 'revealed' : 'counted';
}

/** A round is closed from its closing time on, even before the worker closes its row. */
export function isOpen(
  round: Pick<Round, 'closedAt' | 'closesAt' | 'voidedAt' | 'withdrawnAt'>,
  now: number,
): boolean {
  if (round.closedAt !== null || round.voidedAt !== null || round.withdrawnAt !== null)
    return false;
  return round.closesAt === null || now < round.closesAt;
}

/** The keys of a pinned question. */
export function keysOf(pinned: PinnedQuestion): readonly string[] {
  return pinned.question.options.filter((option) => option.key).map((option) => option.id);
}

/** The deck's own keys of a question, without corrections. */
export function deckKeysOf({ original, question }: PinnedQuestion): readonly string[] {
  return (original ?? question).options.filter((option) => option.key).map((option) => option.id);
}

/** Whether two lists hold the same option ids, in whatever order. */
export function sameKeys(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((key) => others.includes(key));
}

/** Whether a round's keys differ from those at the time of asking. */
export function isCorrected(round: Pick<Round, 'pinned' | 'keys'>): boolean {
  return !sameKeys(keysOf(round.pinned), round.keys);
}
