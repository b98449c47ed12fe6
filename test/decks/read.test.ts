import fc, { anyCharacter } from '../properties.ts';
import { describe, expect, it } from 'vitest';
import { plain } from '../../src/domain/text.ts';
import type { Problem } from '../../src/decks/reading/problem.ts';
import { readDeck } from '../../src/decks/reading/read.ts';
import { changed, SOUND } from './deck.ts';

function places(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ line, column, rule }) => `${line}:${column} ${rule}`);
}

describe('a sound deck', () => {
  it('is read with its defaults', () => {
    const { deck, problems } = readDeck(SOUND, 'http.yaml');
    expect(problems).toEqual([]);
    expect(deck).toMatchObject({
      id: 'http',
      style: 'best-answer',
      language: 'en',
      order: 'any',
      practice: 'any',
      rubric: null,
      task: '',
    });
    expect(deck?.questions[0]).toMatchObject({
      difficultyLevel: 2,
      retired: false,
      reviewed: '2026-11-01',
    });
    expect(deck?.questions[0]?.options.map(({ id, key }) => [id, key])).toEqual([
      ['repeat', false],
      ['token', true],
      ['wait', false],
    ]);
  });

  it.each(['yes', 'no', 'on', '010', '1e3', '0x1F', '12:30', 'null', '~', '3.10', '2026-01-01'])(
    'keeps %s the letters that were written',
    (word) => {
      const { deck } = readDeck(
        changed('Send it again with the same idempotency token', word),
        'a',
      );
      expect(plain(deck?.questions[0]?.options[1]?.text ?? [])).toBe(word);
    },
  );

  it('may be kept from practice until it was asked, and says nothing else there', () => {
    const { deck, problems } = readDeck(`practice: after-asked\n${SOUND}`, 'a');
    expect([problems, deck?.practice]).toEqual([[], 'after-asked']);
    expect(places(readDeck(`practice: never\n${SOUND}`, 'a').problems)).toEqual(['1:11 shape']);
  });

  it.each([
    ['true', true],
    ['false', false],
  ])('may ask members how sure they were: %s', (said, asksSure) => {
    const { deck, problems } = readDeck(`sure: ${said}\n${SOUND}`, 'a');
    expect([problems, deck?.asksSure]).toEqual([[], asksSure]);
  });

  it('has an id for an option without one', () => {
    const { deck } = readDeck(changed('      - id: wait\n        text', '      - text'), 'a');
    expect(deck?.questions[0]?.options[2]?.id).toBe('wait-for-the-nightly-report-and-compare-');
  });

  it('may begin with a byte order mark, and places stay exact', () => {
    expect(readDeck(`\uFEFF${SOUND}`, 'a').deck).toEqual(readDeck(SOUND, 'a').deck);
    expect(places(readDeck(`\uFEFFdeck: A\n`, 'a').problems)[0]).toBe('1:7 shape');
  });

  it('may have the line ends of Windows', () => {
    const { deck } = readDeck(SOUND.replaceAll('\n', '\r\n'), 'a');
    expect(deck).toEqual(readDeck(SOUND, 'a').deck);
  });
});

