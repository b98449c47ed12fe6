import { describe, expect, it } from 'vitest';
import { lintContext } from '../../src/cli/lint-context.ts';
import { lintDeck } from '../../src/decks/linting/lint.ts';
import { RULES } from '../../src/decks/linting/rules/index.ts';
import { changed, SOUND, TODAY } from './deck.ts';

/** A deck of ten questions whose options are `[text, isKey]`. */
function deckOf(options: (question: number) => readonly (readonly [string, boolean])[]): string {
  const questions = Array.from({ length: 10 }, (_, place) =>
    [
      `  - id: q${place}`,
      `    ask: ${'abcdefghij'.charAt(place).repeat(6)} ${place * 7}?`,
      '    options:',
      ...options(place).map(
        ([text, key], at) => `      - {text: "${text}", why: "${at} why", id: o${at}, key: ${key}}`,
      ),
      '    explain: Because.',
    ].join('\n'),
  );
  return `deck: ten\ntitle: Ten\nquestions:\n${questions.join('\n')}\n`;
}

/** Ten questions with the key in a place and of a length. */
function shaped(place: (question: number) => number, keyText: string, otherText: string): string {
  return deckOf((question) =>
    [0, 1, 2, 3].map((at) => {
      const key = at === place(question) % 4;
      return [`${key ? keyText : otherText} ${'wxyz'.charAt(at)}`, key] as const;
    }),
  );
}

/** Ten questions of four options, the key in turn in each place. */
function turned(key: string, others: readonly [string, string, string]): string {
  return deckOf((question) => {
    const texts = [key, ...others];
    return texts.map((_, at) => {
      const text = texts[(at + question) % texts.length] ?? '';
      return [text, text === key] as const;
    });
  });
}

function found(source: string, rule: string, today = TODAY): readonly string[] {
  const problems = lintDeck(source, 'x.yaml', lintContext(today));
  // Only decks that can be asked come as far as these rules.
  expect(problems.filter((one) => ['yaml', 'shape', 'missing'].includes(one.rule))).toEqual([]);
  return problems.filter((one) => one.rule === rule).map((one) => `${one.line}:${one.column}`);
}

const ASK = 'A payment call times out. How may the client send it again safely?';
const KEY = 'Send it again with the same idempotency token';
const FIRST = 'Send it again at once; the bank filters twins by amount';
const THIRD = 'Wait for the nightly report and compare the sums by hand';
const WHY =
  'Two honest payments may have the same amount, so a filter by amount loses one of them.';
const KEY_WHY =
  'The token lets the receiver see that it has done this work before, and answer as it did.';
const EXPLAIN = 'A token chosen by the client names the work, so doing it twice has one effect.';

function options(first: string, key: string, third: string, ask = ASK): string {
  return changed(FIRST, first).replace(KEY, key).replace(THIRD, third).replace(ASK, ask);
}

interface Example {
  readonly rule: string;
  /** What is bad, and where the rule says so. */
  readonly bad: readonly (readonly [string, string])[];
  readonly good: readonly string[];
}

const SECOND = `  - id: second
    ask: How may the client, when a payment call times out, commit it again safely?
    options:
      - {text: One, key: true, why: "The first reason, long enough to be one of the reasons"}
      - {text: Two, why: "Another reason, and as long as those of all the others"}
    explain: So it is.
`;

