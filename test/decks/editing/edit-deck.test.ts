import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lintContext } from '../../../src/cli/lint-context.ts';
import { checkDeck } from '../../../src/decks/editing/check-deck.ts';
import { parserOfChanges } from '../../../src/decks/editing/parse-changes.ts';
import { editInPlace } from '../../../src/decks/editing/edit-question.ts';
import type { DeckEdit } from '../../../src/ports/deck-workshop.ts';
import { editDeck } from '../../../src/decks/editing/edit-deck.ts';
import { deckToYaml } from '../../../src/decks/editing/write-deck.ts';
import { readDeck } from '../../../src/decks/reading/read.ts';
import type { Deck } from '../../../src/domain/deck.ts';
import { WorkshopError } from '../../../src/ports/deck-workshop.ts';

const CONTEXT = lintContext('2026-11-29');
const NAMES = ['api-security', 'git-and-code-review', 'testen-und-ausliefern'];

function sourceOf(name: string): string {
  return readFileSync(`decks/${name}.yaml`, 'utf8');
}

function deckIn(source: string): Deck {
  const { deck, problems } = readDeck(source, 'deck');
  if (deck === null) throw new Error(problems[0]?.message.en ?? 'no deck');
  return deck;
}

describe('a deck that is edited as a form', () => {
  it.each(NAMES)('%s is the same after every question was saved as it stands', (name) => {
    const source = sourceOf(name);
    const { written } = checkDeck(source, CONTEXT);
    if (written === null) throw new Error('nothing is written');
    let edited = editDeck(source, { kind: 'settings', settings: written.settings });
    for (const [at, { fields }] of written.questions.entries())
      edited = editDeck(edited, { kind: 'question', at, fields });
    expect(deckIn(edited)).toEqual(deckIn(source));
  });

  it.each(NAMES)(
    '%s changes in the lines of one question only, to what the whole would be',
    (name) => {
      const source = sourceOf(name);
      const { written } = checkDeck(source, CONTEXT);
      if (written === null) throw new Error('nothing is written');
      const parse = parserOfChanges();
      const last = written.questions.length - 1;
      for (const [at, { fields, source: own, line }] of written.questions.entries()) {
        if (at !== 0 && at !== 7 && at !== last) continue;
        const edits: readonly DeckEdit[] = [
          { kind: 'question', at, fields: { ...fields, explain: `${fields.explain} Changed.` } },
          { kind: 'source', at, source: own.replace(/^tags: .*$/m, 'tags: [changed]') },
          { kind: 'retire', at, retired: true },
        ];
        for (const edit of edits) {
          const edited = editInPlace(source, edit, parse);
          expect(deckIn(edited)).toEqual(deckIn(editDeck(source, edit)));
          const next = written.questions[at + 1]?.line;
          const lines = source.split('\n');
          expect(edited.startsWith(lines.slice(0, line - 1).join('\n'))).toBe(true);
          if (next !== undefined)
            expect(edited.endsWith(lines.slice(next - 1).join('\n'))).toBe(true);
        }
      }
    },
  );

  it.each(NAMES)('%s is the same when it is written from what was read', (name) => {
    const deck = {
      ...deckIn(sourceOf(name)),
      practice: 'after-asked',
      asksSure: true,
      order: 'fixed',
    } as const;
    expect(deckIn(deckToYaml(deck))).toEqual(deck);
    expect(deckIn(deckToYaml(deck, 'other'))).toEqual({ ...deck, id: 'other' });
  });

  it('keeps comments, and what a form does not show', () => {
    const source = [
      '# whose deck this is',
      'deck: own',
      'title: Own',
      'lint:',
      '  off:',
      '    - {rule: sources, reason: ours}',
      'questions:',
      '  # look at this one again',
      '  - id: a',
      '    ask: A?',
      '    options:',
      '      - {text: x, key: true, why: w} # the key',
      '      - {text: y, why: w}',
      '    explain: e',
      '',
    ].join('\n');
    const { written } = checkDeck(source, CONTEXT);
    const [question] = written?.questions ?? [];
    if (written === null || question === undefined) throw new Error('nothing is written');
    let edited = editDeck(source, {
      kind: 'question',
      at: 0,
      fields: { ...question.fields, ask: 'B?', tags: ['no', 'yes'] },
    });
    edited = editDeck(edited, {
      kind: 'settings',
      settings: { ...written.settings, title: 'New: title' },
    });
    for (const kept of ['# whose deck', '# look at this', '# the key', 'rule: sources'])
      expect(edited).toContain(kept);
    const deck = deckIn(edited);
    expect(deck.title).toBe('New: title');
    expect(deck.questions[0]?.tags).toEqual(['no', 'yes']);
  });

  it('is refused while it is no YAML, or has no question at that place', () => {
    const fields = checkDeck(sourceOf('api-security'), CONTEXT).written?.questions[0]?.fields;
    if (fields === undefined) throw new Error('nothing is written');
    for (const [source, at] of [
      ['deck: [', 0],
      ['- a', 0],
      ['deck: own\n', 3],
    ] as const)
      expect(() => editDeck(source, { kind: 'question', at, fields })).toThrow(WorkshopError);
  });
});
