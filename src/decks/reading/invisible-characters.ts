/**
 * Control characters but tab and line ends; marks that turn the reading direction; characters that hide text or break
 * its line unseen; halves of surrogate pairs. Joiners stay, because emoji and several scripts need them; so do the tags
 * that spell a region's flag after a black flag.
 */
const HIDDEN =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\p{Surrogate}]|(?<!\u{1F3F4}[\u{E0020}-\u{E007F}]{0,6})[\u{E0000}-\u{E007F}]/u;

/** The first character that readers cannot see, as `U+202E`, and where it stands; null when there is none. */
export function hiddenCharacter(
  text: string,
): { readonly name: string; readonly offset: number } | null {
  const found = HIDDEN.exec(text);
  if (found === null) return null;
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return { name: `U+${code}`, offset: found.index };
}
