import { hiddenCharacter } from '../reading/invisible-characters.ts';

/** Letters without the characters that no deck may hold, and how many of these there were. */
export function visibleLetters(text: string): { readonly text: string; readonly removed: number } {
  let removed = 0;
  const kept: string[] = [];
  let rest = text;
  for (let found = hiddenCharacter(rest); found !== null; found = hiddenCharacter(rest)) {
    removed += 1;
    kept.push(rest.slice(0, found.offset));
    const size = (rest.codePointAt(found.offset) ?? 0) > 0xff_ff ? 2 : 1;
    rest = rest.slice(found.offset + size);
  }
  return { text: removed === 0 ? text : kept.join('') + rest, removed };
}
