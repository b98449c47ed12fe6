import type { DeckSettings, QuestionFields } from '../../domain/deck-fields.ts';
import type { Deck } from '../../domain/deck.ts';
import { asMarkdown, exportedQuestion } from '../exporting/exported-question.ts';
import { editDeck } from './edit-deck.ts';

/** A read deck as the YAML of a deck with another id. */
export function deckToYaml(deck: Deck, id = deck.id): string {
  const whole: {
    readonly kind: 'whole';
    readonly settings: DeckSettings;
    readonly questions: readonly QuestionFields[];
  } = {
    kind: 'whole',
    settings: settingsOf(deck, id),
    questions: deck.questions.map((question) => {
      const { level, reviewed, options, ...texts } = exportedQuestion(question, asMarkdown);
      return {
        ...texts,
        options: options.map((option) => ({
          ...option,
          short: option.short ?? '',
          kind: option.kind ?? '',
        })),
        level: level === null ? '' : String(level),
        reviewed: reviewed ?? '',
      };
    }),
  };
  return editDeck(`deck: ${id}\n`, whole);
}

function settingsOf(deck: Deck, id: string): DeckSettings {
  const isPartial = deck.questions.some(
    ({ explain, options }) => explain.length === 0 || options.some(({ why }) => why.length === 0),
  );
  return {
    deck: id,
    title: deck.title,
    task: deck.task,
    rubric: deck.rubric ?? '',
    style: deck.style,
    language: deck.language,
    order: deck.order === 'fixed' ? 'fixed' : '',
    practice: deck.practice === 'after-asked' ? 'after-asked' : '',
    reasons: isPartial ? 'partial' : '',
    sure: deck.asksSure,
    tips: deck.tips.map(asMarkdown),
  };
}