describe('a broken deck says where', () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['an unknown key', 'explain:', 'explian:', '21:5 unknown-key'],
    ['a missing value', '    explain: A token', '    context: A token', '6:5 missing'],
    ['an id with capitals', 'id: retries', 'id: Retries', '6:9 shape'],
    ['a level in words', 'level: 2', 'level: hard', '25:12 shape'],
    ['a flag that is none', 'key: true', 'key: yes', '15:14 shape'],
    ['a link that is none', 'url: https', 'url: ftp', '28:14 shape'],
    ['a date that is none', '2026-11-01', 'yesterday', '29:15 shape'],
    ['no key', '        key: true\n', '', '9:7 key-count'],
    ['two keys', 'kind: near', 'key: true', '9:7 key-count'],
    ['two equal option ids', 'id: wait', 'id: repeat', '17:9 duplicate'],
    [
      'two equal options',
      'Wait for the nightly report and compare the sums by hand',
      'send it again with the same idempotency TOKEN',
      '18:15 duplicate',
    ],
    ['HTML', 'How may the client', '<b>How</b> may the client', '7:10 markdown'],
    ['an open quotation', 'title: HTTP', 'title: "HTTP', '30:1 yaml'],
    ['a second document', '    level: 2', '---\nb: c', '25:1 yaml'],
    ['a key twice', 'title: HTTP for services', 'title: a\ntitle: b', '3:1 duplicate-key'],
    ['an anchor', 'title: HTTP', 'title: &a HTTP', '2:8 alias'],
    ['an anchor on a map', '  - id: retries', '  - &a\n    id: retries', '6:5 alias'],
    ['a merge of prototypes', 'title: HTTP for services', '__proto__: {}', '2:1 forbidden-key'],
    [
      'Markdown without quotation marks',
      ': Send it again with',
      ': *Send* it again with',
      '14:15 alias',
    ],
    ['a list as a key', 'title: HTTP for services', '[a]: b', '2:1 yaml'],
    ['a map as a key', 'title: HTTP for services', '? {a: b}\n: c', '2:3 yaml'],
    ['a wrong key of a source', '        url:', '        ulr:', '28:9 unknown-key'],
    ['an address with a user', 'https://www.rfc', 'https://a@www.rfc', '28:14 shape'],
    ['an address of nobody', 'https://www.rfc-editor.org', '"https://[" #', '28:14 shape'],
    ['nothing but a space', 'A payment call times out.', '"&nbsp;" #', '7:10 shape'],
    ['a referenced mark', 'A payment', 'A &#x202E; payment', '7:10 hidden-character'],
    ['half of a pair', 'HTTP for services', '"HTTP \\uD800"', '2:8 hidden-character'],
    ['an escaped mark', 'HTTP for services', '"HTTP \\u202E services"', '2:8 hidden-character'],
  ];
  it.each(cases)('%s', (_name, from, to, expected) => {
    const { deck, problems } = readDeck(changed(from, to), 'http.yaml');
    expect(places(problems)).toContain(expected);
    expect(deck).toBeNull();
  });

  it.each([
    ['level: 2', 'level: hard', 'question 1, level: expected 1, 2 or 3'],
    ['key: true', 'key: yes', 'question 1, option 2, key: expected true or false'],
    ['kind: near', 'kind: far', 'expected near, wrong, dangerous or off-topic'],
    ['tags: [http]', 'tags: http', 'question 1, tags: expected a list'],
    ['tags: [http]', 'tags: [Web API]', 'question 1, tag 1: expected lower-case letters'],
    ['title: HTTP for services', 'title: " "', 'title: the text is empty'],
    [
      'title: HTTP for services',
      `title: ${'x'.repeat(101)}`,
      'title: has more than 100 characters',
    ],
    ['    explain: A token', '    context: A token', 'question 1, explain is missing'],
  ])('says what to write for %s', (from, to, words) => {
    const { problems } = readDeck(changed(from, to), 'http.yaml');
    expect(problems[0]?.message.en).toContain(words);
  });

  it('says once what is wrong with a link that is none', () => {
    const { problems } = readDeck(changed('url: https', 'url: ftp'), 'http.yaml');
    expect(problems.map(({ rule }) => rule)).toEqual(['shape']);
  });

  it('names the nearest key', () => {
    const { problems } = readDeck(changed('explain:', 'explian:'), 'http.yaml');
    expect(problems).toContainEqual(
      expect.objectContaining({
        rule: 'unknown-key',
        fix: { en: 'did you mean explain?', de: 'meinst du explain?' },
      }),
    );
  });

  it.each([
    ['        url:', '        ulr:', 'did you mean url?'],
    ['        url:', '        explain:', 'the keys here are title, url'],
    ['tips:', 'lint: {of: []}\ntips:', 'did you mean off?'],
    ['        kind:', '        kidn:', 'did you mean kind?'],
  ])('names the keys of the very place: %s as %s', (from, to, fix) => {
    const { problems } = readDeck(changed(from, to), 'http.yaml');
    expect(problems).toContainEqual(
      expect.objectContaining({
        rule: 'unknown-key',
        fix: expect.objectContaining({ en: fix }),
      }),
    );
  });

  it('says each question id twice only once', () => {
    const again = SOUND.slice(SOUND.indexOf('  - id: retries'));
    const { problems } = readDeck(SOUND + again, 'http.yaml');
    expect(places(problems)).toEqual(['30:9 duplicate']);
  });

  it('says everything that is wrong at once', () => {
    const { problems } = readDeck('deck: A\ntitel: b\nquestions: []\n', 'x.yaml');
    expect(places(problems)).toEqual(
      expect.arrayContaining(['1:7 shape', '1:1 missing', '2:1 unknown-key', '3:12 shape']),
    );
  });

  it.each(['', '\n', '# nothing', '[]', 'deck', '- a', '---\n', '? [a]\n: b\n', '!!binary aGk='])(
    'refuses %j with a place',
    (source) => {
      const { deck, problems } = readDeck(source, 'x.yaml');
      expect(deck).toBeNull();
      expect(problems[0]).toMatchObject({ level: 'error', line: 1 });
    },
  );
});

