import fc from '../properties.ts';
import { describe, expect, it } from 'vitest';
import { readMarkdown } from '../../src/decks/reading/markdown.ts';
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
    ['- a\n\n  b', [{ kind: 'list', ordered: false, items: [['a\nb']] }]],
    [
      `\`\`\`\n${'*_'.repeat(900)}\n\`\`\``,
      [{ kind: 'code', code: '*_'.repeat(900), language: '' }],
    ],
    ['```&#x202E;\nx\n```', [{ kind: 'code', code: 'x', language: '' }]],
    ['```sql\nSELECT 1;\n```', [{ kind: 'code', code: 'SELECT 1;', language: 'sql' }]],
    ['2 * 3 * 4 and a_b_c', [paragraph('2 * 3 * 4 and a_b_c')]],
    ['\\*not bold\\*', [paragraph('*not bold*')]],
    ['a &amp; b', [paragraph('a & b')]],
    ['<@U123> @everyone #general', [paragraph('<@U123> @everyone #general')]],
  ])('%j', (source, expected) => {
    expect(readMarkdown(source)).toEqual({ text: expected, problems: [], asWritten: [] });
  });

  it.each([
    '3. Oktober 1990',
    '1. Mai',
    '1969.',
    '- 5',
    '+ 3',
    '-',
    '1) one way',
    '2*3*4',
    '2**3**4',
    '2*3 and 4*5',
    'f(*args, **kwargs)',
    '__init__',
    'call __init__ first',
    'snake_case_name and _private',
  ])('row 23: %j is shown as it is written', (source) => {
    expect(readMarkdown(source)).toMatchObject({ text: [paragraph(source)], problems: [] });
  });

  it.each([
    ['3. Oktober 1990', ['3. Oktober 1990']],
    ['2*3 and 4*5', ['*3 and 4*']],
    ['call __init__ first', ['__init__']],
    ['snake_case_name and _private', []],
    ['2\\*3\\*4', []],
  ])('%j is noted where it looks like more than letters', (source, signs) => {
    expect(readMarkdown(source).asWritten).toEqual(signs);
  });

  it('reads a plain line as the parser would', () => {
    const alphabet = [...Array.from('abcé1. ):;!?"\'()%$-+=,@/…'), '12. ', 'a-b', '  '];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: 8 }), (all) => {
        const source = all.join('');
        // A reference makes the parser look, and stands for one letter.
        const slow = readMarkdown(`${source}&#x7A;`);
        if (/^[\s\-+=]|^\d+[.)]|\s$/.test(source)) return;
        expect(readMarkdown(`${source}z`)).toEqual(slow);
      }),
      { numRuns: 500 },
    );
  });

  it('says so where a list seems meant that would be counted anew', () => {
    const { text, problems } = readMarkdown('3. a\n4. b');
    expect(plain(text)).toBe('3. a\n4. b');
    expect(problems).toEqual([
      {
        rule: 'markdown',
        message: expect.objectContaining({ en: expect.stringContaining('begins with 1') }),
      },
    ]);
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
    ['[a](https://good.example@evil.example/)', 'https'],
    ['[a](https://)', 'https'],
    ['| a | b |\n| --- | --- |\n| 1 | 2 |', 'table'],
    ['*a_'.repeat(900), 'signs of Markdown'],
    [`${'- '.repeat(20)}a`, 'nine lists'],
  ])('%j stays as it is written, and says so', (source, name) => {
    const { text, problems } = readMarkdown(source);
    expect(problems.map((problem) => problem.message.en).join()).toContain(name);
    expect(plain(text).replaceAll(/\s/g, '')).toBe(source.replaceAll(/\s/g, ''));
    expect(JSON.stringify(text)).not.toContain('"link"');
  });

  it.each(['- a\n  - b', '- a\n\n  ```\n  b\n  ```'])(
    '%j says what a list cannot hold',
    (source) => {
      expect(readMarkdown(source).problems).toEqual([
        {
          rule: 'markdown',
          message: expect.objectContaining({ en: expect.stringContaining('within a list') }),
        },
      ]);
    },
  );

  it.each([
    'a &#x202E; b',
    '&ZeroWidthSpace;',
    '- a&#8238;',
    '**&#x2066;**',
    '[&lrm;](https://a.b)',
  ])('%j has a hidden character', (source) => {
    expect(readMarkdown(source).problems.map(({ rule }) => rule)).toEqual(['hidden-character']);
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
