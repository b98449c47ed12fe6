import { describe, expect, it } from 'vitest';
import { reasons } from '../../src/app/answering/explanation-card.ts';
import { lintContext } from '../../src/cli/lint-context.ts';
import { lintDeck } from '../../src/decks/linting/lint.ts';
import { pin } from '../../src/decks/pin.ts';
import { deckJsonSchema } from '../../src/decks/reading/schema.ts';
import { readDeck } from '../../src/decks/reading/read.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import { TODAY } from './deck.ts';

const BARE = `deck: bare
title: A deck that was brought along
questions:
  - id: seasons
    ask: Which of these is a season?
    options:
      - {id: spring, text: Spring, key: true}
      - {id: easter, text: Easter}
`;
const PARTIAL = BARE.replace('questions:', 'reasons: partial\nquestions:');

describe('a deck whose reasons are still to be written', () => {
  it('is read once it says so', () => {
    expect(readDeck(PARTIAL, 'a').problems).toEqual([]);
    expect(readDeck(PARTIAL, 'a').deck?.questions[0]).toMatchObject({ explain: [] });
  });

  it('is an error otherwise, at each place', () => {
    const problems = lintDeck(BARE, 'a', lintContext(TODAY))
      .filter(({ level }) => level === 'error')
      .map(({ line, rule, message }) => `${line} ${rule} ${message.en}`);
    expect(problems).toEqual([
      '4 missing question 1, explain is missing',
      '7 missing question 1, option 1, why is missing',
      '8 missing question 1, option 2, why is missing',
    ]);
  });

  it('is linted without a word about the missing reasons', () => {
    const rules = lintDeck(PARTIAL, 'a', lintContext(TODAY)).map(({ rule }) => rule);
    expect(rules).not.toContain('rationale-equal');
    expect(rules).not.toContain('rationale-short');
  });

  it('says to an answer that its reasons are still to be written', () => {
    const deck = readDeck(PARTIAL, 'a').deck;
    const question = deck?.questions[0];
    const [key, wrong] = question?.options ?? [];
    if (deck === null || question === undefined || wrong === undefined || key === undefined)
      throw new Error('the deck has no question');
    const round = { id: 'r', pinned: pin(deck, question), dealt: [1, 0], keys: [key.id] };
    const words = wordsIn('en');
    const said = reasons(words, { round, chosen: wrong });
    expect(said).toMatchObject([{ text: [{ spans: [words.reasonsMissing()] }] }]);
  });

  it('is what the schema for editors allows', () => {
    expect(JSON.parse(deckJsonSchema())).toMatchObject({
      if: { properties: { reasons: { const: 'partial' } } },
      else: { properties: { questions: { items: { required: ['explain'] } } } },
    });
  });
});
