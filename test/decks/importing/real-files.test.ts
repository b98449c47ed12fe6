import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { assembleDecks } from '../../../src/decks/importing/assemble-decks.ts';
import { decodeText } from '../../../src/decks/importing/decode-text.ts';
import { TEXT_PARSERS, textFormat } from '../../../src/decks/importing/detect-format.ts';
import { draftQuestion, type DraftQuestion } from '../../../src/decks/importing/draft-question.ts';
import { readDeck } from '../../../src/decks/reading/read.ts';

/** Files that other people wrote, kept beside the project because of their licences. */
const ROOT =
  ['../shared/question-files', '../../shared/question-files'].find((one) => existsSync(one)) ?? '';

/** Folder or file → questions read, and questions that a deck can hold. */
const COUNTS: Readonly<Record<string, readonly [string, number, number]>> = {
  'aiken/aiken_errors.txt': ['aiken', 5, 2],
  'csv/sampleMultichoice.csv': ['csv', 6, 3],
  'csv/sampleTruefalse.csv': ['csv', 2, 2],
  'ghcertified/actions': ['markdown', 22, 19],
  'ghcertified/admin': ['markdown', 12, 9],
  'ghcertified/advanced_security': ['markdown', 15, 10],
  'ghcertified/copilot': ['markdown', 5, 2],
  'ghcertified/foundations': ['markdown', 18, 13],
  gift: ['gift', 56, 19],
  'lakeys/questions_0.example.yml': ['lakeys', 2, 2],
  'lakeys/questions_1.example.yml': ['lakeys', 2, 2],
  'lakeys/questions_2.example.yml': ['lakeys', 2, 2],
  'moodle-xml/Number-of-roots-for-a-polynomial.xml': ['moodle-xml', 216, 216],
  'moodle-xml/simple-arithmetic-latex.xml': ['moodle-xml', 1, 1],
  'opentdb/opentdb-tenth.json': ['opentdb', 525, 525],
  'opentriviaqa/brain-teasers': ['opentriviaqa', 207, 207],
  'opentriviaqa/entertainment': ['opentriviaqa', 280, 280],
  'opentriviaqa/for-kids': ['opentriviaqa', 759, 759],
  'quizdown/syntax.md': ['markdown', 4, 3],
};

function filesOf(name: string): readonly string[] {
  const full = path.join(ROOT, name);
  if (!statSync(full).isDirectory()) return [full];
  return readdirSync(full)
    .filter((file) => !file.startsWith('LICENSE'))
    .map((file) => path.join(full, file));
}

function read(file: string) {
  const { text } = decodeText(readFileSync(file));
  const format = textFormat(text, file);
  const drafts: DraftQuestion[] = [];
  const reasons: string[] = [];
  let count = 0;
  for (const item of format === null
    ? []
    : TEXT_PARSERS[format]({ text, file, columns: new Map() })) {
    if (item.kind === 'note') continue;
    count += 1;
    const found = item.kind === 'question' ? draftQuestion(item) : item;
    if (found.kind === 'draft') drafts.push(found);
    else reasons.push(found.reason.en);
  }
  return { format, drafts, count, reasons };
}

/** Why the other questions were left out, with numbers as `n`. */
const LEFT_OUT: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'aiken/aiken_errors.txt': {
    'it has one option only': 1,
    'the options have no question above them': 1,
    'it has no line ANSWER: with its key': 1,
  },
  'csv/sampleMultichoice.csv': { 'it has n keys: a deck asks for one': 3 },
  'ghcertified/actions': { 'it has n keys: a deck asks for one': 3 },
  'ghcertified/admin': { 'it has n keys: a deck asks for one': 3 },
  'ghcertified/advanced_security': { 'it has n keys: a deck asks for one': 5 },
  'ghcertified/copilot': { 'it has n keys: a deck asks for one': 3 },
  'ghcertified/foundations': { 'it has n keys: a deck asks for one': 5 },
  gift: {
    'a description asks nothing': 6,
    'it has n keys: a deck asks for one': 1,
    'an essay has no options': 5,
    'a matching question has no single key': 3,
    'a numerical question has no options': 11,
    'the answer is typed': 10,
    'an option weighs n%: a deck has right and wrong only': 1,
  },
  'quizdown/syntax.md': { 'a list without boxes is no choice: a sequence is not carried': 1 },
};

function counted(reasons: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const reason of reasons) {
    const kind = reason.replaceAll(/\d+/g, 'n');
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

describe.skipIf(ROOT === '')('files of other people', () => {
  it.each(Object.entries(COUNTS))('%s', (name, [format, count, written]) => {
    const found = filesOf(name).map((file) => ({ file, ...read(file) }));
    expect(new Set(found.map((one) => one.format))).toEqual(new Set([format]));
    const sum = found.reduce((total, one) => total + one.count, 0);
    const drafts = found.flatMap((one) => one.drafts.map((draft) => ({ file: one.file, draft })));
    expect([sum, drafts.length]).toEqual([count, written]);
    expect(counted(found.flatMap((one) => one.reasons))).toEqual(LEFT_OUT[name] ?? {});
    const plan = { id: 'deck', title: 'Deck', language: null, style: 'fact' } as const;
    for (const deck of assembleDecks(drafts, plan).decks) {
      const { problems, deck: back } = readDeck(deck.yaml, 'deck.yaml');
      expect(problems).toEqual([]);
      expect(back?.questions).toHaveLength(deck.questions);
    }
  });
});
