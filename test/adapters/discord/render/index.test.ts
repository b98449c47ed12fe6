import fc from '../../../properties.ts';
import { describe, expect, test } from 'vitest';
import { costOf } from '../../../../src/adapters/discord/render/limits.ts';
import { markdown } from '../../../../src/adapters/discord/render/markdown.ts';
import { markerOf } from '../../../../src/adapters/discord/outbound/post-marker.ts';
import { fitted, limits, renderMessage } from '../../../../src/adapters/discord/render/index.ts';
import { writeResponse } from '../../../../src/adapters/discord/render/written.ts';
import { encodeAction } from '../../../../src/domain/action.ts';
import type { Block, Card, Choice } from '../../../../src/domain/card.ts';
import { share } from '../../../../src/domain/remembering.ts';
import { bold, plain, text } from '../../../../src/domain/text.ts';
import type { Paragraph, Span, Spans } from '../../../../src/domain/text.ts';
import { actionsOf, anyCard, anyText, crowdedCard, hostileText, sharing } from '../../cards.ts';
import { asking } from '../../recording-bot.ts';
import { flat, lawfulPost } from '../standin/lawful.ts';
import type { LawfulPost } from '../standin/lawful.ts';
import { pingsIn, readMarkdown, shownButtons, shownText } from '../standin/read.ts';

const RUNS = { numRuns: 300 };
const PLACE = { platform: 'discord', workspace: 'discord:1', channel: '2' } as const;

function lawful(card: Card): LawfulPost {
  const ids = markerOf(PLACE, 'round:1');
  const read = lawfulPost(renderMessage(fitted(card, false), { ids }), []);
  if ('reasons' in read) throw new Error(read.reasons.join('; '));
  return read.ok;
}

/** Moments are read as what each reader's own clock says. */
function withoutMoments(paragraph: Paragraph): Paragraph {
  const kept = (spans: Spans): Spans =>
    spans.filter((span) => typeof span === 'string' || !('at' in span));
  switch (paragraph.kind) {
    case 'paragraph':
      return { kind: 'paragraph', spans: kept(paragraph.spans) };
    case 'list':
      return { ...paragraph, items: paragraph.items.map(kept) };
    case 'code':
      return paragraph;
    default:
      return paragraph satisfies never;
  }
}

/** Two texts are the same letters: white space, bullets and signs that show nothing left out. */
const letters = (value: string): string => value.replaceAll(/[\s\u200B•]+/g, '');

describe('any card', () => {
  test('becomes a lawful message: components, text, labels, ids', () => {
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
        const foreign = pingsIn(lawful(card).components).filter(
          (live) => live !== 'link https://example.org/a?b=c&d=e',
        );
        expect(foreign).toEqual([]);
      }),
      RUNS,
    );
  });

  test('keeps every button of the fitted card, in order and told apart', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const codes = actionsOf(fitted(card, false)).map((does) =>
          'url' in does ? null : encodeAction(does),
        );
        const shown = shownButtons(lawful(card).components).map(({ code }) => code);
        expect(shown.map((code) => code?.replace(/\|\d+$/, '') ?? null)).toEqual(codes);
        const pressed = shown.filter((code) => code !== null);
        expect(new Set(pressed).size).toBe(pressed.length);
      }),
      RUNS,
    );
  });

  test('wraps buttons into rows that Discord takes, none lost and as costly as counted', () => {
    fc.assert(
      fc.property(crowdedCard, (card) => {
        const shown = fitted(card, false);
        const { components } = lawful(card);
        expect(shownButtons(components)).toHaveLength(
          Math.min(actionsOf(card).length, limits.buttons),
        );
        const counted = shown.blocks.reduce((sum, block) => sum + costOf(block), 1);
        expect(flat(components).length).toBeLessThanOrEqual(counted);
      }),
      { numRuns: 60 },
    );
  });

  test('costs as many components as were counted', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const shown = fitted(card, false);
        const counted = shown.blocks.reduce((sum, block) => sum + costOf(block), 1);
        expect(flat(lawful(card).components).length).toBeLessThanOrEqual(Math.max(2, counted));
      }),
      RUNS,
    );
  });
});

