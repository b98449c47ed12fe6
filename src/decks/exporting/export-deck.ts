import { counted } from '../../domain/counted.ts';
import type { Deck, Question } from '../../domain/deck.ts';
import { deckToAnkiText } from './anki-text.ts';
import { deckToCsv } from './csv.ts';
import { deckToGift } from './gift.ts';
import { deckToMarkdown } from './markdown.ts';
import { deckToMoodleXml } from './moodle-xml.ts';

const WRITERS = {
  gift: deckToGift,
  'moodle-xml': deckToMoodleXml,
  csv: deckToCsv,
  anki: deckToAnkiText,
  markdown: deckToMarkdown,
} as const;

export type ExportFormat = keyof typeof WRITERS;

export const EXPORT_FORMATS: readonly ExportFormat[] = [
  'gift',
  'moodle-xml',
  'csv',
  'anki',
  'markdown',
];

export interface ExportedDeck {
  readonly text: string;
  /** What the format has no place for, in one line each. */
  readonly lost: readonly string[];
}

/** A deck in the format of another program. */
export function exportDeck(deck: Deck, format: ExportFormat): ExportedDeck {
  const of = deck.questions.length;
  const lost = lostIn(deck, format).map(({ field, questions }) =>
    questions === null
      ? `${field === 'practice' ? 'practice: after-asked' : field} of the deck is not carried`
      : `${field} is not carried (${questions} of ${counted(of, 'question')})`,
  );
  const contexts = deck.questions.filter(({ context }) => context.length > 0).length;
  const follows = isMoodles(format) && contexts > 0;
  return {
    text: WRITERS[format](deck),
    lost: follows ? [...lost, `context follows the stem (${counted(contexts, 'question')})`] : lost,
  };
}

type QuestionField = 'short' | 'kind' | 'points' | 'level' | 'sources' | 'reviewed' | 'retired';

const OF_QUESTIONS: readonly (readonly [QuestionField, (question: Question) => boolean])[] = [
  ['short', ({ options }) => options.some(({ short }) => short !== null)],
  ['kind', ({ options }) => options.some(({ kind }) => kind !== null)],
  ['points', ({ points }) => points.length > 0],
  ['level', ({ difficultyLevel }) => difficultyLevel !== null],
  ['sources', ({ sources }) => sources.length > 0],
  ['reviewed', ({ reviewed }) => reviewed !== null],
  ['retired', ({ retired }) => retired],
];

type DeckField =
  'title' | 'task' | 'rubric' | 'style' | 'language' | 'order' | 'practice' | 'sure' | 'tips';

/** What an import takes for granted is no loss. */
const OF_DECKS: readonly (readonly [DeckField, (deck: Deck) => boolean])[] = [
  ['title', () => true],
  ['task', ({ task }) => task !== ''],
  ['rubric', ({ rubric }) => rubric !== null],
  ['style', ({ style }) => style !== 'fact'],
  ['language', ({ language }) => language !== 'en'],
  ['order', ({ order }) => order !== 'any'],
  ['practice', ({ practice }) => practice !== 'any'],
  ['sure', ({ asksSure }) => asksSure],
  ['tips', ({ tips }) => tips.length > 0],
];

/** A field of a deck's YAML that a format cannot hold: of the deck itself, or of that many questions. */
export type LostField =
  | { readonly field: DeckField; readonly questions: null }
  | { readonly field: QuestionField; readonly questions: number };

/** What of a deck a file of that format does not hold. */
export function lostIn(deck: Deck, format: ExportFormat): readonly LostField[] {
  const ofQuestions = OF_QUESTIONS.flatMap(([field, has]): readonly LostField[] => {
    const questions = deck.questions.filter(has).length;
    // In Moodle a retired question is a hidden one.
    const isLost = field === 'retired' ? format === 'gift' : isMoodles(format);
    return isLost && questions > 0 ? [{ field, questions }] : [];
  });
  const ofDeck = OF_DECKS.flatMap(([field, has]): readonly LostField[] =>
    has(deck) ? [{ field, questions: null }] : [],
  );
  return [...ofQuestions, ...ofDeck];
}

function isMoodles(format: ExportFormat): boolean {
  return format === 'gift' || format === 'moodle-xml';
}
