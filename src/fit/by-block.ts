import type { Block } from '../domain/card.ts';

/**
 * Remembers what `make` has made of a block for each owner (a platform's limits, say), as long as both live. The replies
 * to one question share most of their blocks: those are worked out once.
 */
export function byBlock<Owner extends object, Made>(
  make: (block: Block, owner: Owner) => Made,
): (block: Block, owner: Owner) => Made {
  const known = new WeakMap<Owner, WeakMap<Block, { readonly made: Made }>>();
  return (block, owner) => {
    let ofOwner = known.get(owner);
    if (ofOwner === undefined) known.set(owner, (ofOwner = new WeakMap()));
    let found = ofOwner.get(block);
    if (found === undefined) ofOwner.set(block, (found = { made: make(block, owner) }));
    return found.made;
  };
}
