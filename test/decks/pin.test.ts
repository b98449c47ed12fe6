import { describe, expect, it } from 'vitest';
import { pin } from '../../src/decks/pin.ts';
import { readDeck } from '../../src/decks/reading/read.ts';
import type { Deck } from '../../src/domain/deck.ts';
import { changed, SOUND } from './deck.ts';

function deckOf(source: string): Deck {
  const { deck, problems } = readDeck(source, 'x.yaml');
  if (deck === null) throw new Error(JSON.stringify(problems));
  return deck;
}

function hashOf(source: string): string {
  const deck = deckOf(source);
  const question = deck.questions[0];
  if (question === undefined) throw new Error('no question');
  return pin(deck, question).hash;
}

const SECOND = `${SOUND}  - id: second
    ask: Another question?
    options:
      - { text: One, key: true, why: It is one }
      - { text: Two, why: It is two }
    explain: So it is.
`;

describe('a pinned question', () => {
  const same: readonly (readonly [string, string])[] = [
    ['a comment', `# checked by hand\n${SOUND}`],
    ['another notation', changed('title: HTTP for services', 'title: "HTTP for services"')],
    [
      'lines folded elsewhere',
      changed('ask: A payment call', 'ask: >-\n      A payment\n      call'),
    ],
    ['Windows line ends', SOUND.replaceAll('\n', '\r\n')],
    [
      'keys in another order',
      changed('deck: http\ntitle: HTTP for services', 'title: HTTP for services\ndeck: http'),
    ],
    ['a rule that is off', changed('tips:', 'lint:\n  off: [{rule: echo, reason: Test}]\ntips:')],
  ];
  it.each(same)('keeps its hash over %s', (_name, source) => {
    expect(hashOf(source)).toBe(hashOf(SOUND));
  });

  const other: readonly (readonly [string, string])[] = [
    ['the stem', changed('times out', 'fails')],
    ['an option', changed('at once;', 'soon;')],
    ['a rationale', changed('neither of them', 'nobody')],
    ['the key', changed('        key: true\n', '').replace('kind: wrong', 'key: true')],
    ['the explanation', changed('one effect', 'no effect')],
    ['a point', changed('before it first', 'before it')],
    ['the title', changed('HTTP for services', 'HTTP')],
    ['a tip', changed('arrives twice', 'arrives late')],
    ['the id of an option', changed('id: repeat', 'id: again')],
    ['the style', changed('tips:', 'style: fact\ntips:')],
    ['how many there are', SECOND],
  ];
  it.each(other)('has another hash after a change of %s', (_name, source) => {
    expect(hashOf(source)).not.toBe(hashOf(SOUND));
  });

  it('is a SHA-256', () => {
    expect(hashOf(SOUND)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has the same hash whatever order the code built it in', () => {
    const deck = deckOf(SOUND);
    const question = deck.questions[0];
    if (question === undefined) throw new Error('no question');
    const { id, ...rest } = question;
    expect(pin(deck, { ...rest, id }).hash).toBe(pin(deck, question).hash);
  });

  it('knows its place among the questions that are still asked', () => {
    const deck = deckOf(SECOND.replace('    level: 2', '    level: 2\n    retired: true'));
    const second = deck.questions[1];
    if (second === undefined) throw new Error('no second question');
    expect(pin(deck, second)).toMatchObject({ number: 1, of: 1, deckTitle: 'HTTP for services' });
  });
});
