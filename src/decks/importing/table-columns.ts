/** What a column of a table of questions holds. Columns of one option carry its place, from 0. */
export type Field =
  { readonly field: SingleField } | { readonly field: OptionField; readonly place: number };

type SingleField = (typeof SINGLE)[number][0];
type OptionField = 'option' | 'optionId' | 'wrong' | 'why' | 'short' | 'kind';

/** Headers that people use, in English and German; the first that fits counts. */
const SINGLE = [
  ['id', /^(?:id|guid|idnumber|question ?id|frage ?id)$/],
  ['format', /^format$/],
  ['type', /^(?:q? ?type|question ?type|typ|fragetyp)$/],
  ['question', /^(?:question|question ?text|ask|stem|prompt|frage|fragetext)$/],
  ['context', /^(?:context|scenario|code|kontext)$/],
  ['choices', /^(?:choices|options|answers|answer ?choices|antworten|auswahl|optionen)$/],
  [
    'correct',
    /^(?:answer|correct|key|solution|right|(?:correct|right) (?:answer|option|choice)s?|correct answers?|antwort|lösung|richtig|richtige antwort)$/,
  ],
  ['wrongs', /^(?:(?:wrong|incorrect) (?:answer|option|choice)s|distractors|falsche antworten)$/],
  [
    'explain',
    /^(?:explain|explanation|general ?feedback|feedback|rationale|extra(?: 1)?|erklärung|begründung)$/,
  ],
  ['points', /^(?:points|key points)$/],
  ['tags', /^(?:tags?|categor(?:y|ies)|topics?|subjects?|chapter|kategorien?|themen?|thema)$/],
  ['level', /^(?:level|difficulty|schwierigkeit|stufe)$/],
  ['sources', /^(?:sources?|documentation|references?|links?|urls?|quellen?)$/],
  ['reviewed', /^reviewed$/],
  ['retired', /^retired$/],
  ['name', /^(?:title|name|titel|(?:question|multichoice|truefalse) ?name)$/],
] as const;

const OPTION = [
  [
    'wrong',
    /^(?:wrong|incorrect|distractor|false|falsch)(?: ?(?:answer|option|choice|antwort))? ?(\d{1,2}|[a-h])$/,
  ],
  ['why', /^(?:why|feedback|reason|rationale|explanation|begründung) ?(\d{1,2}|[a-h])$/],
  ['optionId', /^option id ?(\d{1,2})$/],
  ['short', /^short ?(\d{1,2})$/],
  ['kind', /^kind ?(\d{1,2})$/],
  ['option', /^(?:option|answer|choice|response|q|antwort|auswahl)? ?(\d{1,2}|[a-h])$/],
] as const;

export const FIELD_NAMES: readonly string[] = [
  ...SINGLE.map(([field]) => field),
  ...OPTION.map(([field]) => `${field}1`),
];

/** What a header names; null: nothing of a question. */
export function fieldOf(header: string): Field | null {
  const plain = header
    .toLowerCase()
    // "Question - max 120 characters", "QType (0=kprim,1=mc,2=sc)"
    .replace('(s)', 's')
    .replace(/\s[-–].*$/, '')
    .replace(/\([^)]{0,80}\)?\s*$/, '')
    .replaceAll(/[\s_.-]+/g, ' ')
    .trim();
  for (const [field, pattern] of SINGLE) if (pattern.test(plain)) return { field };
  for (const [field, pattern] of OPTION) {
    const place = pattern.exec(plain)?.[1];
    if (place === undefined) continue;
    const index = /\d/.test(place) ? Number(place) - 1 : place.charCodeAt(0) - 97;
    return index >= 0 && index < 20 ? { field, place: index } : null;
  }
  return null;
}
