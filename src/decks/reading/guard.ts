import { hiddenCharacter } from './invisible-characters.ts';
import type { Refusal } from './refusal.ts';
import { refusedToken } from './yaml-limits.ts';

/** What a deck file must not be, found before any parser sees it. */

export const LARGEST_BYTES = 1024 * 1024;

export type Guarded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly text: string; readonly refusal: Refusal };

/** Bytes → text that is safe to parse: size, encoding, characters, nesting. Linear in the size of the file. */
export function guard(bytes: Uint8Array): Guarded {
  const no = (text: string, rule: string, message: string, fix: string, offset = 0): Guarded => ({
    ok: false,
    text,
    refusal: { rule, message, fix, offset },
  });
  if (bytes.length > LARGEST_BYTES) {
    return no('', 'too-large', 'the file is larger than 1 MiB', 'split it into several decks');
  }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return no('', 'encoding', 'the file is UTF-16', 'save it as UTF-8');
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).normalize('NFC');
  } catch {
    return no('', 'encoding', 'the file is not valid UTF-8', 'save it as UTF-8');
  }
  const hidden = hiddenCharacter(text);
  if (hidden !== null) {
    const message = `the invisible character ${hidden.name} is not allowed`;
    return no(text, 'hidden-character', message, 'remove it', hidden.offset);
  }
  const tab = /^[ ]*\t/m.exec(text);
  if (tab !== null) {
    return no(
      text,
      'tab',
      'a tab indents this line, which YAML does not allow',
      'use spaces',
      tab.index + tab[0].length - 1,
    );
  }
  const refusal = refusedToken(text);
  return refusal === null ? { ok: true, text } : { ok: false, text, refusal };
}
