import fc from '../../properties.ts';
import { describe, expect, it } from 'vitest';
import type { Paragraph, Span, Text } from '../../../src/domain/text.ts';
import { literalText } from '../../../src/decks/importing/literal-text.ts';
import { textToMarkdown } from '../../../src/decks/importing/text-to-markdown.ts';
import { tidyText } from '../../../src/decks/importing/tidy-text.ts';
import { readMarkdown } from '../../../src/decks/reading/markdown.ts';

/** Letters that mean something in Markdown somewhere, and some that never do. */
const nasty = fc
  .array(
    fc.constantFrom(
      ...Array.from('\\`*_[](){}<>&~#+-=|!:.;"\'0123 a b c \n'),
      'word ',
      ' ',
      '\n\n',
      '&amp;',
      '<br>',
      '](http://a.b)',
      '1. ',
      '- ',
      '---',
      '|---|',
      '```',
      'ä',
      '😀',
      '\t',
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''));

describe('literal letters', () => {
  it('are read from a deck as they were', () => {
    fc.assert(
      fc.property(nasty, (letters) => {
        const text = literalText(letters);
        const source = textToMarkdown(text);
        if (text.length === 0) return;
        expect(source).not.toBeNull();
        expect(readMarkdown(source ?? '')).toEqual({
          text: tidyText(text),
          problems: [],
          asWritten: [],
        });
      }),
      { numRuns: 800 },
    );
  });

  it.each([
    ['What does a * b do?', 'What does a * b do?'],
    ['*p = &x', '\\*p = &x'],
    ['A list is _____ here', 'A list is _____ here'],
    ['__init__ and _x', '\\_\\_init\\_\\_ and \\_x'],
    ['snake_case_names stay', 'snake_case_names stay'],
    ['1. first', '1\\. first'],
    ['- minus', '\\- minus'],
    ['a < b && c > d', 'a < b && c > d'],
    ['<p> and &amp;', '\\<p> and \\&amp;'],
    ['a[0]', 'a\\[0]'],
    ['C:\\new', 'C:\\new'],
    ['# heading', '\\# heading'],
    ['C# and F#', 'C# and F#'],
  ])('%s are written with no more signs than needed', (letters, source) => {
    expect(textToMarkdown(literalText(letters))).toBe(source);
  });

  it('may be signs from end to end, as many as a text may have', () => {
    const source = textToMarkdown(literalText('*'.repeat(500)));
    expect(readMarkdown(source ?? '').text).toEqual(literalText('*'.repeat(500)));
  });
});

const style = fc.record(
  {
    bold: fc.constant(true as const),
    italic: fc.constant(true as const),
    code: fc.constant(true as const),
    link: fc.constantFrom('https://a.example/x?y=1&copy=2', 'https://a.example/(b)'),
  },
  { requiredKeys: [] },
);
const span: fc.Arbitrary<Span> = fc.oneof(
  nasty,
  fc.tuple(nasty, style).map(([letters, styles]) => ({ ...styles, text: letters })),
);
const spans = fc.array(span, { minLength: 1, maxLength: 4 });
const paragraph: fc.Arbitrary<Paragraph> = fc.oneof(
  spans.map((all) => ({ kind: 'paragraph' as const, spans: all })),
  fc.record({
    kind: fc.constant('list' as const),
    ordered: fc.boolean(),
    items: fc.array(spans, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('code' as const),
    code: nasty.map((code) => `x${code}`),
    language: fc.constantFrom('', 'sql', 'c++'),
  }),
);

describe('any text', () => {
  it('is read from a deck with its letters; styles stay where Markdown can write them', () => {
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 1, maxLength: 3 }), (text: Text) => {
        const source = textToMarkdown(text);
        const tidy = tidyText(text);
        if (tidy.length === 0) return;
        expect(source).not.toBeNull();
        const read = readMarkdown(source ?? '');
        expect(read.problems).toEqual([]);
        expect(JSON.stringify(read.text).replaceAll(/[^\p{L}\p{N}]/gu, '').length).toBeGreaterThan(
          0,
        );
      }),
      { numRuns: 600 },
    );
  });

  it('keeps bold, italic, code, links, lists and code blocks', () => {
    const text: Text = [
      {
        kind: 'paragraph',
        spans: [
          'Use ',
          { text: 'a `tick`', code: true },
          ' and ',
          { text: 'this', bold: true },
          ' ',
          { text: 'link', link: 'https://a.example/?b=1&lt=2' },
        ],
      },
      { kind: 'list', ordered: false, items: [['one'], ['two\nlines']] },
      { kind: 'list', ordered: false, items: [['another list']] },
      { kind: 'code', language: 'sh', code: 'echo "```"\n\n\tindented' },
    ];
    expect(readMarkdown(textToMarkdown(text) ?? '').text).toEqual(text);
  });
});
