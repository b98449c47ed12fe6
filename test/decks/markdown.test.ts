import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMarkdown } from '../../src/decks/markdown.ts';
import { plain } from '../../src/domain/text.ts';

function paragraph(...spans: readonly unknown[]): unknown {
  return { kind: 'paragraph', spans };
}

describe('the small Markdown of decks', () => {
  it.each([
    ['plain words', [paragraph('plain words')]],
    ['**bold** words', [paragraph({ text: 'bold', bold: true }, ' words')]],
    ['*italic*', [paragraph({ text: 'italic', italic: true })]],
    ['***both***', [paragraph({ text: 'both', bold: true, italic: true })]],
    ['`alg: none`', [paragraph({ text: 'alg: none', code: true })]],
    ['**`x`**', [paragraph({ text: 'x', bold: true, code: true })]],
    [
      '[RFC](https://www.rfc-editor.org)',
      [paragraph({ text: 'RFC', link: 'https://www.rfc-editor.org' })],
    ],
    ['one\ntwo', [paragraph('one two')]],
    ['one\n\ntwo', [paragraph('one'), paragraph('two')]],
    [
      '- a\n- **b**',
      [{ kind: 'list', ordered: false, items: [['a'], [{ text: 'b', bold: true }]] }],
    ],
    ['1. a\n2. b', [{ kind: 'list', ordered: true, items: [['a'], ['b']] }]],
    ['```sql\nSELECT 1;\n```', [{ kind: 'code', code: 'SELECT 1;', language: 'sql' }]],
    ['2 * 3 * 4 and a_b_c', [paragraph('2 * 3 * 4 and a_b_c')]],
    ['\\*not bold\\*', [paragraph('*not bold*')]],
    ['a &amp; b', [paragraph('a & b')]],
    ['<@U123> @everyone #general', [paragraph('<@U123> @everyone #general')]],
  ])('%j', (source, expected) => {
    expect(readMarkdown(source)).toEqual({ text: expected, problems: [] });
  });

  it.each([
    ['<b>x</b>', 'HTML'],
    ['<script>alert(1)</script>', 'HTML'],
    ['![x](https://example.org/x.png)', 'picture'],
    ['# Heading', 'heading'],
    ['> said', 'quotation'],
    ['a\n\n---', 'line'],
    ['[a](javascript:alert)', 'https'],
    ['[a](file:///etc/passwd)', 'https'],
    ['[a](/relative)', 'https'],
  ])('%j stays as it is written, and says so', (source, name) => {
    const { text, problems } = readMarkdown(source);
    expect(problems.map((problem) => problem.message).join()).toContain(name);
    expect(plain(text).replaceAll('\n', '')).toBe(source.replaceAll('\n', ''));
    expect(JSON.stringify(text)).not.toContain('"link"');
  });

  it('links only where https can lead, from any text', () => {
    const bits = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      '<',
      '>',
      'javascript:',
      'https://a',
      '\n',
      'a',
      '!',
      '`',
      '*',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 40 }), (parts) => {
        const { text } = readMarkdown(parts.join(''));
        for (const [, link] of JSON.stringify(text).matchAll(/"link":"([^"]*)"/g))
          expect(link).toMatch(/^https?:\/\//);
      }),
    );
  });
});
