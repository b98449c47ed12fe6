import fc from '../properties.ts';
import { expect, it } from 'vitest';
import { lintContext } from '../../src/cli/lint-context.ts';
import { limits } from '../../src/adapters/discord/render/limits.ts';
import { sizeOfCard } from '../../src/fit/measure.ts';
import { questionCard } from '../../src/app/rounds/question-card.ts';
import { lintDeck } from '../../src/decks/linting/lint.ts';
import { pin } from '../../src/decks/pin.ts';
import { readDeck } from '../../src/decks/reading/read.ts';
import { openQuestion } from '../../src/domain/round.ts';
import { wordsIn } from '../../src/i18n/index.ts';
import { changed, TODAY } from './deck.ts';

it('a question that the lint lets pass fits into one message with every letter', () => {
  const words = fc.constantFrom(
    'word',
    '_x_',
    '`code`',
    '**bold**',
    'a-b',
    '(c)',
    '#1',
    '\n\n',
    '\n- ',
    '[d](https://e.fr)',
  );
  const prose = fc
    .tuple(
      fc.array(words, { minLength: 1, maxLength: 12 }),
      fc.oneof(
        fc.integer({ min: 1, max: 2_900 }),
        fc.noBias(fc.integer({ min: 2_400, max: 2_900 })),
      ),
    )
    .map(([some, length]) => `a ${some.join(' ').repeat(length)}`.slice(0, length));
  const near = { passed: 0, refused: 0 };
  fc.assert(
    fc.property(prose, prose, (context, option) => {
      const source = changed(
        '    options:',
        `    context: ${JSON.stringify(context)}\n    options:`,
      ).replace(
        'Send it again at once; the bank filters twins by amount',
        JSON.stringify(option.slice(0, 600)),
      );
      const { deck } = readDeck(source, 'x.yaml');
      const question = deck?.questions[0];
      if (deck === null || question === undefined) return;
      const asked = {
        round: 'abcdefghijklmnop',
        question: openQuestion(pin(deck, question), [2, 0, 1]),
        ordinal: 9999,
        closesWithNext: false,
        hasTips: true,
        day: '2026-11-24',
        zone: 'Europe/Berlin',
        closesAt: 1_795_000_000_000,
        answered: 1_000_000,
      };
      const size = sizeOfCard(questionCard(wordsIn(null), asked), limits.measure);
      const refused = lintDeck(source, 'x.yaml', lintContext(TODAY)).some(
        ({ rule }) => rule === 'too-long',
      );
      if (!refused) expect(size).toBeLessThanOrEqual(limits.total);
      // Nor does it refuse what is far from the limit.
      else expect(size).toBeGreaterThan(limits.total * 0.98);
      near[refused ? 'refused' : 'passed'] += 1;
    }),
    {
      numRuns: 300,
      // One on each side, so that neither half of the rule goes untested by chance.
      examples: [
        ['a a', 'a b'],
        ['a:b '.repeat(720), 'a:b '.repeat(145)],
      ],
    },
  );
  expect(near.passed).toBeGreaterThan(0);
  expect(near.refused).toBeGreaterThan(0);
});
