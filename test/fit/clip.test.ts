import fc from '../properties.ts';
import { describe, expect, it } from 'vitest';
import { clipString } from '../../src/fit/index.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const measure = (text: string): number => text.length;

describe('clipString', () => {
  it('divides no grapheme, whether a text is plain Latin or not', () => {
    // No white space: a cut would move back to one.
    const unit = fc.oneof(
      fc.constantFrom('a', 'Ä', 'ß', '“', '–', '…', '\u00ad', 'e\u0301', '👩‍👩‍👧', '\u0e01\u0e33'),
      fc.integer({ min: 0xa1, max: 0x2ff }).map((code) => String.fromCharCode(code)),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 40 }), fc.nat(30), (units, room) => {
        const value = units.join('');
        const clipped = clipString(value, room + 1, measure);
        let whole = '';
        for (const { segment } of segmenter.segment(value)) {
          if (whole.length + segment.length > room) break;
          whole += segment;
        }
        expect(clipped).toBe(value.length <= room + 1 ? value : `${whole.trimEnd()}…`);
      }),
    );
  });
});
