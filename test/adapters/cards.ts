import fc, { anyCharacter } from '../properties.ts';
import type { Action } from '../../src/domain/action.ts';
import type { Block, Button, Card, Choice } from '../../src/domain/card.ts';
import { share } from '../../src/domain/remembering.ts';
import { letterAt } from '../../src/domain/round.ts';
import type { Paragraph, Span, Spans, Text } from '../../src/domain/text.ts';

/** Text as people and attackers write it: emoji, stacked marks, bidi, markup of three platforms, controls. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.lorem({ maxCount: 12 }) },
      fc.string({ unit: anyCharacter, maxLength: 30 }),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom(
        '<!channel>',
        '<@U012AB>',
        '@everyone',
        '<http://evil.example|click>',
        '[click](http://evil.example)',
        '<script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        '&amp;&lt;&#x3c;',
        '```\n`code`',
        '**bold** _it_ ~no~ ||spoiler||',
        '👩‍👩‍👧‍👦',
        '🇩🇪🇫🇷',
        'e\u0301'.repeat(5),
        `Z${'\u0335\u0489'.repeat(60)}`,
        '\u202Eevil\u202C',
        '\u2067right\u2069',
        'مرحبا بالعالم',
        '\u0000\u0007\u001B[31m',
        '\uD83D',
        '\u200B\u200D',
        'a'.repeat(400),
        'line\nline\r\n\nline',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(' '));

const spanText = hostileText.map((value) => value.slice(0, 1_500));

const span: fc.Arbitrary<Span> = fc.oneof(
  { weight: 4, arbitrary: spanText },
  spanText.map((text): Span => ({ text, bold: true })),
  spanText.map((text): Span => ({ text, code: true })),
  spanText.map((text): Span => ({ text, italic: true, link: 'https://example.org/a?b=c&d=e' })),
  fc
    .record({
      at: fc.integer({ min: 0, max: 4e12 }),
      show: fc.constantFrom('time', 'date', 'datetime'),
    })
    .map((moment): Span => ({ ...moment, zone: 'Europe/Berlin' })),
);
const spans: fc.Arbitrary<Spans> = fc.array(span, { maxLength: 4 });

const paragraph: fc.Arbitrary<Paragraph> = fc.oneof(
  { weight: 3, arbitrary: spans.map((spans): Paragraph => ({ kind: 'paragraph', spans })) },
  fc
    .record({ ordered: fc.boolean(), items: fc.array(spans, { maxLength: 5 }) })
    .map((list): Paragraph => ({ kind: 'list', ...list })),
  spanText.map((code): Paragraph => ({ kind: 'code', code, language: 'ts' })),
);
export const anyText: fc.Arbitrary<Text> = fc.array(paragraph, { maxLength: 4 });

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    kind: fc.constant('answer'),
    round: fc.stringMatching(/^[A-Za-z0-9_-]{16}$/),
    option: fc.nat(7),
  }),
  fc.record({ kind: fc.constant('tips'), round: fc.stringMatching(/^[A-Za-z0-9_-]{16}$/) }),
  fc.record({
    kind: fc.constant('run'),
    line: fc.constantFrom('leaderboard week', 'practice api-security 5'),
  }),
);

const button: fc.Arbitrary<Button> = fc.record({
  label: spanText,
  does: fc.oneof(action, fc.constant({ url: 'https://example.org/' })),
  weight: fc.constantFrom('normal', 'primary', 'danger'),
});

const choices: fc.Arbitrary<Block> = fc
  .array(
    fc.record({
      text: anyText,
      mark: fc.constantFrom(null, 'key', 'chosen', 'chosen-key'),
      press: fc.option(action),
    }),
    { minLength: 2, maxLength: 8 },
  )
  .map((dealt) => ({
    kind: 'choices',
    choices: dealt.map((choice, place): Choice => ({ letter: letterAt(place), ...choice })),
  }));

const table: fc.Arbitrary<Block> = fc.integer({ min: 1, max: 5 }).chain((columns) =>
  fc.record({
    kind: fc.constant('rows'),
    label: spanText,
    columns: fc.array(fc.record({ title: spanText, align: fc.constantFrom('left', 'right') }), {
      minLength: columns,
      maxLength: columns,
    }),
    rows: fc.array(
      fc.record({ cells: fc.array(spans, { maxLength: columns }), own: fc.boolean() }),
      { maxLength: 30 },
    ),
  }),
);

const block: fc.Arbitrary<Block> = fc.oneof(
  spanText.map((text): Block => ({ kind: 'heading', text })),
  {
    weight: 4,
    arbitrary: fc
      .record({ text: anyText, tone: fc.constantFrom('normal', 'quiet') })
      .map((said): Block => ({ kind: 'text', ...said })),
  },
  table,
  spanText.map((alt): Block => ({
    kind: 'picture',
    alt,
    picture: { chart: 'spread', title: 'Spread', bars: [] },
  })),
  fc.constant<Block>({ kind: 'line' }),
  fc.array(button, { maxLength: 4 }).map((buttons): Block => ({ kind: 'buttons', buttons })),
);

/** Any card at all: at most one `choices`, as cards are made. */
export const anyCard: fc.Arbitrary<Card> = fc
  .record({
    gist: spanText,
    before: fc.array(block, { maxLength: 8 }),
    choices: fc.option(choices),
    after: fc.array(block, { maxLength: 8 }),
  })
  .map(({ gist, before, choices, after }) => ({
    gist,
    blocks: [...before, ...(choices === null ? [] : [choices]), ...after],
  }));

/** Cards with more buttons than a row of any platform holds, some with more than a message does. */
export const crowdedCard: fc.Arbitrary<Card> = fc
  .array(
    fc.record({
      label: fc.string({ minLength: 1, maxLength: 30 }),
      does: action,
      weight: fc.constantFrom('normal', 'primary', 'danger'),
    }),
    { minLength: 6, maxLength: 60, size: 'max' },
  )
  .map((buttons): Card => ({ gist: 'Many buttons', blocks: [{ kind: 'buttons', buttons }] }));

/** What every pressable thing of a card does, in order. */
export function actionsOf(card: Card): readonly (Button['does'] | Action)[] {
  return card.blocks.flatMap((block): readonly (Button['does'] | Action)[] => {
    if (block.kind === 'buttons') return block.buttons.map((button) => button.does);
    if (block.kind === 'choices')
      return block.choices.flatMap((choice) => (choice.press === null ? [] : [choice.press]));
    return [];
  });
}

/** The same card of blocks that many replies share. */
export function sharing({ gist, blocks }: Card): Card {
  return { gist, blocks: blocks.map((block) => share({ ...block })) };
}
