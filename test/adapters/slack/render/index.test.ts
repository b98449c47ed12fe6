import fc from '../../../properties.ts';
import { describe, expect, test } from 'vitest';
import {
  fitted,
  limits,
  privateMessage,
  renderMessage,
} from '../../../../src/adapters/slack/render/index.ts';
import { cardView, formView, homeView } from '../../../../src/adapters/slack/render/views.ts';
import { writeResponse } from '../../../../src/adapters/slack/render/written.ts';
import { encodeAction } from '../../../../src/domain/action.ts';
import type { Block, Card } from '../../../../src/domain/card.ts';
import { share } from '../../../../src/domain/remembering.ts';
import { plainSpans, text } from '../../../../src/domain/text.ts';
import type { Spans, Text } from '../../../../src/domain/text.ts';
import { actionsOf, anyCard, crowdedCard, hostileText, sharing } from '../../cards.ts';
import { asking } from '../../recording-bot.ts';
import { lawfulMessage, lawfulView } from '../standin/lawful.ts';
import type { Lawful } from '../standin/lawful.ts';
import { pingsIn, shownButtons, shownText } from '../standin/read.ts';
import type { Form } from '../../../../src/domain/form.ts';

const RUNS = { numRuns: 400 };

function lawful(card: Card): Lawful {
  const { text: said, blocks } = renderMessage(fitted(card, false), 'round:1');
  const read = lawfulMessage(said, blocks);
  if ('error' in read) throw new Error(`${read.error}: ${read.reasons.join('; ')}`);
  return read.ok;
}

/** The literal strings of a text, as its renderer must show them. */
function literals(value: Text): readonly string[] {
  const inSpans = (spans: Spans): readonly string[] =>
    spans
      .filter((span) => typeof span === 'string' && span !== '')
      .map((span) => plainSpans([span]));
  return value.flatMap((paragraph) => {
    switch (paragraph.kind) {
      case 'paragraph':
        return inSpans(paragraph.spans);
      case 'list':
        return paragraph.items.flatMap((item) => inSpans(item));
      case 'code':
        return [paragraph.code];
      default:
        return paragraph satisfies never;
    }
  });
}

describe('any card', () => {
  test('becomes a lawful message', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        lawful(card);
      }),
      RUNS,
    );
  });

  test('pings nobody and links nowhere on its own', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const { text: said, blocks } = lawful(card);
        expect(pingsIn(said, blocks)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('keeps every button of the fitted card, in order', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const codes = actionsOf(fitted(card, false)).map((does) =>
          'url' in does ? null : encodeAction(does),
        );
        expect(shownButtons(lawful(card).blocks).map((button) => button.code)).toEqual(codes);
      }),
      RUNS,
    );
  });

  test('wraps buttons into rows that Slack takes, and loses none', () => {
    fc.assert(
      fc.property(crowdedCard, (card) => {
        const buttons = shownButtons(lawful(card).blocks);
        expect(buttons).toHaveLength(Math.min(actionsOf(card).length, limits.buttons));
      }),
      { numRuns: 60 },
    );
  });

  test('shows every literal string of the fitted card letter by letter', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const shown = shownText(lawful(card).blocks);
        for (const block of fitted(card, false).blocks) {
          if (block.kind !== 'text') continue;
          for (const literal of literals(block.text)) expect(shown).toContain(literal);
        }
      }),
      RUNS,
    );
  });

  test('becomes lawful views', () => {
    const aboard = { channel: 'C1', home: false };
    fc.assert(
      fc.property(anyCard, (card) => {
        expect(lawfulView(cardView(card, aboard))).toHaveProperty('ok');
        expect(lawfulView(homeView(card, 'D1'))).toHaveProperty('ok');
      }),
      { numRuns: 150 },
    );
  });
});

describe('blocks that many replies share', () => {
  test('look and are written like any others, each time', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const how = { response_type: 'ephemeral', replace_original: false } as const;
        const message = privateMessage(card);
        const shared = sharing(card);
        for (let turn = 0; turn < 2; turn += 1) {
          const again = privateMessage(shared);
          expect(again).toEqual(message);
          const written = Buffer.from(writeResponse(how, again)).toString('utf8');
          expect(JSON.parse(written)).toEqual({ ...how, ...message });
        }
      }),
      RUNS,
    );
  });

  test('are drawn once', () => {
    const heading = share<Block>({ kind: 'heading', text: 'Right' });
    const own = (said: string): Block => ({ kind: 'text', text: text(said), tone: 'normal' });
    const [first, second] = ['1st', '2nd'].map(
      (said) => privateMessage({ gist: 'x', blocks: [heading, own(said)] }).blocks,
    );
    expect(first?.[0]).toBe(second?.[0]);
    expect(first?.[1]).not.toEqual(second?.[1]);
  });
});

