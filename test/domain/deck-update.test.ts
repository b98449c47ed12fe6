import { describe, expect, it } from 'vitest';
import {
  questionWith,
  type OptionFields,
  type QuestionFields,
} from '../../src/domain/deck-fields.ts';
import { deckUpdate } from '../../src/domain/deck-update.ts';

function option(text: string, more: Partial<OptionFields> = {}): OptionFields {
  return { id: text.toLowerCase(), text, short: '', why: '', key: false, kind: '', ...more };
}

function question(id: string, more: Partial<QuestionFields> = {}): QuestionFields {
  return {
    ...questionWith(`What is ${id}?`, id),
    options: [option('Red', { key: true }), option('Green'), option('Blue')],
    ...more,
  };
}

const FULL = question('sky', {
  options: [
    option('Red', { key: true, why: 'It is', short: 'r' }),
    option('Green', { why: 'It is not', kind: 'near' }),
    option('Blue'),
  ],
  explain: 'Because',
  tags: ['own'],
  level: '2',
  sources: [{ title: 'A', url: 'https://a.example' }],
  reviewed: '2026-11-01',
});

describe('questions that are brought into a deck', () => {
  it('change nothing where they bring nothing', () => {
    const deck = [FULL, question('sea')];
    const update = deckUpdate(deck, [question('sky'), question('sea')]);
    expect(update).toEqual({
      put: [],
      lacksReasons: false,
      added: [],
      changed: [],
      same: 2,
      missing: [],
    });
  });

  it('keep id, place and everything that did not come with them', () => {
    const brought = question('other-id', {
      ask: 'what is  Sky',
      options: [option('Blue', { key: true }), option('Green'), option('Red')],
      tags: ['new'],
      sources: [
        { title: 'A, again', url: 'https://a.example' },
        { title: 'B', url: 'https://b.example' },
      ],
    });
    const { put, changed } = deckUpdate([question('sea'), FULL], [brought]);
    expect(changed).toEqual([{ at: 1, id: 'sky', ask: 'what is  Sky' }]);
    expect(put).toEqual([
      {
        at: 1,
        fields: {
          ...FULL,
          ask: 'what is  Sky',
          options: [
            option('Red', { why: 'It is', short: 'r' }),
            option('Green', { why: 'It is not', kind: 'near' }),
            option('Blue', { key: true }),
          ],
          tags: ['own', 'new'],
          sources: [...FULL.sources, { title: 'B', url: 'https://b.example' }],
        },
      },
    ]);
  });

  it('are new ones where neither stem nor id is known, and leave alone what did not come', () => {
    const update = deckUpdate([FULL, question('sea')], [question('moss'), FULL]);
    expect(update.added).toEqual([{ at: 2, id: 'moss', ask: 'What is moss?' }]);
    expect(update.put.map(({ at }) => at)).toEqual([null]);
    expect(update.missing).toEqual([{ at: 1, id: 'sea', ask: 'What is sea?' }]);
    expect(update.same).toBe(1);
    expect(update.lacksReasons).toBe(true);
  });

  it('are known by their stems before their ids, which a file may have numbered anew', () => {
    const deck = [question('q1', { ask: 'First?' }), question('q2', { ask: 'Second?' })];
    const swapped = [question('q1', { ask: 'Second?' }), question('q2', { ask: 'First?' })];
    expect(deckUpdate(deck, swapped).same).toBe(2);
    const renamed = deckUpdate(deck, [question('q2', { ask: 'Second, better?' })]);
    expect(renamed.put.map(({ at, fields }) => [at, fields.id])).toEqual([[1, 'q2']]);
  });

  it('never share a place or an id', () => {
    const deck = [question('q1', { ask: 'First?' })];
    const twice = [question('q9', { ask: 'First?' }), question('q1', { ask: 'Another?' })];
    const { put, same } = deckUpdate(deck, twice);
    expect(same).toBe(1);
    expect(put.map(({ at, fields }) => [at, fields.id, fields.ask])).toEqual([
      [null, 'q1-2', 'Another?'],
    ]);
  });

  it('let the one option that was written anew keep its id, and a new one take no other’s', () => {
    const anew = question('sky', {
      options: [option('Crimson', { key: true }), option('Green'), option('Blue')],
    });
    const [changed] = deckUpdate([FULL], [anew]).put;
    expect(changed?.fields.options.map(({ id, text, why }) => [id, text, why])).toEqual([
      ['red', 'Crimson', 'It is'],
      ['green', 'Green', 'It is not'],
      ['blue', 'Blue', ''],
    ]);
    const two = question('sky', {
      options: [option('Red', { key: true }), option('Teal'), option('Grey', { id: 'red' })],
    });
    const options = deckUpdate([FULL], [two]).put[0]?.fields.options ?? [];
    expect(options.map(({ id, text }) => [id, text])).toEqual([
      ['red', 'Red'],
      ['teal', 'Teal'],
      ['', 'Grey'],
    ]);
  });
});
