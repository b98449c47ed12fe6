import type { Localized } from '../../domain/language.ts';
import { visibleLetters } from './visible-letters.ts';

export interface DecodedText {
  /** Line ends are line feeds, letters are composed (NFC), no character is invisible. */
  readonly text: string;
  /** What was not as it should be, in one line each. */
  readonly notes: readonly Localized[];
}

/** Bytes of a text file → its text, whatever program wrote it. Takes time linear in the number of bytes. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const notes: Localized[] = [];
  const letters = lettersOf(bytes, notes);
  const lines = letters.replaceAll(/\r\n?|[\u2028\u2029]/g, '\n').replace(/^\uFEFF/, '');
  const repaired = repairTwiceEncoded(lines, notes);
  const text = withoutInvisible(repaired.normalize('NFC'), notes);
  return { text, notes };
}

function lettersOf(bytes: Uint8Array, notes: Localized[]): string {
  const utf16 = utf16Of(bytes);
  if (utf16 !== null) {
    notes.push({
      en: `read as ${utf16 === 'utf-16le' ? 'UTF-16' : 'UTF-16 (big-endian)'}`,
      de: `als ${utf16 === 'utf-16le' ? 'UTF-16' : 'UTF-16 (Big Endian)'} gelesen`,
    });
    return new TextDecoder(utf16).decode(bytes);
  }
  const declared = declaredEncoding(bytes);
  if (declared !== null) {
    notes.push({
      en: `read as ${declared}, as its first line says`,
      de: `als ${declared} gelesen, wie es die erste Zeile angibt`,
    });
    return declared === 'windows-1252' ? western(bytes) : new TextDecoder(declared).decode(bytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return byLines(bytes, notes);
  }
}

/** Letters of windows-1252 from 0x80 on, where it differs from Latin-1. Node 20 has its decoder read Latin-1. */
const WESTERN = Array.from('€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ');

function western(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replaceAll(/[\u0080-\u009F]/g, (one) => WESTERN[one.charCodeAt(0) - 0x80] ?? one);
}

/** By its mark; without one, by the zero in every second byte that Latin letters have. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, 200);
  if (head.length < 8) return null;
  const zeros = [0, 0];
  for (const [place, byte] of head.entries())
    if (byte === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1;
  const most = head.length * 0.4;
  if ((zeros[1] ?? 0) > most && zeros[0] === 0) return 'utf-16le';
  if ((zeros[0] ?? 0) > most && zeros[1] === 0) return 'utf-16be';
  return null;
}

/** The encoding that an XML declaration names, if it is not UTF-8 and a decoder knows it. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const label = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]{1,40})["']/i.exec(head)?.[1];
  if (label === undefined) return null;
  try {
    const { encoding } = new TextDecoder(label);
    return encoding === 'utf-8' || encoding.startsWith('utf-16') ? null : encoding;
  } catch {
    return null;
  }
}

/** Collections are made of files of many authors: each line for itself, in UTF-8 if it is that. */
function byLines(bytes: Uint8Array, notes: Localized[]): string {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const lines: string[] = [];
  let other = 0;
  for (let start = 0; start <= bytes.length;) {
    const end = bytes.indexOf(0x0a, start);
    const line = bytes.subarray(start, end === -1 ? bytes.length : end);
    try {
      lines.push(utf8.decode(line));
    } catch {
      other += 1;
      lines.push(western(line));
    }
    if (end === -1) break;
    start = end + 1;
  }
  notes.push({
    en: `${other} line${other === 1 ? ' is' : 's are'} not UTF-8: read as windows-1252`,
    de: `${other} ${other === 1 ? 'Zeile ist' : 'Zeilen sind'} kein UTF-8: als windows-1252 gelesen`,
  });
  return lines.join('\n');
}

/** UTF-8 that was taken for Latin-1 and encoded again: such a run of letters holds a control character, no real one does. */
const TWICE = /[\u00C2-\u00F4][\u0080-\u00BF]{1,3}/g;
const CONTROL_LETTER = /[\u0080-\u009F]/;

function repairTwiceEncoded(text: string, notes: Localized[]): string {
  if (!CONTROL_LETTER.test(text)) return text;
  let count = 0;
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const once = text.replaceAll(TWICE, (run) => {
    if (!CONTROL_LETTER.test(run)) return run;
    try {
      const letter = utf8.decode(Uint8Array.from(run, (one) => one.charCodeAt(0)));
      count += 1;
      return letter;
    } catch {
      return run;
    }
  });
  // The rest are windows-1252 letters such as ’ under the numbers that Latin-1 gives to control characters.
  const all = once.replaceAll(/[\u0080-\u009F]/g, (control) => {
    const letter = WESTERN[control.charCodeAt(0) - 0x80] ?? control;
    if (letter !== control) count += 1;
    return letter;
  });
  if (count > 0)
    notes.push({
      en: `${count} windows-1252 letters that were encoded twice were put right`,
      de: `${count} doppelt kodierte windows-1252-Zeichen wurden berichtigt`,
    });
  return all;
}

function withoutInvisible(text: string, notes: Localized[]): string {
  const visible = visibleLetters(text);
  const { removed } = visible;
  if (removed > 0)
    notes.push({
      en: `${removed} control character${removed === 1 ? ' was' : 's were'} removed`,
      de: `${removed} Steuerzeichen ${removed === 1 ? 'wurde' : 'wurden'} entfernt`,
    });
  return visible.text;
}
