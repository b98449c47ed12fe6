import { deeperThan } from './depth.ts';

/** What a deck file must not be, found before any parser sees it. */

export const LARGEST_BYTES = 1024 * 1024;
/** Deeper nesting ends the YAML parser's whole process, uncatchably (measured at 2,000 levels in 4 KB). */
export const DEEPEST = 32;

export interface Refusal {
  readonly rule: string;
  readonly message: string;
  readonly fix: string | null;
  /** Offset in the text. */
  readonly offset: number;
}

export type Guarded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly text: string; readonly refusal: Refusal };

/** Bytes → text that is safe to parse: size, encoding, characters, nesting. Linear in the size of the file. */
export function guard(bytes: Uint8Array): Guarded {
  const no = (
    text: string,
    rule: string,
    message: string,
    fix: string | null,
    offset = 0,
  ): Guarded => ({
    ok: false,
    text,
    refusal: { rule, message, fix, offset },
  });
  if (bytes.length > LARGEST_BYTES) {
    return no(
      '',
      'too-large',
      `the file has ${bytes.length} bytes, more than 1 MiB`,
      'split it into several decks',
    );
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
  const hidden = HIDDEN.exec(text);
  if (hidden !== null) {
    return no(
      text,
      'hidden-character',
      `the invisible character ${codePoint(hidden[0])} is not allowed`,
      'remove it',
      hidden.index,
    );
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
  const deep = deeperThan(text, DEEPEST);
  if (deep !== null) {
    return no(
      text,
      'too-deep',
      `nested deeper than ${DEEPEST} levels`,
      'a deck needs no more than 5',
      deep,
    );
  }
  return { ok: true, text };
}

/** Control characters but tab and line ends, and marks that turn the reading direction or hide text. */
export const HIDDEN =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/;

/** `U+202E`. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
