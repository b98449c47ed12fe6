import { hiddenCharacter } from './invisible-characters.ts';
import type { Refusal } from './refusal.ts';
import { LARGEST_BYTES } from './size-limit.ts';
import { refusedToken } from './yaml-limits.ts';

/** What a deck file must not be, found before any parser sees it. */

/** Unicode's own limit for a stream (UAX 15); putting longer runs in order takes time with the square of their length. */
const MOST_MARKS = 30;
const STACKED_MARKS = new RegExp(`\\p{M}{${MOST_MARKS + 1}}`, 'u');

export type Guarded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly text: string; readonly refusal: Refusal };

/** Bytes → text that is safe to parse: size, encoding, characters, nesting. Linear in the size of the file. */
export function guard(bytes: Uint8Array): Guarded {
  if (bytes.length > LARGEST_BYTES) {
    return refused('', {
      rule: 'too-large',
      message: 'the file is larger than 1 MiB',
      fix: 'split it into several decks',
      offset: 0,
    });
  }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return refused('', {
      rule: 'encoding',
      message: 'the file is UTF-16',
      fix: 'save it as UTF-8',
      offset: 0,
    });
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refused('', {
      rule: 'encoding',
      message: 'the file is not valid UTF-8',
      fix: 'save it as UTF-8',
      offset: 0,
    });
  }
  const stacked = STACKED_MARKS.exec(text);
  if (stacked !== null) {
    return refused(text, {
      rule: 'hidden-character',
      message: `more than ${MOST_MARKS} combining marks stand on one letter`,
      fix: 'remove them',
      offset: stacked.index,
    });
  }
  text = text.normalize('NFC');
  const hidden = hiddenCharacter(text);
  if (hidden !== null) {
    const message = `the invisible character ${hidden.name} is not allowed`;
    return refused(text, {
      rule: 'hidden-character',
      message,
      fix: 'remove it',
      offset: hidden.offset,
    });
  }
  const tab = /^[ ]*\t/m.exec(text);
  if (tab !== null) {
    return refused(text, {
      rule: 'tab',
      message: 'a tab indents this line, which YAML does not allow',
      fix: 'use spaces',
      offset: tab.index + tab[0].length - 1,
    });
  }
  const refusal = refusedToken(text);
  return refusal === null ? { ok: true, text } : refused(text, refusal);
}

function refused(text: string, refusal: Refusal): Guarded {
  return { ok: false, text, refusal };
}
