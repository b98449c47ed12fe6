import fc from '../../properties.ts';
import type { Paragraph, Span, Text } from '../../../src/domain/text.ts';
import { textToMarkdown } from '../../../src/decks/importing/text-to-markdown.ts';
import { readMarkdown } from '../../../src/decks/reading/markdown.ts';

/** Letters that mean something in one of the formats. */
const letters = fc
  .array(
    fc.constantFrom(
      ...Array.from('\\`*_[](){}<>&~#+-=|!:.;"\'%^,@0123 a b c \n'),
      'word ',
      '  ',
      '//',
      '::',
      '####',
      '{=a ~b}',
      '%50%',
      '-> x',
      ']]>',
      '<!-- options -->',
      '-->',
      '&amp;',
      '&nbsp;',
      '<br>',
      '- [x] y',
      '1. ',
      '```',
      '$$x$$',
      '[html]',
      '[sound:a]',
      '{{c1::x}}',
      '![a](b)',
      'ä',
      '😀',
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

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
  letters,
  fc.tuple(letters, style).map(([text, styles]) => ({ ...styles, text })),
);
const spans = fc.array(span, { minLength: 1, maxLength: 3 });
const paragraph: fc.Arbitrary<Paragraph> = fc.oneof(
  { weight: 3, arbitrary: spans.map((all) => ({ kind: 'paragraph' as const, spans: all })) },
  fc.record({
    kind: fc.constant('list' as const),
    ordered: fc.boolean(),
    items: fc.array(spans, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('code' as const),
    code: letters.map((code) => `x${code}\n\ty`),
    language: fc.constantFrom('', 'sql', 'c++'),
  }),
);

/** Any text as a deck has it once it was read. */
export const deckText: fc.Arbitrary<Text> = fc
  .array(paragraph, { maxLength: 2 })
  .map((text) => textToMarkdown(text) ?? '')
  .map((source) => (source === '' ? [] : readMarkdown(source).text));
