import fc from '../../../properties.ts';
import { describe, expect, test } from 'vitest';
import { brokenLimit, fit, plainCost } from '../../../../src/fit/index.ts';
import { messageEvent } from '../../../../src/adapters/web/render/page.tsx';
import { limits as LIMITS } from '../../../../src/adapters/web/render/limits.ts';
import type { Card } from '../../../../src/domain/card.ts';
import { text } from '../../../../src/domain/text.ts';
import { actionsOf, anyCard, hostileText } from '../../cards.ts';
import { messagesIn } from '../browser.ts';
import { elementsOf } from '../html.ts';
import type { WebMessage } from '../../../../src/ports/web-chat.ts';

const OURS = new Set(
  (
    'article p strong span time a div h3 ul ol li button table caption thead tbody tr th td figure figcaption meter hr ' +
    'pre code em svg rect path'
  ).split(' '),
);
const CORPUS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '" autofocus onfocus="alert(1)',
  '</p></article></body><svg/onload=alert(1)>',
  '<!--><script>alert(1)//-->',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  'javascript:alert(1)',
  '<div hx-on::load="alert(1)" hx-get="/x" hx-trigger="load">',
  '<div hx-swap-oob="beforeend:#log">x</div>',
  '{"code":"1.tips.x"}" hx-vals=\'js:{a:alert(1)}\'',
  '\u2028</script>',
  '<a href="//evil.example">x</a>',
];

describe('a card as HTML', () => {
  test('no text, however hostile, becomes an element, an attribute or a link', () => {
    const spoiled = fc.oneof(hostileText, fc.constantFrom(...CORPUS));
    const anyMessage = fc.tuple(anyCard, spoiled, spoiled);
    fc.assert(
      fc.property(anyMessage, ([card, gist, name]) => {
        const html = messageEvent(messageOf({ ...card, gist }, name), true, 'en');
        for (const { tag, attributes } of elementsOf(html)) {
          expect(OURS).toContain(tag);
          for (const [attribute, value] of Object.entries(attributes)) {
            expect(attribute).not.toMatch(/^(on|style$|srcdoc$|hx-on)/);
            if (attribute === 'href') expect(value).toMatch(/^(https:\/\/example\.org\/|#m-)/);
            if (attribute === 'src') expect(value).toMatch(/^\/picture\/message-1\/\d+\?v=1$/);
            if (attribute === 'hx-post') expect(value).toBe('/press');
            if (attribute === 'hx-vals') expect(Object.keys(JSON.parse(value))).toHaveLength(2);
            if (attribute === 'hx-swap-oob') expect(value).toBe('beforeend:#log');
          }
        }
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });

  test.each(CORPUS)('%s is read as it was written, wherever it stands', (hostile) => {
    const card: Card = {
      gist: hostile,
      blocks: [
        { kind: 'heading', text: hostile },
        {
          kind: 'text',
          text: text(hostile, { text: hostile, bold: true, code: true }),
          tone: 'quiet',
        },
        { kind: 'text', text: [{ kind: 'code', code: hostile, language: 'js' }], tone: 'normal' },
      ],
    };
    const [seen] = messagesIn(messageEvent(messageOf(card, hostile), true, 'en'));
    const letters = hostile.replaceAll(/\s+/g, ' ').trim();
    const shown = seen?.text.replaceAll(/\s+/g, ' ') ?? '';
    expect(shown.split(letters).length).toBeGreaterThanOrEqual(5);
  });

  test('every action of a card can be pressed, and every choice by its letter', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const fitted = fit(card, LIMITS);
        const [seen] = messagesIn(messageEvent(messageOf(card, 'Ada'), true, 'en'));
        const pressed = actionsOf(fitted).filter((does) => !('url' in does));
        expect(seen?.buttons).toHaveLength(pressed.length);
        for (const block of fitted.blocks)
          if (block.kind === 'choices')
            for (const choice of block.choices.filter(({ press }) => press !== null))
              expect(seen?.buttons.some(({ name }) => name.startsWith(choice.letter))).toBe(true);
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });

  test('links that are not http or https are text', () => {
    const card: Card = {
      gist: 'x',
      blocks: [
        {
          kind: 'text',
          text: text({ text: 'click', link: 'javascript:alert(1)' }),
          tone: 'normal',
        },
        {
          kind: 'buttons',
          buttons: [{ label: 'go', does: { url: 'data:text/html,x' }, weight: 'normal' }],
        },
      ],
    };
    const html = messageEvent(messageOf(card, 'Ada'), true, 'en');
    expect(elementsOf(html).filter(({ attributes }) => attributes['href'] !== undefined)).toEqual([
      expect.objectContaining({ attributes: { class: 'quote', href: '#m-message-0' } }),
    ]);
    expect(html).toContain('click');
    expect(html).toContain('go');
  });

  test('its own limits hold for any card', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        expect(brokenLimit(fit(card, LIMITS), LIMITS, plainCost(LIMITS))).toBeNull();
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });
});

function messageOf(card: Card, name: string): WebMessage {
  return {
    id: 'message-1',
    author: { id: 'member-1', name },
    onlyFor: null,
    quoted: { id: 'message-0', gist: card.gist },
    body: { kind: 'card', card: fit(card, LIMITS) },
    created: 1,
    changed: 1,
    sentAt: 0,
  };
}
