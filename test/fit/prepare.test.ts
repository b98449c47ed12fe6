import { describe, expect, it } from 'vitest';
import type { Block } from '../../src/domain/card.ts';
import { share } from '../../src/domain/remembering.ts';
import { fit } from '../../src/fit/index.ts';
import { limits as discord } from '../../src/adapters/discord/render/limits.ts';
import { limits as slack } from '../../src/adapters/slack/render/limits.ts';

const heading: Block = { kind: 'heading', text: 'long '.repeat(40) };
const text = (said: string): Block => ({
  kind: 'text',
  text: [{ kind: 'paragraph', spans: [said] }],
  tone: 'normal',
});

describe('a shared block', () => {
  it('is prepared once for the limits of each platform, and comes out the same as any other', () => {
    const block = share({ ...heading });
    for (const limits of [slack, discord]) {
      const [first, second] = [1, 2].map((rank) =>
        fit({ gist: 'A', blocks: [block, text(`rank ${rank}`)] }, limits),
      );
      expect(first?.blocks[0]).toBe(second?.blocks[0]);
      expect(first?.blocks[1]).not.toEqual(second?.blocks[1]);
      expect(first).toEqual(fit({ gist: 'A', blocks: [{ ...heading }, text('rank 1')] }, limits));
    }
  });

  it('that is empty stays out each time', () => {
    const empty = share(text(' '));
    for (let turn = 0; turn < 2; turn += 1)
      expect(fit({ gist: 'A', blocks: [empty, text('B')] }, slack).blocks).toEqual([text('B')]);
  });
});