const label = hostileText.map((value) => value.slice(0, 3000));
const options = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), {
  minLength: 1,
  maxLength: 120,
});
const input: fc.Arbitrary<Form['fields'][number]['input']> = fc.oneof(
  fc.record({ kind: fc.constant('line'), value: label, longest: fc.nat(4000) }),
  options.map((values) => ({
    kind: 'one' as const,
    value: values[0] ?? '',
    options: values.map((value) => ({ value, label: `Say ${value}` })),
  })),
  options.map((values) => ({
    kind: 'several' as const,
    values: values.slice(0, 3),
    options: values.map((value) => ({ value, label: `Say ${value}` })),
  })),
);
const form: fc.Arbitrary<Form> = fc.record({
  title: label,
  submit: label,
  cancel: fc.constant('Cancel'),
  does: fc.constant({ kind: 'form', form: 'schedule-daily', about: '' }),
  fields: fc
    .array(fc.record({ label, hint: fc.option(label), required: fc.boolean(), input }), {
      minLength: 1,
      maxLength: 5,
    })
    .map((fields) =>
      fields.map((field, place) => ({ name: `field${'abcde'.charAt(place)}`, ...field })),
    ),
});

test('any form becomes a lawful modal', () => {
  fc.assert(
    fc.property(form, (given) => {
      const read = lawfulView(formView(given, { channel: 'C1', home: true }));
      expect('error' in read ? read.reasons : []).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

describe('a question', () => {
  test('long options stand in full above their letter buttons, which are named for the ear', () => {
    const long =
      'Use the authorization code flow with PKCE, and keep tokens out of the page. '.repeat(4);
    const { blocks, text: said } = lawful(asking('Which flow & why?', [long.trim(), 'Implicit']));
    expect(said).toBe('Question: Which flow &amp; why?');
    expect(blocks.map((block) => block.type)).toEqual([
      'header',
      'rich_text',
      'rich_text',
      'rich_text',
      'actions',
      'actions',
      'context',
    ]);
    expect(shownText(blocks)).toContain(`A  ${long.trim()}`);
    const [first, second] = blocks[4]?.type === 'actions' ? blocks[4].elements : [];
    expect(first).toMatchObject({
      text: { text: 'A', emoji: false },
      value: '1.answer.round-one.0',
    });
    expect(first?.accessibility_label).toMatch(/^A: Use the authorization code flow/);
    expect(second?.accessibility_label).toBe('B: Implicit');
  });

  test('short options ride on their buttons', () => {
    const { blocks } = lawful(asking('Which status?', ['401', '403']));
    expect(shownButtons(blocks).map((button) => button.name)).toEqual(['A: 401', 'B: 403', 'Tips']);
    expect(blocks.filter((block) => block.type === 'rich_text')).toHaveLength(1);
  });

  test('the first block carries the name by which the post is found again', () => {
    expect(lawful(asking('Which?', ['1', '2'])).blocks[0]?.block_id).toBe('deckhand:round:1');
  });
});

describe('text', () => {
  const shown = (value: Text, tone: 'normal' | 'quiet' = 'normal') =>
    renderMessage({ gist: 'g', blocks: [{ kind: 'text', text: value, tone }] }, null).blocks;

  test('styles and links are runs of rich_text', () => {
    const value = text(
      'Use ',
      { text: 'PKCE', bold: true },
      { text: 'spec', link: 'https://a.example/?a=1|2' },
    );
    expect(shown(value)).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Use ' },
              { type: 'text', text: 'PKCE', style: { bold: true } },
              { type: 'link', url: 'https://a.example/?a=1%7C2', text: 'spec' },
            ],
          },
        ],
      },
    ]);
  });

  test('a quiet moment is shown in the zone of each reader', () => {
    const at = Date.UTC(2026, 10, 24, 16, 0);
    const value = text('Closes ', { at, show: 'time', zone: 'Europe/Berlin' });
    expect(shown(value, 'quiet')).toEqual([
      {
        type: 'context',
        elements: [
          { type: 'mrkdwn', text: `Closes <!date^${at / 1000}^{time}|17:00>`, verbatim: true },
        ],
      },
    ]);
  });

  test('quiet text that mrkdwn would style goes another way', () => {
    const at = Date.UTC(2026, 10, 24, 16, 0);
    const value = text('*not bold* ', { at, show: 'time', zone: 'Europe/Berlin' });
    expect(shown(value, 'quiet')).toMatchObject([{ type: 'rich_text' }]);
  });

  test('the columns of a table stand under each other, also with wide letters', () => {
    const blocks = renderMessage(
      {
        gist: 'Board',
        blocks: [
          {
            kind: 'rows',
            label: 'This week',
            columns: [
              { title: 'Member', align: 'left' },
              { title: 'Points', align: 'right' },
            ],
            rows: [
              { cells: [['Ada'], ['120']], own: false },
              { cells: [['日本語'], ['5']], own: true },
            ],
          },
        ],
      },
      null,
    ).blocks;
    expect(shownText(lawfulOf(blocks))).toBe(
      ['This week', '  Member  Points', '  Ada        120', '› 日本語       5'].join('\n'),
    );
  });

  function lawfulOf(blocks: unknown): Lawful['blocks'] {
    const read = lawfulMessage('g', blocks);
    if ('error' in read) throw new Error(read.reasons.join('; '));
    return read.ok.blocks;
  }
});

test('a text measures what Slack stores: three characters are counted as entities', () => {
  expect(limits.measure('a&b')).toBe(7);
  expect(limits.measure('<>')).toBe(8);
});
