import type { Block } from '../../domain/card.ts';

/** Tables right below a heading that says the same lose their label, so that a title stands once. */
export function withTitlesOnce(blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block, place) => {
    const before = blocks[place - 1];
    const isTitled = before?.kind === 'heading' && block.kind === 'rows';
    return isTitled && before.text === block.label ? { ...block, label: '' } : block;
  });
}
