import { createHash } from 'node:crypto';
import type { Deck, PinnedQuestion, Question } from '../../src/domain/deck.ts';
import { text } from '../../src/domain/text.ts';
import { contentHash } from '../../src/decks/pin.ts';
import type { Decks } from '../../src/ports/decks.ts';

/** A question with four options; `key` says which one is right. */
export function question(id: string, key = 1): Question {
  return {
    id,
    ask: text(`What about ${id}?`),
    context: [],
    options: ['red', 'green', 'blue', 'grey'].map((name, place) => ({
      id: name,
      text: text(`The ${name} way of ${id}`),
      short: name,
      key: place === key,
      why: text(`Because ${name} is as it is for ${id}.`),
      kind: place === key ? null : 'near',
    })),
    explain: text(`Green explains ${id}.`),
    points: [text(`first point of ${id}`), text(`second point of ${id}`)],
    tags: [id],
    difficultyLevel: 1,
    sources: [{ title: 'A source', url: 'https://example.com/source' }],
    reviewed: '2026-11-24',
    retired: false,
  };
}

/** So many questions, called q0, q1 and so on. */
export function questions(count: number): readonly Question[] {
  return Array.from({ length: count }, (_, index) => question(`q${index}`));
}

export function deckOf(
  id: string,
  questions: readonly Question[],
  order: Deck['order'] = 'fixed',
): Deck {
  return {
    id,
    title: `Deck ${id}`,
    task: 'Choose well',
    rubric: null,
    style: 'best-answer',
    language: 'en',
    order,
    practice: 'any',
    asksSure: false,
    tips: [text('A tip')],
    questions,
  };
}

export function decksOf(...all: readonly Deck[]): Decks {
  return {
    all: () => all,
    find: (id) => all.find((deck) => deck.id === id) ?? null,
    problems: () => [],
    pin: pinOf,
    contentHash,
  };
}

export function pinOf(deck: Deck, asked: Question): PinnedQuestion {
  return {
    hash: createHash('sha256')
      .update(JSON.stringify([deck.id, asked]))
      .digest('hex'),
    deck: deck.id,
    deckTitle: deck.title,
    style: deck.style,
    rubric: deck.rubric,
    tips: deck.tips,
    number: deck.questions.indexOf(asked) + 1,
    of: deck.questions.length,
    question: asked,
  };
}
