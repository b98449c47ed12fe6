import { createHash } from 'node:crypto';

/**
 * The ids of a question's options, in their order: the author's, or one made of the option's letters. Texts that give
 * the same letters (`C` and `C++`), or none that an id can hold (`Да`), are told apart by a hash of the text, so that an
 * id hangs on its own option's words and not on its place.
 */
export function optionIds(
  options: readonly { readonly id?: string | undefined; readonly text: string }[],
): readonly string[] {
  const given = options.map((option) => option.id ?? lettersOf(option.text));
  return options.map(({ id, text }, place) => {
    const made = given[place] ?? '';
    const alone = given.filter((other) => other === made).length === 1;
    if (id !== undefined || (alone && made !== '')) return made;
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 7);
    return [made, hash].filter((part) => part !== '').join('-');
  });
}

function lettersOf(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40);
}
