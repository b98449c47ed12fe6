import { readFileSync } from 'node:fs';
import fc from '../../properties.ts';
import { expect, it } from 'vitest';
import { lintContext } from '../../../src/cli/lint-context.ts';
import { checkDeck } from '../../../src/decks/editing/check-deck.ts';
import { parserOfChanges } from '../../../src/decks/editing/parse-changes.ts';
import type { YamlParser } from '../../../src/decks/reading/parse-yaml.ts';

const DECK = readFileSync('decks/http-and-rest.yaml', 'utf8');
const SHORT = DECK.slice(0, DECK.indexOf('  - id: ', DECK.indexOf('  - id: ', 4_000) + 1));
const CONTEXT = lintContext('2026-11-28');

/** What people and machines type into YAML, also what closes nothing or ends a question. */
const TYPED = fc.constantFrom(
  'x',
  ' ',
  '\n',
  'ü',
  '"',
  "'",
  ':',
  ': ',
  '- ',
  '#',
  ' # no',
  '|',
  '[',
  ']',
  '{',
  '&a',
  '*a',
  '\t',
  '\u202E',
  '\n  - id: more\n    ask: Why?\n',
  '\n    levle: 2\n',
  '\n---\n',
  '\ntitle: Two\n',
  '    - x\n',
  '\n\n',
  '>-\n',
);
const EDIT = fc.record({
  /** Where, as a share of the text. */
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(3), fc.nat(400)),
  typed: fc.oneof(TYPED, fc.constant('')),
  /** Whether the next edit is made of this text or of the one before. */
  stays: fc.boolean(),
});

it('reads a deck as one types exactly as it reads it whole', { timeout: 120_000 }, () => {
  let spliced = 0;
  fc.assert(
    fc.property(fc.array(EDIT, { minLength: 1, maxLength: 6 }), (edits) => {
      const { parse, count } = counting(parserOfChanges());
      let text = SHORT;
      expect(checkDeck(text, CONTEXT, parse)).toEqual(checkDeck(text, CONTEXT));
      for (const { at, cut, typed, stays } of edits) {
        const place = Math.floor(at * text.length);
        const changed = text.slice(0, place) + typed + text.slice(place + cut);
        expect(checkDeck(changed, CONTEXT, parse)).toEqual(checkDeck(changed, CONTEXT));
        if (stays) text = changed;
      }
      spliced += count();
    }),
    { numRuns: 60 },
  );
  // It says nothing if nothing was spliced.
  expect(spliced).toBeGreaterThan(15);
});

/** Counts how often the document of the call before was used again. */
function counting(parse: YamlParser) {
  let before: unknown = null;
  let again = 0;
  return {
    count: () => again,
    parse: (source: string | Uint8Array) => {
      const parsed = parse(source);
      const document = parsed.kind === 'parsed' ? parsed.document : null;
      if (document !== null && document === before) again += 1;
      before = document;
      return parsed;
    },
  };
}

it('refuses a deck that has grown too large as it refuses it whole', () => {
  const question = (id: string, letters: number): string =>
    `  - id: ${id}\n    ask: Which?\n    explain: ${'a'.repeat(letters)}\n`;
  const deck = (letters: number): string =>
    `deck: d\ntitle: D\nquestions:\n${question('long', 1_048_000)}${question('short', letters)}`;
  const parse = parserOfChanges();
  expect(parse(deck(100)).kind).toBe('parsed');
  expect(parse(deck(1_000))).toMatchObject({
    kind: 'refused',
    refusal: { rule: 'too-large' },
  });
});
