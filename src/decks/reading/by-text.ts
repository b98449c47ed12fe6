import { plain, type Text } from '../../domain/text.ts';

/**
 * Remembers what was made of a text for as long as the text exists. The reader returns the same object for the same
 * letters, so while an author edits a deck, only the changed text is computed again.
 */
export function byText<T>(make: (text: Text) => T): (text: Text) => T {
  const known = new WeakMap<Text, { readonly made: T }>();
  return (text) => {
    const remembered = known.get(text) ?? { made: make(text) };
    known.set(text, remembered);
    return remembered.made;
  };
}

/** A text's letters, without its styles. */
export const lettersOf = byText(plain);
