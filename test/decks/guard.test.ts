import { spawnSync } from 'node:child_process';
import fc from '../properties.ts';
import { describe, expect, it } from 'vitest';
import { guard } from '../../src/decks/reading/guard.ts';
import { LARGEST_BYTES } from '../../src/decks/reading/size-limit.ts';
import type { Problem } from '../../src/decks/reading/problem.ts';
import { readDeck } from '../../src/decks/reading/read.ts';
import { DEEPEST } from '../../src/decks/reading/yaml-limits.ts';
import { workTime } from '../work-time.ts';
import { changed, SOUND } from './deck.ts';

/** A hostile file is refused before it costs anything. */
const SOON_MS = 50;

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function utf16(text: string, big: boolean): Uint8Array {
  const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return big ? little.swap16() : little;
}

const NEST: Readonly<Record<string, string>> = {
  'flow lists': '['.repeat(50_000),
  'flow maps': '{a: '.repeat(50_000),
  'flow keys': `[${'? '.repeat(50_000)}`,
  'pairs in a flow list': `[${'a: '.repeat(50_000)}`,
  'closed brackets': `${'['.repeat(2_000)}${']'.repeat(2_000)}`,
  'flow over lines': '[\n'.repeat(50_000),
  dashes: '- '.repeat(50_000),
  'question marks': '? '.repeat(50_000),
  'keys in a line': 'a: '.repeat(50_000),
  indentation: Array.from({ length: 1_000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
  'dashes over lines': Array.from(
    { length: 20 },
    (_, level) => `${' '.repeat(level * 40)}${'- '.repeat(20)}a:`,
  ).join('\n'),
  'brackets after a quote in a comment': `# 'x\n${'['.repeat(50_000)}`,
  'brackets after a quote in a word': `a: b 'c\nd: ${'['.repeat(50_000)}`,
  'brackets after a quote in a block': `a: |\n  "x\nb: ${'['.repeat(50_000)}`,
  'brackets after an escape': `a: "\\\\"\nb: ${'['.repeat(50_000)}`,
  'brackets within a sound deck': changed('tags: [http]', `tags: ${'['.repeat(3_000)}`),
};

const HOSTILE: readonly (readonly [string, string, Uint8Array])[] = [
  ...Object.entries(NEST).map(([name, text]) => [name, 'too-deep', utf8(text)] as const),
  ['one byte too many', 'too-large', new Uint8Array(LARGEST_BYTES + 1).fill(0x61)],
  ['64 MiB', 'too-large', new Uint8Array(64 * LARGEST_BYTES)],
  ['UTF-16, little end first', 'encoding', utf16(SOUND, false)],
  ['UTF-16, big end first', 'encoding', utf16(SOUND, true)],
  ['Latin-1', 'encoding', Buffer.from(changed('HTTP for', 'café'), 'latin1')],
  ['half of a character', 'encoding', Uint8Array.of(0x61, 0xf0, 0x9f)],
  ['half of a pair', 'encoding', Uint8Array.of(0xed, 0xa0, 0x80)],
  ['an overlong slash', 'encoding', Uint8Array.of(0xc0, 0xaf)],
  ['a NUL', 'hidden-character', utf8(changed('HTTP for', 'HT\u0000TP'))],
  ['an escape of a terminal', 'hidden-character', utf8(changed('HTTP for', '\u001B[31m'))],
  ['a turned direction', 'hidden-character', utf8(changed('HTTP for', 'HTTP\u202E'))],
  ['an isolate', 'hidden-character', utf8(changed('HTTP for', 'HTTP\u2066'))],
  ...['\u061C', '\u200B', '\u2028', '\u{E0041}'].map(
    (mark) =>
      [
        `an unseen ${mark.codePointAt(0)?.toString(16) ?? ''}`,
        'hidden-character',
        utf8(changed('HTTP for', `HTTP${mark}`)),
      ] as const,
  ),
  ['an alias', 'alias', utf8(changed('title: HTTP for services', 'title: *b'))],
  ['an anchor', 'alias', utf8(changed('title: HTTP', 'title: &b HTTP'))],
  ['a bomb of aliases', 'alias', utf8(`a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]\n`)],
  ['a second byte order mark', 'hidden-character', utf8(`\uFEFF\uFEFF${SOUND}`)],
  ['a mark within', 'hidden-character', utf8(changed('HTTP for', 'HT\uFEFFTP'))],
  ['a tab', 'tab', utf8(changed('    ask:', '\task:'))],
  ['a tab after spaces', 'tab', utf8(changed('    ask:', '  \task:'))],
];

describe('a hostile file', () => {
  it.each(HOSTILE)('%s is refused as %s, at once', (_name, rule, bytes) => {
    expect(workTime(SOON_MS, () => void guard(bytes))).toBeLessThan(SOON_MS);
    expect(guard(bytes)).toMatchObject({ ok: false, refusal: { rule } });
    const { deck, problems } = readDeck(bytes, 'x.yaml');
    expect(deck).toBeNull();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ rule, level: 'error' });
  });

  it('ends no process, however often it comes', () => {
    const program = `
      import { readDeck } from './src/decks/reading/read.ts';
      let text = '';
      for await (const part of process.stdin) text += part;
      const sources = JSON.parse(text);
      let refused = 0;
      for (let turn = 0; turn < 200; turn += 1)
        for (const source of sources) refused += readDeck(source, 'x.yaml').deck === null ? 1 : 0;
      console.log(refused);
    `;
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', program],
      { input: JSON.stringify(Object.values(NEST)), encoding: 'utf8' },
    );
    expect(stdout.trim()).toBe(String(200 * Object.keys(NEST).length));
    expect(status).toBe(0);
  }, 60_000);

  it.each([
    ['a prototype', changed('    level: 2', '    __proto__: {key: true}'), 'forbidden-key'],
    ['a constructor', changed('    level: 2', '    constructor: {}'), 'forbidden-key'],
    ['a tag that makes things', changed('title: HTTP', 'title: !!js/function HTTP'), 'yaml'],
  ])('%s is refused', (_name, source, rule) => {
    const { deck, problems } = readDeck(source, 'x.yaml');
    expect(deck).toBeNull();
    expect(problems.map((problem) => problem.rule)).toContain(rule);
    expect(Object.prototype).not.toHaveProperty('key');
  });

  it.each([
    ['keys', 'k: 1\n'],
    ['keys that differ by nothing', ': \n'],
    ['items', '- a\n'],
    ['brackets', '}'],
    ['commas', ','],
    ['lines', '\n'],
    ['documents', '---\n'],
    ['tags', '!a '],
    ['questions', '? a\n'],
    ['maps with a key twice', '- {a: 1, a: 2}\n'],
    ['keys of prototypes', '- __proto__: a\n'],
  ])('full of %s is refused soon, without harm', (_name, part) => {
    for (const size of [LARGEST_BYTES, 60_000]) {
      const source = part.repeat(Math.floor(size / part.length));
      const took = workTime(5_000, () => {
        const { deck, problems } = readDeck(source, 'x.yaml');
        expect(deck).toBeNull();
        expect(problems.length).toBeGreaterThan(0);
        expect(problems.length).toBeLessThan(110);
      });
      expect(took).toBeLessThan(5_000);
    }
  });

  it('with very many wrong keys is answered soon, with what one can read', () => {
    const keys = Array.from({ length: 60_000 }, (_, place) => `k${place}: 1`).join('\n');
    let problems: readonly Problem[] = [];
    const took = workTime(10_000, () => {
      ({ problems } = readDeck(keys, 'x.yaml'));
    });
    expect(took).toBeLessThan(10_000);
    expect(problems.length).toBeLessThan(100);
  });

  it.each([
    ['stars', '*a_'.repeat(900)],
    ['list items in one another', `${'- '.repeat(1_400)}a`],
    ['quotations in one another', `${'> '.repeat(1_400)}a`],
    ['brackets', '['.repeat(2_900)],
    ['spaces', `a${' '.repeat(2_900)}b`],
  ])('whose Markdown is nothing but %s is read at once', (_name, words) => {
    const source = changed('    options:', `    context: ${JSON.stringify(words)}\n    options:`);
    expect(workTime(SOON_MS, () => void readDeck(source, 'x.yaml'))).toBeLessThan(SOON_MS);
  });
});