const EXAMPLES: readonly Example[] = [
  {
    rule: 'distractors-argue',
    bad: [
      [
        options('Send it again, because the bank filters', KEY, 'Wait, so the sums are known'),
        '10:15',
      ],
      [
        options(
          'Sofort noch einmal, weil die Bank filtert',
          KEY,
          'Warten, damit alles klar ist',
        ).replace('tips:', 'language: de\ntips:'),
        '11:15',
      ],
    ],
    good: [
      SOUND,
      options('Send it again, because the bank filters', KEY, THIRD),
      options(
        'Send it again, because the bank filters',
        `${KEY}, so twins are known`,
        'Wait, so it ends',
      ),
      options('Send it again, as well as a note', KEY, 'Wait for as long as the report takes'),
    ],
  },
  {
    rule: 'punctuation-cue',
    bad: [
      [options(FIRST, `${KEY}.`, THIRD), '14:15'],
      [options('Send it (again) at once', KEY, 'Wait for the report (nightly)'), '14:15'],
      [options('Send it again', 'Send it with a token – the same', 'Wait for the report'), '14:15'],
    ],
    good: [
      SOUND,
      options(`${FIRST}.`, `${KEY}.`, `${THIRD}.`),
      options('Send `a(b)` at once', KEY, 'Wait for `c(d)` to end'),
      options(
        FIRST,
        'Send it again with the token that was made for the first call – and no other',
        THIRD,
      ),
    ],
  },
  {
    rule: 'shown-as-written',
    bad: [
      [changed(EXPLAIN, 'It is 2*3*4 in all, and so it is with an init.'), '21:14'],
      [changed(EXPLAIN, 'The method __init__ makes it, and so it is.'), '21:14'],
      [changed(FIRST, '3. Oktober 1990'), '10:15'],
    ],
    good: [
      SOUND,
      changed(EXPLAIN, 'It is 2\\*3\\*4 in all, and `__init__` makes it.'),
      changed(EXPLAIN, 'It is *all* there, and **so** it is.'),
    ],
  },
  {
    rule: 'letter-named',
    bad: [
      [changed(WHY, 'Option B is faster, and everybody knows it by now.'), '11:14'],
      [changed(WHY, 'Slower than answer (C), which is not what was asked.'), '11:14'],
      [changed(EXPLAIN, 'Choices D and A differ in what they store.'), '21:14'],
      [changed(EXPLAIN, 'The first option sends it twice.'), '21:14'],
      [changed(EXPLAIN, 'The last one is too late for the customer.'), '21:14'],
      [changed(EXPLAIN, 'Here B is right, as it keeps the token.'), '21:14'],
      [changed('Ask what happens', 'See answer A for what happens'), '4:5'],
      [changed('before it first sends', 'as the option above says'), '23:9'],
    ],
    good: [
      SOUND,
      changed(WHY, 'The answer a client gets is a status; the option to retry is its own.'),
      changed(
        EXPLAIN,
        'Vitamin B and plan A are no places. Give an answer; choose the last of the values.',
      ),
      changed(ASK, 'Two calls arrive. The first one is slow. What does the second get?'),
    ],
  },
  {
    rule: 'rationale-equal',
    bad: [[changed(WHY, `${KEY_WHY.toUpperCase().slice(0, -1)}!`), '16:14']],
    good: [SOUND],
  },
  {
    rule: 'rationale-short',
    bad: [[changed(WHY, 'Too slow.'), '11:14']],
    good: [SOUND, changed(WHY, 'x'.repeat(40))],
  },
  {
    rule: 'near-duplicate',
    bad: [
      [`${SOUND}${SECOND.replace(/ask: .*/, `ask: ${ASK.replace('may', 'can')}`)}`, '31:10'],
      [`${SOUND}${SECOND.replace(/ask: .*/, `ask: ${ASK.toLowerCase()}`)}`, '31:10'],
    ],
    good: [`${SOUND}${SECOND}`, SOUND],
  },
  {
    rule: 'key-longest',
    bad: [[options('Send it again at once', KEY, 'Wait for the report'), '14:15']],
    good: [SOUND, options('GET', 'DELETE', 'POST'), options('GET', KEY, `${KEY}, but later`)],
  },
  {
    rule: 'longest-is-key',
    bad: [[shaped((question) => question, 'long text', 'short'), '4:3']],
    good: [shaped((question) => question, 'short', 'long text'), SOUND],
  },
  {
    rule: 'one-place',
    bad: [[shaped(() => 1, 'text', 'text'), '4:3']],
    good: [
      shaped((question) => question, 'text', 'text'),
      shaped((one) => (one < 5 ? 1 : 2), 'a', 'a'),
      SOUND,
    ],
  },
  {
    rule: 'all-of-the-above',
    bad: [
      [options('All of the above', KEY, THIRD), '10:15'],
      [options(FIRST, KEY, 'None of these.'), '18:15'],
      [options('Both of them', KEY, THIRD), '10:15'],
    ],
    good: [SOUND, options('Send all of the payments of the day again in the night', KEY, THIRD)],
  },
  {
    rule: 'absolute-words',
    bad: [
      [options('Always send it again at once', KEY, THIRD), '10:15'],
      [options(FIRST, KEY, 'Wait, and NEVER send it again'), '18:15'],
    ],
    good: [
      SOUND,
      options('Always send it again at once', 'Always with the same token', THIRD),
      options('Set `always` to true in its configuration', KEY, THIRD),
    ],
  },
  {
    rule: 'negative-stem',
    bad: [
      [changed(ASK, 'Which of these is not safe to send again?'), '7:10'],
      [changed(ASK, 'All of these help, except?'), '7:10'],
      [changed(ASK, 'Which way costs least?'), '7:10'],
    ],
    good: [
      changed(ASK, 'Which of these is **not** safe to send again?'),
      changed(ASK, 'Which of these is NOT safe to send again?'),
      changed(ASK, 'The host does not answer. What does a careful client do then?'),
      changed(ASK, 'What takes at least two calls?'),
      SOUND,
    ],
  },
  {
    rule: 'echo',
    bad: [[changed(ASK, 'What does idempotency mean to a client of payments?'), '14:15']],
    good: [SOUND, options('Idempotency', 'The idempotency token', THIRD, 'What is idempotency?')],
  },
  {
    rule: 'grammar-cue',
    bad: [
      [options('index', 'lease', 'alarm', 'A lock that times out by itself is a'), '7:10'],
      [options('lease', 'index', 'queue', 'What speeds up a search is an …'), '7:10'],
      [options('A queue', 'Leases', 'A clock', '"What times out by itself are:"'), '7:10'],
    ],
    good: [options('queue', 'lease', 'clock', 'A lock that times out by itself is a'), SOUND],
  },
  {
    rule: 'overlap',
    bad: [
      [options('1 to 10 ms', '5-50 ms', '60–70 ms'), '14:15'],
      [options('more than 5 seconds', 'less than 2 seconds', 'between 4 and 9 seconds'), '18:15'],
      [options('TCP', 'TCP and UDP', 'QUIC'), '14:15'],
    ],
    good: [
      options('1 to 10 ms', '11 to 50 ms', 'over 50 ms'),
      options('1 to 10 ms', '5 to 50 minutes', '60 to 70 hours'),
      options('PUT', 'Input', '1'),
      SOUND,
    ],
  },
  {
    rule: 'too-long',
    bad: [
      [
        options('a'.repeat(600), KEY, 'c'.repeat(400)).replace(
          '    options:',
          `    context: ${'b'.repeat(2_900)}\n    options:`,
        ),
        '7:10',
      ],
      [changed('    options:', `    context: ${'x|'.repeat(1_200)}\n    options:`), '7:10'],
    ],
    good: [
      changed('    options:', `    context: ${'xx'.repeat(1_200)}\n    options:`),
      options('a'.repeat(600), 'b'.repeat(600), 'c'.repeat(600)),
      SOUND,
    ],
  },
  {
    rule: 'tip-gives-away',
    bad: [[changed('Ask what happens', 'Think of an idempotency key'), '4:5']],
    good: [SOUND, changed('Ask what happens', 'Think of the nightly report')],
  },
  {
    rule: 'sources',
    bad: [[SOUND.replace(/    sources:[^]*?(?=    reviewed)/, ''), '6:5']],
    good: [SOUND],
  },
  {
    rule: 'reviewed',
    bad: [
      [changed('    reviewed: 2026-11-01\n', ''), '6:5'],
      [changed('2026-11-01', '2025-11-23'), '29:15'],
      [changed('2026-11-01', '2026-11-25'), '29:15'],
      [changed('2026-11-01', '2026-02-30'), '29:15'],
    ],
    good: [SOUND, changed('2026-11-01', '2025-11-24'), changed('2026-11-01', TODAY)],
  },
  { rule: 'tags', bad: [[changed('    tags: [http]\n', ''), '6:5']], good: [SOUND] },
  { rule: 'level', bad: [[changed('    level: 2\n', ''), '6:5']], good: [SOUND] },
  {
    rule: 'know-nothing',
    bad: [
      [shaped((question) => question, 'it usually depends', 'it is so as always'), '4:3'],
      [shaped(() => 0, 'text', 'text'), '4:3'],
      [
        turned('harbour lantern cottage', [
          'harbour weather volcano',
          'compass lantern blanket',
          'cottage teacher captain',
        ]),
        '4:3',
      ],
    ],
    good: [
      shaped((question) => question, 'text', 'text'),
      turned('harbour weather cottage', [
        'harbour lantern volcano',
        'compass lantern harbour',
        'captain harbour lantern',
      ]),
      shaped((question) => question, 'it usually depends', 'it usually depends'),
      SOUND,
    ],
  },
];

