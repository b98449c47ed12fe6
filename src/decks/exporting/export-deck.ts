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
  const lost = format === 'gift' || format === 'moodle-xml' ? lostInMoodle(deck) : [];
  return { text: WRITERS[format](deck), lost: [...lost, ...lostOfDeck(deck)] };
}

const MOODLE: readonly (readonly [string, (question: Question) => boolean])[] = [
  ['short', ({ options }) => options.some(({ short }) => short !== null)],
  ['kind', ({ options }) => options.some(({ kind }) => kind !== null)],
  ['points', ({ points }) => points.length > 0],
  ['level', ({ difficultyLevel }) => difficultyLevel !== null],
  ['sources', ({ sources }) => sources.length > 0],
  ['reviewed', ({ reviewed }) => reviewed !== null],
];

function lostInMoodle({ questions }: Deck): readonly string[] {
  const lost = MOODLE.flatMap(([field, has]) => {
    const count = questions.filter(has).length;
    return count === 0
      ? []
      : [`${field} is not carried (${count} of ${questions.length} questions)`];
  });
  const contexts = questions.filter(({ context }) => context.length > 0).length;
  return contexts === 0 ? lost : [...lost, `context follows the stem (${contexts} questions)`];
}

function lostOfDeck({ task, rubric, practice, tips }: Deck): readonly string[] {
  return [
    ...(task === '' ? [] : ['task']),
    ...(rubric === null ? [] : ['rubric']),
    ...(practice === 'any' ? [] : ['practice: after-asked']),
    ...(tips.length === 0 ? [] : ['tips']),
  ].map((field) => `${field} of the deck is not carried`);
}
