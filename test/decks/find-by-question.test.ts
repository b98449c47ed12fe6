import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findByQuestion } from '../../src/decks/linting/find-by-question.ts';
import { RULES } from '../../src/decks/linting/rules/index.ts';
import type { RuleContext } from '../../src/decks/linting/rules/rule.ts';
import { readDeck } from '../../src/decks/reading/read.ts';
import type { Deck } from '../../src/domain/deck.ts';

const context: RuleContext = { today: '2026-11-29', overflowOf: () => null, asWritten: [] };
const long: RuleContext = {
  ...context,
  overflowOf: (deck, question) => ({
    size: deck.title.length + question.id.length,
    limit: 1,
    platform: { en: 'on Slack', de: 'auf Slack' },
  }),
};

function deckFrom(source: string): Deck {
  const { deck, problems } = readDeck(source, 'deck');
  if (deck === null) throw new Error(JSON.stringify(problems));
  return deck;
}

/** A deck in which every rule about one question finds something. */
const FAULTY = deckFrom(`deck: faulty
title: Faulty
language: en
reasons: partial
tips: ["Answer A is right"]
questions:
  - id: one
    ask: What is not an
    options:
      - {text: "apple, because it is so very much longer than all of the others here", key: true, why: Option A is right}
      - {text: "none of these", why: short}
      - {text: "bread, always", why: short}
  - id: two
    ask: How many days are too many?
    options:
      - {text: Under 5 days, key: true, why: It is good}
      - {text: 2 to 3 days, why: It is bad}
      - {text: 40 days, why: It is worse}
  - id: three
    ask: What holds?
    options:
      - {text: "It holds: mostly", key: true, why: It is good}
      - {text: It always holds because so, why: It is bad}
      - {text: It never holds because so, why: It is worse}
`);

it('what a question was found to have is what is found in it anew, wherever it stands and whatever surrounds it', () => {
  const decks = ['api-security.yaml', 'testen-und-ausliefern.yaml'].map((file) =>
    deckFrom(readFileSync(`decks/${file}`, 'utf8')),
  );
  const [first] = decks;
  if (first === undefined) throw new Error('no deck');
  const more: readonly Deck[] = [
    FAULTY,
    { ...FAULTY, questions: FAULTY.questions.toReversed() },
    { ...FAULTY, language: 'de', tips: [] },
    { ...FAULTY, title: 'A longer title', questions: [...first.questions, ...FAULTY.questions] },
    { ...FAULTY, questions: FAULTY.questions.map((one) => ({ ...one, retired: true })) },
  ];
  const found = new Set<string>();
  for (const deck of [...more, ...decks, ...more]) {
    for (const at of [context, long]) {
      const remembered = findByQuestion(deck, at);
      for (const rule of RULES.filter(({ byQuestion }) => byQuestion === true)) {
        const anew = [...rule.find(deck, at)];
        expect(remembered(rule), rule.id).toEqual(anew);
        if (anew.length > 0) found.add(rule.id);
      }
    }
  }
  // Else the comparison would say nothing of them.
  const all = RULES.filter(({ byQuestion }) => byQuestion === true).map(({ id }) => id);
  expect(all.filter((id) => !found.has(id))).toEqual([]);
});