describe('blocks that many replies share', () => {
  test('look and are written like any others, each time', () => {
    fc.assert(
      fc.property(anyCard, fc.constantFrom(null, '123456789'), (card, guild) => {
        const message = renderMessage(fitted(card, false), { guild });
        const shared = sharing(card);
        for (let turn = 0; turn < 2; turn += 1) {
          const again = renderMessage(fitted(shared, false), { guild });
          expect(again).toEqual(message);
          const written = Buffer.from(writeResponse(4, again)).toString('utf8');
          expect(JSON.parse(written)).toEqual({ type: 4, data: message });
        }
      }),
      RUNS,
    );
  });

  test('are drawn once', () => {
    const block = share<Block>({ kind: 'heading', text: 'Right' });
    const own = (said: string): Block => ({ kind: 'text', text: text(said), tone: 'normal' });
    const [first, second] = ['1st', '2nd'].map((said) => {
      const card = fitted({ gist: 'x', blocks: [block, own(said)] }, false);
      return renderMessage(card).components[0].components;
    });
    expect(second?.[0]).toBe(first?.[0]);
    expect(second?.[1]).not.toEqual(first?.[1]);
  });

  test('keep the ids of their buttons apart', () => {
    const buttons = share<Block>({
      kind: 'buttons',
      buttons: [{ label: 'Help', does: { kind: 'run', line: 'help' }, weight: 'normal' }],
    });
    const alone = shownButtons(lawful({ gist: 'x', blocks: [buttons] }).components);
    const twice = shownButtons(lawful({ gist: 'x', blocks: [buttons, buttons] }).components);
    expect(alone.map(({ code }) => code)).toEqual(['1.run.help']);
    expect(twice.map(({ code }) => code)).toEqual(['1.run.help', '1.run.help|1']);
  });
});

