import { lazy } from '../domain/lazy.ts';

const segmenter = lazy(() => new Intl.Segmenter('en', { granularity: 'grapheme' }));

/** Letters of the Latin alphabets and their punctuation, each a grapheme of its own: dividing them costs nothing. */
const ONE_UNIT_EACH = /^[\n\u0020-\u007E\u00A0-\u02FF\u2010-\u2027]*$/;

/** What a reader takes for one character each: a letter with its marks, a whole family of emoji. */
export function graphemesOf(text: string): readonly string[] {
  if (ONE_UNIT_EACH.test(text)) return text.split('');
  return Array.from(segmenter().segment(text), ({ segment }) => segment);
}

/**
 * Where the grapheme begins that the place in a text is in: the place itself between two.
 * @param place in code units; a place at the end or beyond it is the end
 */
export function graphemeStart(text: string, place: number): number {
  if (ONE_UNIT_EACH.test(text)) return Math.min(place, text.length);
  return segmenter().segment(text).containing(place)?.index ?? text.length;
}
