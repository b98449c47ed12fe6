import type { Block, Card } from '../../domain/card.ts';
import type { OpenQuestion } from '../../domain/deck.ts';
import {
  dealtOptions,
  FEWEST_FOR_SPREAD,
  isCorrected,
  openQuestion,
  type Round,
} from '../../domain/round.ts';
import { plain, strong, text, type Span } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';
import { dayName } from '../../i18n/dates.ts';
import type { Spread } from './reveal-card.ts';

/** The public question. Made from an OpenQuestion, so nothing in it can depend on the key. */
export interface AskedCard {
  readonly round: string;
  readonly question: OpenQuestion;
  /** Number of questions in the channel so far, this one included. */
  readonly ordinal: number;
  /** Local date. */
  readonly day: string;
  readonly zone: string;
  readonly closesAt: number | null;
  /** Whether it closes when its schedule asks the next question. */
  readonly closesWithNext: boolean;
  readonly answered: number;
  readonly hasTips: boolean;
}

/** The public part of a round that takes answers. */
export function askedCard(round: Round, answered: number): AskedCard {
  return {
    round: round.id,
    question: openQuestion(round.pinned, round.dealt),
    ordinal: round.ordinal,
    day: round.day,
    zone: round.zone,
    closesAt: round.closesAt,
    closesWithNext: round.closesAt === null && round.schedule !== null,
    answered,
    hasTips: round.pinned.tips.length > 0,
  };
}

export function questionCard(words: Words, asked: AskedCard): Card {
  const { question, round } = asked;
  return {
    gist: words.questionGist({ deck: question.deckTitle, stem: plain(question.ask) }),
    blocks: [
      ...questionHead(words, asked),
      {
        kind: 'choices',
        choices: question.options.map((option, place) => ({
          letter: option.letter,
          text: option.text,
          mark: null,
          press: { kind: 'answer', round, option: place },
        })),
      },
      ...(asked.hasTips
        ? [
            {
              kind: 'buttons',
              buttons: [
                { label: words.buttonTips(), does: { kind: 'tips', round }, weight: 'normal' },
              ],
            } as const,
          ]
        : []),
      { kind: 'text', text: text(...footer(words, asked)), tone: 'quiet' },
    ],
  };
}

/** The number of answers, the closing time as a moment, and that answers are private. */
function footer(words: Words, asked: AskedCard): readonly Span[] {
  const spans: Span[] = [words.answeredSoFar({ count: asked.answered })];
  if (asked.closesAt !== null) {
    spans.push(' · ', words.closes(), { at: asked.closesAt, show: 'datetime', zone: asked.zone });
  } else if (asked.closesWithNext) {
    spans.push(' · ', words.closesWithNext());
  }
  return [...spans, ' · ', words.answerIsPrivate()];
}

/** The closed question as its result: the key is marked, the buttons are gone. */
export function closedQuestionCard(words: Words, round: Round, spread: readonly Spread[]): Card {
  const question = openQuestion(round.pinned, round.dealt);
  return {
    gist: words.questionGist({ deck: question.deckTitle, stem: plain(question.ask) }),
    blocks: [
      ...questionHead(words, { question, ordinal: round.ordinal, day: round.day }),
      {
        kind: 'choices',
        choices: dealtOptions(round.pinned, round.dealt).map(({ letter, option }) => ({
          letter,
          text: option.text,
          ...(round.keys.includes(option.id)
            ? { mark: 'key' as const, said: words.markKey() }
            : { mark: null }),
          press: null,
        })),
      },
      { kind: 'text', text: text(resultOf(words, round, spread)), tone: 'quiet' },
    ],
  };
}

/** "Closed. 5 answered, 3 were right." */
function resultOf(words: Words, round: Round, spread: readonly Spread[]): string {
  if (round.voidedAt !== null) return words.revealVoided();
  const answered = spread.reduce((sum, { count }) => sum + count, 0);
  const right = spread
    .filter(({ option }) => round.keys.includes(option))
    .reduce((sum, { count }) => sum + count, 0);
  const closed =
    answered < FEWEST_FOR_SPREAD
      ? words.closedNow({ count: answered })
      : words.closedWith({ answered, right });
  return isCorrected(round) ? `${closed} ${words.keyCorrected()}` : closed;
}

/** Deck, number and date, the stem, its scenario and the rubric. */
function questionHead(
  words: Words,
  asked: Pick<AskedCard, 'question' | 'ordinal' | 'day'>,
): readonly Block[] {
  const { question } = asked;
  const line = words.questionLine({
    deck: question.deckTitle,
    number: asked.ordinal,
    day: dayName(asked.day, words.locale),
  });
  return [
    { kind: 'text', text: text(line), tone: 'quiet' },
    { kind: 'text', text: strong(question.ask), tone: 'normal' },
    ...(question.context.length > 0
      ? [{ kind: 'text', text: question.context, tone: 'normal' } as const]
      : []),
    ...(question.rubric === null
      ? []
      : [{ kind: 'text', text: text(question.rubric), tone: 'quiet' } as const]),
  ];
}
