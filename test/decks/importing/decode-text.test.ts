import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/decks/importing/decode-text.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

/** What was read, its notes in English. */
function inEnglish(bytes: Uint8Array) {
  const { text, notes } = decodeText(bytes);
  return { text, notes: notes.map(({ en }) => en) };
}

describe('bytes of text files', () => {
  it('in UTF-8 need no word', () => {
    expect(inEnglish(utf8('\uFEFFa\r\nb\rc\n'))).toEqual({ text: 'a\nb\nc\n', notes: [] });
  });

  it('in UTF-16, with and without a mark', () => {
    const bytes = Buffer.from('Was ist schön?', 'utf16le');
    expect(inEnglish(bytes)).toEqual({ text: 'Was ist schön?', notes: ['read as UTF-16'] });
    const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), bytes]);
    expect(decodeText(marked).text).toBe('Was ist schön?');
    expect(inEnglish(Buffer.from(marked).swap16()).notes).toEqual(['read as UTF-16 (big-endian)']);
  });

  it('in windows-1252 are read so line by line, with a word', () => {
    const bytes = Buffer.concat([utf8('schön\n'), latin1('sch\xf6n \x93so\x94\n'), utf8('→')]);
    expect(inEnglish(bytes)).toEqual({
      text: 'schön\nschön “so”\n→',
      notes: ['1 line is not UTF-8: read as windows-1252'],
    });
  });

  it('that were encoded twice are put right, with a word', () => {
    expect(inEnglish(utf8('don\u00E2\u0080\u0099t, won\u0092t'))).toEqual({
      text: 'don’t, won’t',
      notes: ['2 windows-1252 letters that were encoded twice were put right'],
    });
  });

  it('lose characters that nobody sees, with their number', () => {
    expect(inEnglish(utf8('a\u0000b\u202Ec\u200B'))).toEqual({
      text: 'abc',
      notes: ['3 control characters were removed'],
    });
  });

  it('of XML are read as its first line says', () => {
    const bytes = latin1('<?xml version="1.0" encoding="ISO-8859-1"?><quiz>\xe9</quiz>');
    expect(inEnglish(bytes).text).toContain('<quiz>é</quiz>');
  });
});