describe('options that differ little', () => {
  const TEXTS = [
    'Send it again at once; the bank filters twins by amount',
    'Send it again with the same idempotency token',
    'Wait for the nightly report and compare the sums by hand',
  ];
  function of(...texts: readonly string[]): ReturnType<typeof readDeck> {
    let source = SOUND.replaceAll(/- id: \w+\n {8}text/g, '- text');
    for (const [place, text] of texts.entries())
      source = source.replace(TEXTS[place] ?? '', () => JSON.stringify(text));
    return readDeck(source, 'x.yaml');
  }
  function idsOf(...texts: readonly string[]): readonly string[] {
    const { deck, problems } = of(...texts);
    expect(problems).toEqual([]);
    return deck?.questions[0]?.options.map((option) => option.id) ?? [];
  }

  it.each([
    ['C', 'C++', 'C#'],
    ['Да', 'Нет', 'Может быть'],
    ['はい', 'いいえ', '多分'],
    ['-1', '1', '!1'],
    ['`a`', '`A`', 'b'],
    [`${'x'.repeat(60)} a`, `${'x'.repeat(60)} b`, 'x'],
  ])('are told apart: %s, %s, %s', (...texts) => {
    const ids = idsOf(...texts);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,47}$/);
  });

  it('have ids that hang on their words, not on their place', () => {
    const [c, plus, sharp] = idsOf('C', 'C++', 'C#');
    expect(idsOf('C#', 'C', 'C++')).toEqual([sharp, c, plus]);
  });

  it.each([
    ['Yes, always.', 'yes always'],
    ['**Yes**', 'Yes'],
    ['a  b', 'a b'],
    ['ﬁne', 'fine'],
  ])('are the same for a reader: %s, %s', (one, other) => {
    expect(of(one, other).problems.map(({ rule }) => rule)).toEqual(['duplicate']);
  });
});

describe('any text at all', () => {
  const bits = fc.constantFrom(
    '- ',
    '? ',
    ': ',
    ':',
    '[',
    ']',
    '{',
    '}',
    ',',
    '"',
    "'",
    '|',
    '>',
    '&a',
    '*a',
    '!t',
    '!!set',
    '#',
    '%',
    '@',
    '\n',
    '\n  ',
    '\r',
    '\t',
    '---\n',
    '...',
    '<<',
    '__proto__',
    '\\u0000',
    'deck',
    'questions:',
    'a',
    '\uFEFF',
    '\uD800',
    '\u0085',
    '\u2028',
  );
  const sources = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 300 }),
    fc.array(bits, { maxLength: 80 }).map((parts) => parts.join('')),
    // The sound deck with something in its way.
    fc
      .tuple(fc.nat(SOUND.length), fc.nat(8), fc.array(bits, { maxLength: 6 }))
      .map(([at, cut, parts]) => SOUND.slice(0, at) + parts.join('') + SOUND.slice(at + cut)),
  );

  it('is a deck, or has an error with a place inside the file', () => {
    fc.assert(
      fc.property(sources, (source) => {
        const { deck, problems } = readDeck(source, 'x.yaml');
        expect(deck === null).toBe(problems.some((problem) => problem.level === 'error'));
        const lines = source.split('\n').length;
        for (const { line, column } of problems) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines);
          expect(column).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('may be any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(readDeck(bytes, 'x.yaml').deck).toBeNull();
      }),
    );
  });
});
