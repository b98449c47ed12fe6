import type { Context } from 'hono';
import type { StudioWords } from '../../i18n/studio.ts';

/** What became of a request, in the address of the page that it leads to. */
export type NoteCode =
  | 'published'
  | 'merged'
  | 'discarded'
  | 'removed'
  | 'restored'
  | 'not-restored'
  | 'copied'
  | 'accepted'
  | 'declined'
  | 'swapped'
  | 'decided-before';

/** An address that says what became of the request. */
export function withNote(path: string, code: NoteCode, about = ''): string {
  return `${path}?${new URLSearchParams({ note: code, about }).toString()}`;
}

/** The sentence of a page's address; null if it has none. */
export function noteOf(
  c: Context,
  words: StudioWords,
): { readonly sentence: string; readonly isBad: boolean } | null {
  const about = (c.req.query('about') ?? '').slice(0, 100);
  const version = Number(about);
  const sentences: Readonly<Record<string, () => string>> = {
    published: () => words.published({ version }),
    merged: () => words.publishedMerged({ version }),
    discarded: words.discarded,
    removed: words.removed,
    restored: () => words.restored({ version }),
    'not-restored': words.notRestored,
    copied: () => words.copied({ deck: about }),
    accepted: words.accepted,
    declined: words.declined,
    swapped: words.swapped,
    'decided-before': words.decidedBefore,
  };
  const code = c.req.query('note') ?? '';
  const sentence = Object.hasOwn(sentences, code) ? sentences[code] : undefined;
  return sentence === undefined
    ? null
    : { sentence: sentence(), isBad: code.startsWith('not-') || code === 'decided-before' };
}
