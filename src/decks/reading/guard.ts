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
      message: { en: 'the file is larger than 1 MiB', de: 'die Datei ist größer als 1 MiB' },
      fix: { en: 'split it into several decks', de: 'sie auf mehrere Decks aufteilen' },
      offset: 0,
    });
  }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return refused('', {
      rule: 'encoding',
      message: { en: 'the file is UTF-16', de: 'die Datei ist UTF-16' },
      fix: { en: 'save it as UTF-8', de: 'sie als UTF-8 speichern' },
      offset: 0,
    });
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refused('', {
      rule: 'encoding',
      message: { en: 'the file is not valid UTF-8', de: 'die Datei ist kein gültiges UTF-8' },
      fix: { en: 'save it as UTF-8', de: 'sie als UTF-8 speichern' },
      offset: 0,
    });
  }
  const stacked = STACKED_MARKS.exec(text);
  if (stacked !== null) {
    return refused(text, {
      rule: 'hidden-character',
      message: {
        en: `more than ${MOST_MARKS} combining marks stand on one letter`,
        de: `auf einem Buchstaben stehen mehr als ${MOST_MARKS} kombinierende Zeichen`,
      },
      fix: { en: 'remove them', de: 'sie entfernen' },
      offset: stacked.index,
    });
  }
  text = text.normalize('NFC');
  const hidden = hiddenCharacter(text);
  if (hidden !== null) {
    const message = {
      en: `the invisible character ${hidden.name} is not allowed`,
      de: `das unsichtbare Zeichen ${hidden.name} ist nicht erlaubt`,
    };
    return refused(text, {
      rule: 'hidden-character',
      message,
      fix: { en: 'remove it', de: 'es entfernen' },
      offset: hidden.offset,
    });
  }
  const tab = /^[ ]*\t/m.exec(text);
  if (tab !== null) {
    return refused(text, {
      rule: 'tab',
      message: {
        en: 'a tab indents this line, which YAML does not allow',
        de: 'diese Zeile ist mit einem Tabulator eingerückt, das erlaubt YAML nicht',
      },
      fix: { en: 'use spaces', de: 'Leerzeichen verwenden' },
      offset: tab.index + tab[0].length - 1,
    });
  }
  const refusal = refusedToken(text);
  return refusal === null ? { ok: true, text } : refused(text, refusal);
}

function refused(text: string, refusal: Refusal): Guarded {
  return { ok: false, text, refusal };
}
