import { plain, type Text } from '../../domain/text.ts';

/**
 * Remembers what was made of a text for as long as the text is there. The reader gives the same letters as the same text
 * again, so that of a deck that its author is writing only the text that changed is looked at anew.
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
