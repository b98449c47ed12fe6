import { lazy } from '../domain/lazy.ts';

/** What a reader takes for one character: a letter with its marks, a whole family of emoji. */
export const graphemes = lazy(() => new Intl.Segmenter('en', { granularity: 'grapheme' }));
