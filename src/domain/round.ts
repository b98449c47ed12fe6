import type { OpenQuestion, Option, PinnedQuestion } from './deck.ts';

/** One question posted in one channel. Times are epoch milliseconds. */
export interface Round {
  readonly id: string;
  readonly channel: string;
  readonly pinned: PinnedQuestion;
  /** Dealt order: place → index into `pinned.question.options`. The same for everybody in the round. */
  readonly dealt: readonly number[];
  readonly openedAt: number;
  /** Closes by itself then; null: at the next question or by hand. */
  readonly closesAt: number | null;
  readonly closedAt: number | null;
  /** Out of every board since then. */
  readonly voidedAt: number | null;
  /** Its question could not be posted: as if it had never been asked. */
  readonly withdrawnAt: number | null;
  /** "#12": how many questions the channel had been asked, this one included. */
  readonly ordinal: number;
  /** Whether the schedule's rotation came back to a question that this channel had been asked before. */
  readonly isRepeat: boolean;
  /** Ids of the options that count as right now: the deck's keys, or what `/quiz rekey` said. */
  readonly keys: readonly string[];
  /** The schedule that asked it; null: asked by hand. */
  readonly schedule: string | null;
  /** Local date in `zone` on which it was asked. */
  readonly day: string;
  readonly zone: string;
  /** Whether members are asked how sure they were. */
  readonly asksSure: boolean;
}

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

/** The only maker of what may be seen before answering. */
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

export type Judgement =
  | { readonly kind: 'no-such-option' }
  /** The round takes answers: this one is the given option, right or not. */
  | { readonly kind: 'open'; readonly option: Option; readonly right: boolean }
  /** Explains and does not count. */
  | { readonly kind: 'closed'; readonly option: Option; readonly right: boolean };

/** What a click on that dealt place means at `now`. Server time only. */
export function judge(round: Round, place: number, now: number): Judgement {
  const option = dealtOptions(round.pinned, round.dealt)[place]?.option;
  if (option === undefined) return { kind: 'no-such-option' };
  const right = round.keys.includes(option.id);
  return { kind: isOpen(round, now) ? 'open' : 'closed', option, right };
}

/** A round is closed from its closing time on, whether or not the worker has come by. */
export function isOpen(
  round: Pick<Round, 'closedAt' | 'closesAt' | 'voidedAt' | 'withdrawnAt'>,
  now: number,
): boolean {
  if (round.closedAt !== null || round.voidedAt !== null || round.withdrawnAt !== null)
    return false;
  return round.closesAt === null || now < round.closesAt;
}

/** The deck's own keys of a question. */
export function keysOf(pinned: PinnedQuestion): readonly string[] {
  return pinned.question.options.filter((option) => option.key).map((option) => option.id);
}

/** The keys that the deck gives a question, whatever managers have said since. */
export function deckKeysOf({ original, question }: PinnedQuestion): readonly string[] {
  return (original ?? question).options.filter((option) => option.key).map((option) => option.id);
}

/** Whether a round's keys are not those that its question was asked with. */
export function isCorrected(round: Pick<Round, 'pinned' | 'keys'>): boolean {
  const asked = keysOf(round.pinned);
  return asked.length !== round.keys.length || asked.some((key) => !round.keys.includes(key));
}
