import type { Block } from '../domain/card.ts';
import { remembering } from '../domain/remembering.ts';

/**
 * Remembers what `make` has made of a block for each owner (a platform's limits, say), as long as both live. The replies
 * to one question share most of their blocks: those are worked out once.
 */
export function byBlock<Owner extends object, Made>(
  make: (block: Block, owner: Owner) => Made,
): (block: Block, owner: Owner) => Made {
  const ofOwner = remembering((owner: Owner) => remembering((block: Block) => make(block, owner)));
  return (block, owner) => ofOwner(owner)(block);
}