describe.each(EXAMPLES)('the rule $rule', ({ rule, bad, good }) => {
  it.each(bad.map(([source, place], index) => [index + 1, source, place] as const))(
    'finds bad example %i',
    (_number, source, place) => {
      expect(found(source, rule)).toContain(place);
    },
  );

  it.each(good.map((source, index) => [index + 1, source] as const))(
    'is content with good example %i',
    (_number, source) => {
      expect(found(source, rule)).toEqual([]);
    },
  );

  it('is silent where the deck switches it off', () => {
    for (const [source] of bad) {
      const off = source.replace(
        /\nquestions:/,
        `\nlint:\n  off:\n    - {rule: ${rule}, reason: A test}\nquestions:`,
      );
      expect(found(off, rule)).toEqual([]);
      expect(found(off, 'unknown-rule')).toEqual([]);
    }
  });

  it('leaves retired questions alone', () => {
    if (rule === 'tip-gives-away' || rule === 'letter-named') return;
    for (const [source] of bad)
      expect(found(source.replaceAll(/^    ask:/gm, '    retired: true\n    ask:'), rule)).toEqual(
        [],
      );
  });
});

describe('all rules', () => {
  it('have examples', () => {
    expect(EXAMPLES.map((example) => example.rule).sort()).toEqual(
      RULES.map((rule) => rule.id).sort(),
    );
  });

  it('find nothing in the sound deck', () => {
    expect(lintDeck(SOUND, 'x.yaml', lintContext(TODAY))).toEqual([]);
  });

  it('that look for English words are silent in other languages', () => {
    const german = options('Always send it again', KEY, THIRD).replace(
      'tips:',
      'language: de\ntips:',
    );
    expect(found(german, 'absolute-words')).toEqual([]);
    const british = german.replace('language: de', 'language: en-GB');
    expect(found(british, 'absolute-words')).toEqual(['11:15']);
  });

  it('say what to do', () => {
    for (const { bad } of EXAMPLES)
      for (const [source] of bad)
        for (const { message, fix } of lintDeck(source, 'x.yaml', lintContext(TODAY))) {
          expect(message.en).toMatch(/^\S.{9,}/);
          expect(message.de).toMatch(/^\S.{9,}/);
          expect(message.de).not.toBe(message.en);
          for (const one of [fix?.en, fix?.de]) expect(one).toMatch(/^\S.{9,}/);
          expect(JSON.stringify([message, fix?.en ?? '', fix?.de ?? ''])).not.toMatch(
            /undefined|NaN|null|\\n/,
          );
        }
  });
});
