import type { Spread } from '../app/rounds/reveal-card.ts';
import { pin } from '../decks/pin.ts';
import type { Deck, Question } from '../domain/deck.ts';
import { keysOf, type Round } from '../domain/round.ts';
import { periodsOf } from '../domain/calendar.ts';

/** The moment at which a preview's question seems to be posted. */
export interface PreviewTime {
  /** Epoch milliseconds. */
  readonly at: number;
  /** IANA. */
  readonly zone: string;
}

const DAY_MS = 24 * 3_600_000;
/** Answers to the key, and to each of the first distractors, in the result of a preview. */
const SAMPLE = { key: 5, distractor: 1, distractors: 3 };

/** A round of the question as if a channel had just been asked it. Options stand in the author's order. */
export function previewRound(deck: Deck, question: Question, { at, zone }: PreviewTime): Round {
  const pinned = pin(deck, question);
  return {
    id: 'preview',
    channel: '',
    pinned,
    dealt: question.options.map((_, place) => place),
    openedAt: at,
    closesAt: at + DAY_MS,
    closedAt: null,
    voidedAt: null,
    withdrawnAt: null,
    keys: keysOf(pinned),
    schedule: null,
    day: periodsOf(at, zone).day,
    zone,
    asksSure: deck.asksSure,
    ordinal: pinned.number,
    isRepeat: false,
  };
}

/** Invented answers, so that the result and the reveal show how a spread looks. */
export function sampleSpread({ pinned, keys }: Round): readonly Spread[] {
  const distractors = pinned.question.options.filter(({ id }) => !keys.includes(id));
  return [
    ...keys.slice(0, 1).map((option) => ({ option, count: SAMPLE.key })),
    ...distractors
      .slice(0, SAMPLE.distractors)
      .map(({ id }) => ({ option: id, count: SAMPLE.distractor })),
  ];
}
