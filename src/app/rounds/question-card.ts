import type { Block, Card } from '../../domain/card.ts';
import type { OpenQuestion } from '../../domain/deck.ts';
import { dealtOptions, openQuestion, type Round } from '../../domain/round.ts';
import { plain, text, type Span } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';
import { clockTime, dayName } from '../../i18n/dates.ts';

/** The public question. Made from an OpenQuestion, so nothing in it can depend on the key. */
export interface AskedCard {
  readonly round: string;
  readonly question: OpenQuestion;
  /** Local date of the round. */
  readonly day: string;
  readonly zone: string;
  readonly closesAt: number | null;
  readonly answered: number;
}

/** What a round shows while it takes answers. */
export function askedCard(round: Round, answered: number): AskedCard {
  return {
    round: round.id,
    question: openQuestion(round.pinned, round.dealt),
    day: round.day,
    zone: round.zone,
    closesAt: round.closesAt,
    answered,
  };
}

export function questionCard(words: Words, asked: AskedCard): Card {
  const { question, round } = asked;
  const footer: Span[] = [words.answeredSoFar({ count: asked.answered })];
  if (asked.closesAt !== null) {
    footer.push(` · ${words.closesAt({ time: clockTime(asked.closesAt, asked.zone) })}`);
  }
  footer.push(` · ${words.answerIsPrivate()}`);
  return {
    gist: words.questionGist({ deck: question.deckTitle, stem: plain(question.ask) }),
    blocks: [
      ...questionHead(words, question, asked.day),
      {
        kind: 'choices',
        choices: question.options.map((option, place) => ({
          letter: option.letter,
          text: option.text,
          mark: null,
          press: { kind: 'answer', round, option: place },
        })),
      },
      {
        kind: 'buttons',
        buttons: [{ label: words.buttonTips(), does: { kind: 'tips', round }, weight: 'normal' }],
      },
      { kind: 'text', text: text(...footer), tone: 'quiet' },
    ],
  };
}

/** The question after its close: the key is marked, the buttons are gone. */
export function closedQuestionCard(words: Words, round: Round, answered: number): Card {
  const question = openQuestion(round.pinned, round.dealt);
  return {
    gist: words.questionGist({ deck: question.deckTitle, stem: plain(question.ask) }),
    blocks: [
      ...questionHead(words, question, round.day),
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
      {
        kind: 'text',
        text: text(
          round.voidedAt === null ? words.closedNow({ count: answered }) : words.revealVoided(),
        ),
        tone: 'quiet',
      },
    ],
  };
}

/** Deck, place and date, the stem, its scenario and the rubric. */
export function questionHead(words: Words, question: OpenQuestion, day: string): readonly Block[] {
  const line = words.questionLine({
    deck: question.deckTitle,
    number: question.number,
    of: question.of,
    day: dayName(day, words.locale),
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

/** The stem stands out in bold; code in it stays code. */
function strong(stem: OpenQuestion['ask']): OpenQuestion['ask'] {
  return stem.map((paragraph) =>
    paragraph.kind === 'paragraph'
      ? {
          kind: 'paragraph',
          spans: paragraph.spans.map((span) =>
            typeof span === 'string'
              ? { text: span, bold: true }
              : 'at' in span
                ? span
                : { ...span, bold: true },
          ),
        }
      : paragraph,
  );
}
