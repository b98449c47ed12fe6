import { describe, expect, it } from 'vitest';
import type { Block } from '../../src/domain/card.ts';
import { byBlock } from '../../src/fit/by-block.ts';

describe('byBlock', () => {
  it('makes something of a block once for each owner, also where nothing is made of it', () => {
    const asked: string[] = [];
    const remembered = byBlock((block: Block, owner: { readonly name: string }) => {
      asked.push(`${owner.name}: ${block.kind}`);
      return block.kind === 'line' ? null : block.kind;
    });
    const [slack, discord] = [{ name: 'slack' }, { name: 'discord' }];
    const heading: Block = { kind: 'heading', text: 'A' };
    const line: Block = { kind: 'line' };
    for (let turn = 0; turn < 2; turn += 1) {
      expect(remembered(heading, slack)).toBe('heading');
      expect(remembered(line, slack)).toBeNull();
      expect(remembered(heading, discord)).toBe('heading');
    }
    expect(asked).toEqual(['slack: heading', 'slack: line', 'discord: heading']);
  });
});
