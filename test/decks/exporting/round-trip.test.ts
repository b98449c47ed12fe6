import fc from '../../properties.ts';
import { describe, expect, it } from 'vitest';
import type { Deck, Question } from '../../../src/domain/deck.ts';
import { plain, type Text } from '../../../src/domain/text.ts';
import {
  EXPORT_FORMATS,
  exportDeck,
  lostIn,
  type ExportFormat,
} from '../../../src/decks/exporting/export-deck.ts';
import { decodeText } from '../../../src/decks/importing/decode-text.ts';
import { TEXT_PARSERS, textFormat } from '../../../src/decks/importing/detect-format.ts';
import { draftQuestion } from '../../../src/decks/importing/draft-question.ts';
import { textToMarkdown } from '../../../src/decks/importing/text-to-markdown.ts';
import { deckText } from './texts.ts';

/** A text that says something of its own, so that no two options are the same. */
const named = (name: string): fc.Arbitrary<Text> =>
  deckText.map((text): Text => {
    const [first] = text;
    const lead = `${name} is`;
    if (first?.kind !== 'paragraph') return [{ kind: 'paragraph', spans: [lead] }, ...text];
    const [span, ...rest] = first.spans;
    const merged =
      typeof span === 'string'
        ? [`${lead} ${span}`]
        : [`${lead} `, ...(span === undefined ? [] : [span])];
    return [{ kind: 'paragraph', spans: [...merged, ...rest] }, ...text.slice(1)];
  });

const optional = fc.oneof(fc.constant<Text>([]), named('It'));

const question = (id: string): fc.Arbitrary<Question> =>
  fc
    .record({
      ask: fc.oneof(
        named('Stem'),
        deckText.filter((text) => plain(text).trim() !== ''),
      ),
      context: optional,
      texts: fc.tuple(named('A'), named('B'), named('C')),
      whys: fc.tuple(optional, optional, optional),
      key: fc.nat(2),
      explain: optional,
      points: fc.array(
        named('Point').filter((point) => (textToMarkdown(point) ?? '').length < 300),
        { maxLength: 2 },
      ),
      tags: fc.uniqueArray(fc.constantFrom('git', 'http-2', '2fa'), { maxLength: 2 }),
      difficultyLevel: fc.constantFrom(null, 1, 2, 3),
      reviewed: fc.constantFrom(null, '2026-11-24'),
      short: fc.constantFrom(null, '=a short, "one" <b>', "'quoted"),
      kind: fc.constantFrom(null, 'near', 'off-topic'),
      sources: fc.array(
        fc.record({
          title: fc.constantFrom('RFC 9110, section 9', 'A <b> & "c"'),
          url: fc.constantFrom('https://a.example/x?y=1&z=2', 'https://b.example/#a'),
        }),
        { maxLength: 2 },
      ),
    })
    .map(({ texts, whys, key, short, kind, ...rest }): Question => ({
      id,
      retired: false,
      ...rest,
      options: texts.map((text, place) => ({
        id: `option-${place}`,
        text,
        why: whys[place] ?? [],
        key: place === key,
        short: place === 0 ? short : null,
        kind: place === key ? null : kind,
      })),
    }));

const deck: fc.Arbitrary<Deck> = fc.tuple(question('one'), question('two-2')).map((questions) => ({
  id: 'deck',
  title: 'A deck: “with” *signs*',
  task: '',
  rubric: null,
  style: 'fact',
  language: 'en',
  order: 'any',
  practice: 'any',
  asksSure: false,
  tips: [],
  questions,
}));

/** What a format carries of a question, in the words of a deck file. */
function expected(question: Question, format: ExportFormat) {
  const moodle = format === 'gift' || format === 'moodle-xml';
  const { difficultyLevel, reviewed, explain, points, sources, tags } = question;
  const write = (text: Text): string => textToMarkdown(text) ?? '?';
  const context = write(question.context);
  return {
    ask: moodle ? write([...question.ask, ...question.context]) : write(question.ask),
    ...(moodle || context === '' ? {} : { context }),
    options: question.options
      .map(({ id, text, key, why, short, kind }) => ({
        ...(moodle ? {} : { id }),
        text: write(text),
        ...(moodle || short === null ? {} : { short }),
        ...(key ? { key } : {}),
        ...(why.length === 0 ? {} : { why: write(why) }),
        ...(moodle || kind === null ? {} : { kind }),
      }))
      .map((option) => JSON.stringify(option)),
    ...(explain.length === 0 ? {} : { explain: write(explain) }),
    ...(moodle || points.length === 0 ? {} : { points: points.map(write) }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(moodle || difficultyLevel === null ? {} : { level: difficultyLevel }),
    ...(moodle || sources.length === 0 ? {} : { sources }),
    ...(moodle || reviewed === null ? {} : { reviewed }),
  };
}

const FILES = {
  gift: 'a.gift',
  'moodle-xml': 'a.xml',
  csv: 'a.csv',
  anki: 'a.txt',
  markdown: 'a.md',
};

function imported(text: string, format: ExportFormat) {
  const decoded = decodeText(new TextEncoder().encode(text));
  const found = textFormat(decoded.text, FILES[format]);
  if (found === null) throw new Error('the format is not recognised');
  const source = { text: decoded.text, file: FILES[format], columns: new Map<string, string>() };
  return [...TEXT_PARSERS[found](source)].map((item) => {
    const draft = item.kind === 'question' ? draftQuestion(item) : item;
    if (draft.kind !== 'draft') throw new Error(JSON.stringify(draft));
    const options = draft.question.options.map((option) => JSON.stringify(option));
    return { name: draft.name, question: { ...draft.question, options } };
  });
}

describe.each(EXPORT_FORMATS)('%s', (format) => {
  it('says that it does not carry what keeps a deck from practice', () => {
    const [one] = fc.sample(deck, 1);
    if (one === undefined) throw new Error('no deck');
    const sentence = 'practice: after-asked of the deck is not carried';
    expect(exportDeck(one, format).lost).not.toContain(sentence);
    expect(exportDeck({ ...one, practice: 'after-asked' }, format).lost).toContain(sentence);
  });

  it('says what of the deck itself it does not carry', () => {
    const [one] = fc.sample(deck, 1);
    if (one === undefined) throw new Error('no deck');
    const bare = { ...one, task: '', rubric: null, practice: 'any', tips: [] } as const;
    const plain = {
      ...bare,
      style: 'fact',
      language: 'en',
      order: 'any',
      asksSure: false,
    } as const;
    const lostOf = (changed: Deck): readonly string[] =>
      lostIn(changed, format).flatMap(({ field, questions }) => (questions === null ? field : []));
    expect(lostOf(plain)).toEqual(['title']);
    const fields = ['title', 'style', 'language', 'order', 'sure'];
    const rich = { style: 'best-answer', language: 'de', order: 'fixed', asksSure: true } as const;
    expect(lostOf({ ...plain, ...rich })).toEqual(fields);
  });

  it('gives the same questions when it is imported again', { timeout: 3_600_000 }, () => {
    fc.assert(
      fc.property(deck, (one) => {
        const back = imported(exportDeck(one, format).text, format);
        expect(back).toEqual(
          one.questions.map((question) => ({
            name: question.id,
            question: expected(question, format),
          })),
        );
      }),
      { numRuns: Number(process.env['ROUND_TRIPS'] ?? 60) },
    );
  });
});
