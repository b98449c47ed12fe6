import fc from '../properties.ts';
import { describe, expect, it } from 'vitest';
import { fitted } from '../../src/adapters/discord/render/index.ts';
import { markdown } from '../../src/adapters/discord/render/markdown.ts';
import { plain, type Text } from '../../src/domain/text.ts';
import { readMarkdown, type Inline } from '../../src/preview/discord-markdown.ts';
import { previewStyle } from '../../src/preview/index.tsx';
import { staticFiles } from '../../src/adapters/web/setup/static-files.ts';
import { anyText } from '../adapters/cards.ts';

function lettersOf(parts: readonly Inline[]): string {
  return parts
    .map((part) => {
      switch (part.kind) {
        case 'text':
        case 'mention':
          return part.text;
        case 'code':
          return part.code;
        case 'styled':
        case 'link':
          return lettersOf(part.inner);
        case 'moment':
          return '';
        default:
          return part satisfies never;
      }
    })
    .join('');
}

/** What a reader of Discord sees of a content: letters, without the space between blocks. */
function readLetters(content: string): string {
  return readMarkdown(content)
    .map((block) =>
      block.kind === 'code'
        ? block.code
        : block.kind === 'list'
          ? block.items.map(lettersOf).join('\n')
          : lettersOf(block.inner),
    )
    .join('\n');
}

const letters = (text: string): string => text.replaceAll(/[\s\u200B•]+/g, '');

/** Moments are drawn in the reader's zone, so they are left out here. */
const withoutMoments = (text: Text): Text =>
  text.map((paragraph) =>
    paragraph.kind === 'paragraph'
      ? {
          ...paragraph,
          spans: paragraph.spans.filter((span) => typeof span === 'string' || !('at' in span)),
        }
      : paragraph.kind === 'list'
        ? {
            ...paragraph,
            items: paragraph.items.map((item) =>
              item.filter((span) => typeof span === 'string' || !('at' in span)),
            ),
          }
        : paragraph,
  );

describe('Discord’s Markdown', () => {
  it('shows every letter that the adapter has written, and no other', () => {
    fc.assert(
      fc.property(anyText, (any) => {
        const whole = { kind: 'text', text: withoutMoments(any), tone: 'normal' } as const;
        for (const block of fitted({ gist: 'g', blocks: [whole] }, false).blocks) {
          if (block.kind !== 'text') continue;
          expect(letters(readLetters(markdown(block.text)))).toBe(letters(plain(block.text)));
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['**a *b* c**', 'bold(a ,italic(b), c)'],
    ['**a *b***', 'bold(a ,italic(b))'],
    ['***a***', 'bold(italic(a))'],
    ['\\*a\\* __b__ ~~c~~ ||d||', '*a* ,underline(b), ,strike(c), ,spoiler(d)'],
    ['`a*b` *c*', 'code(a*b), ,italic(c)'],
    ['[a](<https://example.com/x*y>) *b*', 'link(a), ,italic(b)'],
    ['2 * 3 * 4 and <#12> at <t:1700000000:f>', '2 * 3 * 4 and ,<#12>, at ,moment'],
  ])('reads %s', (content, tree) => {
    const [block] = readMarkdown(content);
    if (block?.kind !== 'lines') throw new Error('no running text');
    const shown = (parts: readonly Inline[]): string =>
      parts
        .map((part) => {
          if (part.kind === 'text' || part.kind === 'mention') return part.text;
          if (part.kind === 'code') return `code(${part.code})`;
          if (part.kind === 'moment') return 'moment';
          return `${part.kind === 'link' ? 'link' : part.style}(${shown(part.inner)})`;
        })
        .join(',');
    expect(shown(block.inner)).toBe(tree);
  });

  it('reads blocks by line', () => {
    const kinds = readMarkdown('### a\n-# b\n- c\n- d\n1. e\n> f\ng\n\nh\n```ts\ni\n```\nj').map(
      (block) => (block.kind === 'list' ? `list of ${block.items.length}` : block.kind),
    );
    expect(kinds).toEqual([
      'heading',
      'subtext',
      'list of 2',
      'list of 1',
      'quote',
      'lines',
      'code',
      'lines',
    ]);
  });
});

describe('the style of previews', () => {
  it('holds the local chat’s own style, bound to the preview and not to the window', () => {
    const style = previewStyle();
    expect(style).toContain('.choice.chosen-key');
    expect(style).not.toContain(':root');
    expect(style).not.toContain('prefers-color-scheme');
    expect(style).not.toMatch(/@media \((?:(?:max|min)-width|width)/);
    const chat = staticFiles().get('style.css')?.body ?? '';
    const dark = /--page: (#[0-9a-f]+)/g;
    expect([...style.matchAll(dark)].map((match) => match[1])).toEqual(
      [...chat.matchAll(dark)].map((match) => match[1]),
    );
  });
});
