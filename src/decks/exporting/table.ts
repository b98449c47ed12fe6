import type { ExportedQuestion } from './exported-question.ts';

const MOST_OPTIONS = 8;
const PLACES = Array.from({ length: MOST_OPTIONS }, (_, place) => place);

/** The headers of a table of questions, as the importer knows them. */
export const TABLE_HEADERS: readonly string[] = [
  'question',
  'context',
  'correct',
  ...PLACES.map((place) => `option ${place + 1}`),
  ...PLACES.map((place) => `why ${place + 1}`),
  'explain',
  'points',
  'level',
  'sources',
  'reviewed',
  'retired',
  ...PLACES.map((place) => `option id ${place + 1}`),
  ...PLACES.map((place) => `short ${place + 1}`),
  ...PLACES.map((place) => `kind ${place + 1}`),
];

interface Notation {
  /** Plain letters in this notation. */
  readonly letters: (plain: string) => string;
  readonly lineEnd: string;
}

/** The cells of a question under those headers. `#2` is the second option, whatever the options say. */
export function tableCells(question: ExportedQuestion, notation: Notation): readonly string[] {
  const { options, points, sources } = question;
  const each = (cell: (option: (typeof options)[number]) => string): readonly string[] =>
    PLACES.map((place) => {
      const option = options[place];
      return option === undefined ? '' : cell(option);
    });
  return [
    question.ask,
    question.context,
    `#${options.findIndex(({ key }) => key) + 1}`,
    ...each(({ text }) => text),
    ...each(({ why }) => why),
    question.explain,
    // A line is a point; the further lines of one are indented.
    points.map((point) => point.replaceAll('\n', '\n  ')).join('\n'),
    question.level === null ? '' : String(question.level),
    sources.map(({ title, url }) => notation.letters(`${title} <${url}>`)).join(notation.lineEnd),
    question.reviewed ?? '',
    question.retired ? 'true' : '',
    ...each(({ id }) => id),
    ...each(({ short }) => notation.letters(short ?? '')),
    ...each(({ kind }) => kind ?? ''),
  ];
}
