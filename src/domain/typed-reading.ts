/**
 * What the first of some typed words mean. `length` counts the words that the reading takes; null in place of a
 * reading says that the words are about something else.
 */
export type TypedReading<T> =
  | { readonly kind: 'read'; readonly value: T; readonly length: number }
  /** The words have several meanings: the reader has to ask. */
  | { readonly kind: 'ambiguous'; readonly choices: readonly T[]; readonly length: number }
  /** The words have the shape of the thing and name none: 25:00, 31 February. */
  | { readonly kind: 'impossible'; readonly length: number };

/**
 * Words as the readers compare them: lower case, full-width digits made plain, typographic dashes and quotes made
 * ASCII, and no comma or semicolon at the end.
 */
export function tidyWord(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll('’', "'")
    .replace(/[,;!?]+$/, '');
}
