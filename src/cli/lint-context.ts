import { questionCard } from '../app/rounds/question-card.ts';
import { limits as discord } from '../adapters/discord/render/limits.ts';
import { limits as slack } from '../adapters/slack/render/limits.ts';
import { limits as web } from '../adapters/web/render/limits.ts';
import type { LintContext, QuestionOverflow } from '../decks/linting/rules/rule.ts';
import { pin } from '../decks/pin.ts';
import type { Card } from '../domain/card.ts';
import type { Deck, Question } from '../domain/deck.ts';
import { LANGUAGES } from '../domain/language.ts';
import { openQuestion } from '../domain/round.ts';
import { overflowOf } from '../fit/index.ts';
import { wordsIn } from '../i18n/index.ts';

const PLATFORMS = [
  { platform: { en: 'on Slack', de: 'auf Slack' }, limits: slack },
  { platform: { en: 'on Discord', de: 'auf Discord' }, limits: discord },
  { platform: { en: 'in the local chat', de: 'im lokalen Chat' }, limits: web },
];

/** What the rules know beside the deck: they measure the card that is posted, against each platform's limits. */
export function lintContext(today: string): LintContext {
  return {
    today,
    overflowOf(deck, question) {
      if (isShort(deck, question)) return null;
      const found = cardsOf(deck, question, today).flatMap((card) =>
        PLATFORMS.flatMap(({ platform, limits }): readonly QuestionOverflow[] => {
          const overflow = overflowOf(card, limits);
          return overflow === null ? [] : [{ platform, ...overflow }];
        }),
      );
      return found.toSorted((a, b) => b.size - b.limit - (a.size - a.limit))[0] ?? null;
    },
  };
}

/** The smallest of the platforms' limits. */
const SMALLEST = Math.min(...PLATFORMS.map(({ limits }) => Math.min(limits.text, limits.total)));
/** A letter takes five at most once it is escaped (`&amp;` on Slack). */
const LONGEST_ESCAPE = 5;
/** More than the card's own words take: header, footer, letters of options and the signs around them. */
const FRAME = 700;

/** Whether no platform can have too little room, however the question is escaped: measuring a card takes long. */
function isShort(deck: Deck, question: Question): boolean {
  const texts = [question.ask, question.context, ...question.options.map((option) => option.text)];
  const letters = JSON.stringify([deck.title, deck.rubric, texts]).length;
  return letters * LONGEST_ESCAPE + FRAME < SMALLEST;
}

/** The question as a channel sees it, in every language that a channel may speak. */
function cardsOf(deck: Deck, question: Question, day: string): readonly Card[] {
  const pinned = pin(deck, question);
  const dealt = question.options.map((_, place) => place);
  // As long as its frame can be: many answers, and a closing time.
  const asked = {
    round: 'x'.repeat(16),
    question: openQuestion(pinned, dealt),
    day,
    zone: 'UTC',
    closesAt: Date.parse(`${day}T12:00:00Z`),
    ordinal: 9_999,
    closesWithNext: false,
    answered: 1_000_000,
    hasTips: true,
  };
  return LANGUAGES.map((language) => questionCard(wordsIn(language), asked));
}
