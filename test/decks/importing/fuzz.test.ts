import { zipSync, strToU8 } from 'fflate';
import fc, { anyCharacter } from '../../properties.ts';
import { describe, it } from 'vitest';
import { parseAnkiPackage } from '../../../src/decks/importing/anki-package.ts';
import { decodeText } from '../../../src/decks/importing/decode-text.ts';
import { TEXT_PARSERS, textFormat } from '../../../src/decks/importing/detect-format.ts';
import { draftQuestion } from '../../../src/decks/importing/draft-question.ts';
import type { Item } from '../../../src/decks/importing/imported.ts';
import { parseSpreadsheet } from '../../../src/decks/importing/kahoot-xlsx.ts';
import { RefusedFile } from '../../../src/decks/importing/refused-file.ts';
import { questionYaml } from '../../../src/decks/importing/to-deck-yaml.ts';
import { readMarkdown, REMEMBERED_TEXTS } from '../../../src/decks/reading/markdown.ts';
import { readDeck } from '../../../src/decks/reading/read.ts';

/** Inputs for each of the twelve parsers; `.ci/run` sets FUZZ_INPUTS=25000, which makes 300,000. */
const INPUTS = Number(process.env['FUZZ_INPUTS'] ?? 150);
/** No input may take a second. */
const LONGEST_MS = 1_000;

/** A good file of each format, to be broken. */
const SEEDS: Readonly<Record<keyof typeof TEXT_PARSERS, string>> = {
  gift: '// [id:a] [tag:b]\n$CATEGORY: $course$/top/X\n\n::t::[html]<p>Q \\{x\\} <b>y</b></p>{\n=[markdown]`a`#why\n~%-50%b\n####more\n}\n\nIs it?{T#n#y}\n',
  aiken: 'Which?\nA) one\nB. two\nC) three\nANSWER: B\n\nNext?\nA) x\nB) y\nANSWER: A\n',
  'moodle-xml':
    '<?xml version="1.0" encoding="UTF-8"?>\n<quiz><question type="category"><category><text>$course$/a</text></category></question><question type="multichoice"><name><text>n</text></name><questiontext format="html"><text><![CDATA[<p>Q &amp; <img src="a.png"></p>]]></text></questiontext><answer fraction="100" format="html"><text>a &lt; b</text><feedback><text>w</text></feedback></answer><answer fraction="0"><text>c</text></answer></question></quiz>',
  markdown:
    '---\nquestion: "Which `one`?"\ndocumentation: https://a.example\n---\n\n```yaml\na: b\n```\n- [x] a\n> why\n- [ ] b\n  ```sh\n  x\n  ```\n\n## H\n\n1. [x] c\n    > d\n1. [ ] ![p](q.png)\n',
  csv: 'question,option 1,option 2,correct,tags\n"What, ""then""?",a,b,A,x;y\nWho?,c,d,2,\n',
  opentdb:
    '{"response_code":0,"results":[{"type":"multiple","difficulty":"hard","category":"A: B","question":"Q &quot;x&quot;?","correct_answer":"a","incorrect_answers":["b","c &amp; d"]}]}',
  opentriviaqa: '\n#Q Which?\nof these\n^ one\nA two\nB one\n\n#Q Two?\n^ x\nA x\nB y\n',
  lakeys:
    '# Category 0 - S\n---\nquestions:\n- question: "Q?"\n  difficulty: easy\n  correct_answer: "a"\n  incorrect_answers:\n  - "b"\n',
  razzia:
    '{"subject":"S","questions":[{"type":"single","question":"Q?","answers":["a","b"],"solutions":[1],"time":30}]}',
  'anki-text':
    '#separator:tab\n#html:true\n#columns:Question\tOption 1\tOption 2\tAnswer\n"<b>Q</b>?"\ta\tb\t1\nx\ty\tz\t3\n',
};

/** Pieces that mean something somewhere. */
const piece = fc.oneof(
  fc.constantFrom(
    ...Array.from('\\{}[]()<>"\'`~=#:;,|&*_-+!?/%$^@\n\t\r\u0000\u0085\u202E\uFEFF\uD800'),
    '---\n',
    '\n\n',
    '{T}',
    '```\n',
    '<![CDATA[',
    ']]>',
    '&#x202E;',
    '&nbsp;',
    '<p>',
    '<table>',
    '<pre>',
    '- [x] ',
    '- [ ] ',
    'ANSWER: A\n',
    '#Q ',
    '^ ',
    '![',
    '](',
    '*a: &a [*a]',
    '{"',
    '":[',
    '\u00E2\u0080\u0099',
    'é',
    '😀',
  ),
  fc.string({ maxLength: 6, unit: anyCharacter }),
);

