import fc from '../properties.ts';
import { describe, expect, test } from 'vitest';
import { brokenLimit, choiceLabel, fit, layoutOf, plainCost } from '../../src/fit/index.ts';
import type { Block, Button, Card, Choice } from '../../src/domain/card.ts';
import { plain, text } from '../../src/domain/text.ts';
import type { Limits } from '../../src/ports/limits.ts';
import { actionsOf, anyCard, hostileText } from '../adapters/cards.ts';

const common = {
  counterEditsWithinMs: 0,
  channelPaceMs: 0,
  postsPerSecond: 1_000,
  postsPerSecondOf: 'bot',
  repeatsWithinMs: 0,
} as const;

/** As strict as Slack: `&`, `<` and `>` become four or five characters. */
const escaping: Limits = {
  ...common,
  measure: (value) =>
    value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').length,
  gist: 150,
  heading: 150,
  text: 3_000,
  total: 12_000,
  blocks: 50,
  buttonLabel: 75,
  buttonsPerRow: 5,
  buttons: 60,
  rows: 20,
  alt: 2_000,
  pictures: true,
};

/** As strict as Discord: 4,000 characters in all, markup escaped by a backslash. */
const narrow: Limits = {
  ...common,
  measure: (value) => value.replaceAll(/[\\*_~`|>#[\]()<:@-]/g, '\\$&').length,
  gist: 100,
  heading: 100,
  text: 1_500,
  total: 4_000,
  blocks: 14,
  buttonLabel: 80,
  buttonsPerRow: 5,
  buttons: 20,
  rows: 10,
  alt: 500,
  pictures: false,
};

const manners = fc.constantFrom(escaping, narrow);

describe('fit', () => {
  test('keeps every limit, for any card', () => {
    fc.assert(
      fc.property(anyCard, manners, (card, limits) => {
        expect(brokenLimit(fit(card, limits), limits, plainCost(limits))).toBeNull();
      }),
      { numRuns: 400, endOnFailure: true },
    );
  });

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyCard, manners, (card, limits) => {
        const once = fit(card, limits);
        expect(fit(once, limits)).toEqual(once);
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });

  test('keeps every letter and what every button does, or counts the buttons it cannot show', () => {
    fc.assert(
      fc.property(anyCard, manners, (card, limits) => {
        const fitted = fit(card, limits);
        const before = actionsOf(card);
        expect(lettersOf(fitted)).toEqual(lettersOf(card));
        const missing = Math.max(0, before.length - limits.buttons);
        expect(actionsOf(fitted)).toHaveLength(before.length - missing);
        for (const action of actionsOf(fitted)) expect(before).toContainEqual(action);
        if (missing > 0) expect(readable(fitted)).toContain(`… and ${missing} more`);
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });

  test('never cuts a character in two and leaves no control or reordering character', () => {
    fc.assert(
      fc.property(hostileText, manners, (value, limits) => {
        const shown = readable(fit(said(value.repeat(20)), limits));
        expect(shown).not.toMatch(/\p{Cs}/u);
        expect(shown).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069]/);
        expect(shown).not.toMatch(/\p{M}{9}/u);
      }),
    );
  });

  test('a clipped family of emoji disappears whole', () => {
    const family = '👩‍👩‍👧‍👦';
    const fitted = fit({ gist: family.repeat(40), blocks: [] }, { ...narrow, gist: 50 });
    expect(fitted.gist).toBe(`${family.repeat(4)}…`);
  });

  test('a card within all limits comes back as it was', () => {
    const card = question('Which flow?', ['One', 'Two']);
    expect(fit(card, escaping)).toEqual(card);
  });

  test('a text longer than a block becomes several blocks and loses no word', () => {
    const words = Array.from({ length: 900 }, (_, index) => `word${index}`);
    const fitted = fit(said(words.join(' ')), escaping);
    expect(fitted.blocks.length).toBeGreaterThan(2);
    expect(readable(fitted).split(/\s+/)).toEqual(expect.arrayContaining(words));
  });

  test('the footer and what stands beside give way before the stem and the options', () => {
    const stem = 'Which of these keeps a token out of the address bar? '.repeat(6).trim();
    const options = ['a', 'b', 'c', 'd'].map((letter) =>
      `${letter} ${'reason '.repeat(70)}`.trim(),
    );
    const card = question(stem, options);
    const crowded: Card = {
      ...card,
      blocks: [
        ...card.blocks,
        { kind: 'text', text: text('aside '.repeat(300)), tone: 'normal' },
        { kind: 'text', text: text('footer '.repeat(300)), tone: 'quiet' },
      ],
    };
    const shown = readable(fit(crowded, narrow));
    expect(shown).toContain(stem);
    for (const option of options) expect(shown).toContain(option);
    expect(shown).toMatch(/footer…/);
    expect(shown).toMatch(/aside…/);
  });

  test('when options must give way, the longest does and the short ones stay whole', () => {
    const fitted = fit(question('Which?', ['short one', 'x'.repeat(9_000)]), narrow);
    expect(readable(fitted)).toContain('short one');
    expect(readable(fitted)).toContain('x…');
  });

  test('too many blocks join, and a tail that finds no place is counted', () => {
    const many: Card = {
      gist: 'Many',
      blocks: Array.from({ length: 40 }, (_, index): Block => ({
        kind: 'rows',
        label: `table ${index}`,
        columns: [{ title: 'n', align: 'left' }],
        rows: [{ cells: [[`row ${index}`]], own: false }],
      })),
    };
    const fitted = fit(many, narrow);
    expect(readable(fitted)).toContain('row 0');
    expect(readable(fitted)).toMatch(/… and \d+ more/);
  });

  test('the count of missing buttons stays when a tail finds no place', () => {
    const table = (index: number): Block => ({
      kind: 'rows',
      label: `table ${index}`,
      columns: [{ title: 'n', align: 'left' }],
      rows: [{ cells: [[`row ${index}`]], own: false }],
    });
    const buttons = Array.from({ length: 23 }, (_, index): Button => ({
      label: `Topic ${index}`,
      does: { kind: 'run', line: `practice topic-${index}` },
      weight: 'normal',
    }));
    const tables = Array.from({ length: 20 }, (_, index) => table(index));
    const card: Card = { gist: 'Topics', blocks: [...tables, { kind: 'buttons', buttons }] };
    const fitted = fit(card, narrow);
    expect(brokenLimit(fitted, narrow, plainCost(narrow))).toBeNull();
    expect(readable(fitted)).toContain('… and 3 more');
  });

  test('a long table becomes several with the same columns, and keeps every row', () => {
    const rows = Array.from({ length: 25 }, (_, index) => ({
      cells: [[String(index + 1)], [`Member ${index + 1}`]],
      own: false,
    }));
    const columns = [
      { title: '#', align: 'right' },
      { title: 'Name', align: 'left' },
    ] as const;
    const fitted = fit(
      { gist: 'Board', blocks: [{ kind: 'rows', label: 'Board', columns, rows }] },
      narrow,
    );
    const tables = fitted.blocks.filter((block) => block.kind === 'rows');
    expect(tables.length).toBeGreaterThan(2);
    expect(tables.flatMap((table) => table.rows)).toEqual(rows);
    for (const table of tables) expect(table.columns).toEqual(columns);
  });

  test('where pictures cannot be shown, their description is', () => {
    const card: Card = {
      gist: 'Board',
      blocks: [
        {
          kind: 'picture',
          alt: 'Mira leads with 40 points',
          picture: { chart: 'board', title: 'Board', subtitle: '', rows: [] },
        },
      ],
    };
    expect(readable(fit(card, narrow))).toContain('Mira leads with 40 points');
  });
});

describe('layout of choices', () => {
  const choice = (said: string): Choice => ({
    letter: 'B',
    text: text(said),
    mark: null,
    press: { kind: 'answer', round: 'r', option: 1 },
  });

  test('short options ride on their buttons', () => {
    const choices = [choice('401'), choice('403')];
    expect(layoutOf(choices, escaping)).toBe('on-buttons');
    expect(choiceLabel(choice('403'), 'on-buttons')).toBe('B: 403');
  });

  test('one long, styled, marked or closed option moves all of them beside', () => {
    const long = choice('a much longer option that a phone would cut off');
    const styled: Choice = { ...choice('x'), text: text({ text: 'x', code: true }) };
    const marked: Choice = { ...choice('x'), mark: 'key' };
    const closed: Choice = { ...choice('x'), press: null };
    for (const other of [long, styled, marked, closed])
      expect(layoutOf([choice('401'), other], escaping)).toBe('beside');
    expect(choiceLabel(long, 'beside')).toBe('B');
  });

  test('a label is never longer than the platform allows', () => {
    fc.assert(
      fc.property(fc.array(hostileText.map(choice), { minLength: 1, maxLength: 8 }), (choices) => {
        const layout = layoutOf(choices, escaping);
        for (const each of choices)
          expect(escaping.measure(choiceLabel(each, layout))).toBeLessThanOrEqual(75);
      }),
    );
  });
});

function said(value: string): Card {
  return { gist: 'Said', blocks: [{ kind: 'text', text: text(value), tone: 'normal' }] };
}

function question(stem: string, options: readonly string[]): Card {
  return {
    gist: 'A question',
    blocks: [
      { kind: 'heading', text: 'API security · question 3 of 24' },
      { kind: 'text', text: text(stem), tone: 'normal' },
      {
        kind: 'choices',
        choices: options.map((option, place) => ({
          letter: 'ABCDEFGH'.charAt(place),
          text: text(option),
          mark: null,
          press: { kind: 'answer', round: 'r', option: place },
        })),
      },
    ],
  };
}

function lettersOf(card: Card): readonly string[] {
  return card.blocks.flatMap((block) =>
    block.kind === 'choices' ? block.choices.map((choice) => choice.letter) : [],
  );
}

function readable(card: Card): string {
  return card.blocks
    .map((block) => {
      if (block.kind === 'heading') return block.text;
      if (block.kind === 'text') return plain(block.text);
      if (block.kind === 'choices')
        return block.choices.map((choice) => plain(choice.text)).join('\n');
      if (block.kind === 'rows')
        return block.rows
          .flatMap((row) => row.cells)
          .map((cell) => plain([{ kind: 'paragraph', spans: cell }]))
          .join('\n');
      return '';
    })
    .join('\n');
}