describe('a harmless file', () => {
  it.each([
    ['brackets in words', 'How may [[[[[[ the'],
    ['smileys', `How :[ ${':( :{ '.repeat(20)}`],
    ['an apostrophe', "How may the client's friend"],
    ['emoji made of several', 'How may 👩‍👩‍👧‍👦 the'],
    ['the flag of Scotland', 'How 🏴󠁧󠁢󠁳󠁣󠁴󠁿 may'],
    ['Persian joined by hand', 'می\u200Cخواهم'],
    ['Arabic', 'كيف يمكن للعميل'],
    ['a tab within a line', 'How\tmay the'],
  ])('with %s passes', (_name, words) => {
    expect(readDeck(changed('How may the', words), 'x.yaml').problems).toEqual([]);
  });

  it('may hold code of any depth in a text block', () => {
    const code = Array.from({ length: 20 }, (_, depth) => `        ${'  '.repeat(depth)}f({[`);
    const source = changed(
      '    options:',
      `    context: |\n      \`\`\`js\n${code.join('\n')}\n      \`\`\`\n    options:`,
    );
    expect(readDeck(source, 'x.yaml').problems).toEqual([]);
  });

  it('is as deep as allowed, and not deeper', () => {
    const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    expect(guard(utf8(deep(DEEPEST))).ok).toBe(true);
    expect(guard(utf8(deep(DEEPEST + 1))).ok).toBe(false);
  });

  it('of the largest size is read', () => {
    const bytes = utf8(`${SOUND}${'#'.repeat(LARGEST_BYTES - utf8(SOUND).length)}`);
    expect(bytes).toHaveLength(LARGEST_BYTES);
    expect(readDeck(bytes, 'x.yaml').problems).toEqual([]);
  });

  it('points at the very character', () => {
    const { problems } = readDeck('deck: a\ntitle: b\u202Ec\n', 'x.yaml');
    expect(problems).toEqual([
      expect.objectContaining({
        line: 2,
        column: 9,
        message: expect.objectContaining({ en: expect.stringContaining('U+202E') }),
      }),
    ]);
  });
});

describe('the count of levels', () => {
  /** Nested lists and maps of known depth, in block, flow, or block that holds flow. */
  const nested = fc.tuple(
    fc.integer({ min: 1, max: 60 }),
    fc.array(fc.nat(3), { minLength: 60, maxLength: 60 }),
  );

  it('is never below the true depth', () => {
    fc.assert(
      fc.property(nested, ([depth, kinds]) => {
        let flow = '1';
        const inner = kinds.slice(0, depth);
        for (const kind of inner.filter((one) => one > 1))
          flow = kind === 2 ? `[ ${flow} ]` : `{ a: ${flow} }`;
        let text = '';
        let indent = 0;
        for (const kind of inner.filter((one) => one <= 1)) {
          text += kind === 0 ? '- ' : `a:\n${' '.repeat(indent + 2)}`;
          indent += 2;
        }
        expect(guard(utf8(`${text}${flow}\n`)).ok).toBe(depth <= DEEPEST);
      }),
    );
  });
});