describe('text is text', () => {
  test('any text is read back letter by letter, whatever stands in it', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        const wordy = value.map(withoutMoments).filter(({ kind }) => kind !== 'code');
        const read = readMarkdown(markdown(wordy));
        expect(letters(read.text)).toBe(letters(plain(wordy)));
        expect(read.live.filter((live) => !live.includes('example.org'))).toEqual([]);
      }),
      RUNS,
    );
  });

  test('a literal string is read back exactly, wherever spans are cut', () => {
    fc.assert(
      fc.property(hostileText, fc.nat(40), fc.boolean(), (value, at, strong) => {
        const clean = value.replaceAll(/[\u0000-\u0008\u000B-\u001F]/g, '');
        const first = clean.slice(0, at);
        const spans: Span[] = [strong ? bold(first) : first, clean.slice(at)];
        const read = readMarkdown(markdown(text(...spans)));
        expect(letters(read.text)).toBe(letters(clean));
        expect(read.live).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  test('runs of any styles, in any order, are read back letter by letter', () => {
    const flag = fc.constantFrom<true | undefined>(true, undefined);
    const run = fc
      .record({
        text: fc.oneof(
          hostileText,
          fc.constantFrom('*', '`', ' a ', ']', 'a*b', '\\', '_', '1. ', ':x:'),
        ),
        bold: flag,
        italic: flag,
        code: flag,
        link: fc.constantFrom('https://example.org/', undefined),
      })
      .map(({ text: said, ...styles }): Span => {
        const set = Object.entries(styles).filter(([, value]) => value !== undefined);
        return {
          text: said.replaceAll(/[\u0000-\u0008\u000B-\u001F]/g, ''),
          ...Object.fromEntries(set),
        };
      });
    fc.assert(
      fc.property(fc.array(fc.oneof(run, hostileText), { maxLength: 5 }), (spans) => {
        const clean = spans.map((span) =>
          typeof span === 'string' ? span.replaceAll(/[\u0000-\u0008\u000B-\u001F]/g, '') : span,
        );
        const read = readMarkdown(markdown(text(...clean)));
        expect(letters(read.text)).toBe(letters(plain(text(...clean))));
        expect(read.live.filter((live) => live !== 'link https://example.org/')).toEqual([]);
      }),
      RUNS,
    );
  });

  test.each([
    '@everyone',
    '<@123456789012345678>',
    '<@&123456789012345678>',
    '<#123456789012345678>',
    '</quiz ask:123456789012345678>',
    '<id:customize>',
    '<t:1618953630:R>',
    '<a:party:123456789012345678>',
    ':smile:',
    '[click](http://evil.example)',
    'http://evil.example/a_b*c',
    '<https://evil.example>',
    '# heading',
    '-# small',
    '> quote',
    '>>> quote',
    '1. list',
    '- list',
    '```js\ncode\n```',
    '||spoiler|| ~~strike~~ __under__ _it_ **b** `c`',
    'a\\*b',
    'ends in a backslash \\',
  ])('%s stays letters', (literal) => {
    const read = readMarkdown(markdown(text(literal)));
    expect(read).toEqual({ text: literal, live: [] });
  });

  test('two spans do not become one mark together', () => {
    const read = readMarkdown(
      markdown(
        text('1', '. no list, http:', '//evil.example @', 'everyone [x]', '(http', '://e.x)'),
      ),
    );
    expect(read.live).toEqual([]);
    expect(read.text).toBe('1. no list, http://evil.example @everyone [x](http://e.x)');
  });

  test('the reader knows what is live when nothing is escaped', () => {
    const raw = '@everyone <@1> [a](http://b.c) http://d.e :smile: ||s|| > q\n> q';
    expect(readMarkdown(raw).live).toHaveLength(7);
  });

  test('code keeps its fences inside, and its letters', () => {
    const code = 'a\n```\n@everyone ``` b';
    const read = readMarkdown(markdown([{ kind: 'code', code, language: 'js' }]));
    expect(read.live).toEqual([]);
    expect(letters(read.text)).toBe(letters(code));
  });

  test('styles, links and moments are ours', () => {
    const shown = markdown(
      text(
        bold('strong '),
        { text: 'both', bold: true, italic: true },
        { text: 'x = 1', code: true },
        ' ',
        { text: 'source', link: 'https://example.org/a_(b)' },
        ' ',
        { at: 1_700_000_000_000, show: 'time', zone: 'UTC' },
      ),
    );
    expect(shown).toContain('**strong *both***');
    expect(shown).toContain('`x = 1`');
    expect(shown).toContain('[source](<https://example.org/a_(b)>)');
    expect(shown).toContain('<t:1700000000:t>');
    const read = readMarkdown(shown);
    expect(letters(read.text)).toBe('strongbothx=1source(moment)');
    expect(read.live).toEqual(['link https://example.org/a_(b)']);
  });

  test('an address that could break out of its link is shown as text alone', () => {
    const link = 'https://example.org/>)@everyone';
    expect(readMarkdown(markdown(text({ text: 'source', link }))).live).toEqual([]);
  });
});

describe('a question', () => {
  const LONG = 'An option that says a good deal more than fits on any button. '.repeat(3);

  test('eight long options are sections in full, each with the button of its letter beside it', () => {
    const options = Array.from({ length: 8 }, (_, place) => `${place} ${LONG}`);
    const { components } = lawful(asking('Which?', options));
    const sections = flat(components).filter((part) => part.type === 9);
    expect(sections.map(({ accessory }) => accessory.label)).toEqual('ABCDEFGH'.split(''));
    for (const option of options) expect(shownText(components)).toContain(option.trim());
    expect(flat(components).length).toBeLessThanOrEqual(40);
  });

  test('short options ride on their buttons, five in a row', () => {
    const { components } = lawful(asking('Which?', ['401', '403', '404', '405', '409', '410']));
    expect(shownButtons(components).map(({ name }) => name)[0]).toBe('A: 401');
    const rows = flat(components).filter((part) => part.type === 1);
    expect(rows.map((row) => row.components.length)).toEqual([5, 1, 1]);
  });

  test('marks are said in words', () => {
    const marked = (letter: string, mark: Choice['mark']): Choice => ({
      letter,
      text: text(LONG),
      mark,
      said: mark === 'key' ? 'right' : 'your choice',
      press: null,
    });
    const choices = [marked('A', 'key'), marked('B', 'chosen'), marked('C', null)];
    const shown = shownText(
      lawful({ gist: 'x', blocks: [{ kind: 'choices', choices }] }).components,
    );
    expect(shown).toContain('A ✓ right');
    expect(shown).toContain('B ✗ your choice');
  });

  test('a picture is an attachment with its description, or its alt text where it was not drawn', () => {
    const picture = { chart: 'spread', title: 'Spread', bars: [] } as const;
    const blocks: Block[] = [{ kind: 'picture', picture, alt: 'Most chose B' }];
    const card = fitted({ gist: 'x', blocks }, true);
    const files = new Map([[picture, 'spread-0.png']]);
    const [container] = renderMessage(card, { files }).components;
    expect(container.components).toEqual([
      {
        type: 12,
        items: [{ media: { url: 'attachment://spread-0.png' }, description: 'Most chose B' }],
      },
    ]);
    expect(shownText(lawful({ gist: 'x', blocks }).components)).toContain('Most chose B');
  });

  test('a card without blocks shows its gist', () => {
    expect(shownText(lawful({ gist: 'Only *this*', blocks: [] }).components)).toBe('Only *this*');
  });
});

describe('the marker of a post', () => {
  test('is the same for the same post, and another for another post or channel', () => {
    const one = markerOf(PLACE, 'round:1');
    expect(markerOf(PLACE, 'round:1')).toEqual(one);
    const others = [markerOf(PLACE, 'round:2'), markerOf({ ...PLACE, channel: '3' }, 'round:1')];
    for (const other of others) {
      expect(other.nonce).not.toBe(one.nonce);
      expect([other.container, other.first]).not.toEqual([one.container, one.first]);
    }
  });

  test('fits a nonce and 32-bit ids', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const { nonce, container, first } = markerOf(PLACE, name);
        expect(nonce).toMatch(/^[a-z2-7]{24}$/);
        for (const id of [container, first]) {
          expect(id).toBeGreaterThan(100);
          expect(id).toBeLessThan(2 ** 31);
        }
      }),
    );
  });
});

test('limits leave room for what the renderer adds', () => {
  expect(limits.total).toBeLessThan(4000);
  expect(limits.blocks).toBe(39);
});