/** A good text with pieces put in, cut out, doubled and repeated. */
const broken = (seed: string): fc.Arbitrary<string> =>
  fc
    .array(
      fc.record({
        at: fc.nat(seed.length),
        cut: fc.nat(12),
        put: piece,
        times: fc.oneof(
          { weight: 200, arbitrary: fc.constant(1) },
          { weight: 1, arbitrary: fc.constantFrom(50, 3_000) },
        ),
        double: fc.boolean(),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((changes) => {
      let text = seed;
      for (const { at, cut, put, times, double } of changes) {
        const head = text.slice(0, at);
        text = head + put.repeat(times) + text.slice(at + cut) + (double ? head : '');
      }
      return text;
    });

/** Questions that were read as a deck before: most inputs leave one of their questions whole. */
const sound = new Set<string>();

/** All that an import does with a file's items; what comes out is a deck that can be read. */
function use(items: Iterable<Item>): void {
  try {
    for (const item of items) {
      if (item.kind !== 'question') continue;
      const draft = draftQuestion(item);
      if (draft.kind !== 'draft') continue;
      const yaml = questionYaml({ id: 'q', ...draft.question });
      if (sound.has(yaml)) continue;
      const { problems } = readDeck(
        `deck: d\ntitle: D\nreasons: partial\nquestions:\n${yaml}`,
        'd',
      );
      if (problems.length > 0) throw new Error(`${JSON.stringify(problems)}\n${yaml}`);
      sound.add(yaml);
    }
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error;
    if (!/^[^\n]{1,300}$/.test(error.message))
      throw new Error('more than one short line', { cause: error });
  }
}

/** What was read before is remembered no more. */
function forgetTexts(): void {
  sound.clear();
  for (let text = 0; text < REMEMBERED_TEXTS; text += 1) readMarkdown(`*${text}*`);
}

/**
 * Over a second by the clock, other programs may have held it up: then it is done once more, and the processor's time
 * counts. Throws without `expect`, which takes a twentieth of the time of 300,000 inputs.
 */
function useInTime(work: () => void): void {
  const began = performance.now();
  work();
  if (performance.now() - began < LONGEST_MS) return;
  forgetTexts();
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  const took = (user + system) / 1_000;
  if (took >= LONGEST_MS) throw new Error(`took ${took} ms`);
}

describe('a broken file crashes no parser and takes no second:', () => {
  it.each(Object.entries(SEEDS))('%s', { timeout: 3_600_000 }, (format, seed) => {
    const parse = Object.entries(TEXT_PARSERS).find(([name]) => name === format)?.[1];
    if (parse === undefined) throw new Error(`no parser for ${format}`);
    fc.assert(
      fc.property(broken(seed), (letters) => {
        useInTime(() => {
          const { text } = decodeText(Buffer.from(letters, 'utf8'));
          textFormat(text, 'quiz');
          use(parse({ text, file: 'quiz', columns: new Map() }));
        });
      }),
      { numRuns: INPUTS },
    );
  });

  const sheet = strToU8(
    '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Question</t></is></c><c r="B1" t="inlineStr"><is><t>A</t></is></c></row><row r="2"><c r="A2" t="s"><v>0</v></c></row></sheetData></worksheet>',
  );
  const archives = [
    [
      'xlsx',
      parseSpreadsheet,
      zipSync({
        'xl/worksheets/sheet1.xml': sheet,
        'xl/sharedStrings.xml': strToU8('<sst><si><t>Q?</t></si></sst>'),
      }),
    ],
    ['apkg', parseAnkiPackage, zipSync({ 'collection.anki21b': sheet, 'collection.anki2': sheet })],
  ] as const;

  it.each(archives)('%s', { timeout: 3_600_000 }, (_format, parse, good) => {
    const change = fc.record({ at: fc.nat(good.length - 1), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), fc.nat(good.length), (changes, length) => {
        const bytes = Uint8Array.from(length % 3 === 0 ? good.subarray(0, length) : good);
        for (const { at, byte } of changes) if (at < bytes.length) bytes[at] = byte;
        useInTime(() => use(parse(bytes, new Map())));
      }),
      { numRuns: INPUTS },
    );
  });
});
