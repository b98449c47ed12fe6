import type { Block, Card } from '../domain/card.ts';
import { isShared, remembering, rememberingShared, share } from '../domain/remembering.ts';
import type { Limits } from '../ports/limits.ts';
import { cleanBlock, cleanGist } from './clean.ts';
import { clipString } from './clip.ts';
import { brokenInBlock, buttonsIn, sizeOfBlock, type CostOf } from './measure.ts';
import { splitBlock } from './split.ts';

/** What a block becomes whatever stands beside it. */
interface Prepared {
  /** Clean, and divided where it was too long. */
  readonly blocks: readonly Block[];
  readonly size: number;
  readonly buttons: number;
  /** Whether each of the blocks keeps the limits of its kind. */
  readonly isLawful: boolean;
}

/** By limits and block. The replies to one question share most of their blocks: those are prepared once. */
const preparing = remembering((limits: Limits) =>
  rememberingShared((block: Block) => prepare(block, limits)),
);

function prepare(block: Block, limits: Limits): Prepared {
  const isLawful = (one: Block): boolean => brokenInBlock(one, limits) === null;
  const clean = cleanBlock(block, limits);
  const isWhole = clean.every(isLawful);
  const blocks = isWhole
    ? clean
    : clean.flatMap((one) =>
        isLawful(one) ? [one] : splitBlock(one, limits).flatMap((part) => cleanBlock(part, limits)),
      );
  return {
    blocks: isShared(block) ? blocks.map((one) => share(one)) : blocks,
    size: blocks.reduce((sum, one) => sum + sizeOfBlock(one, limits.measure), 0),
    buttons: buttonsIn({ gist: '', blocks }),
    isLawful: isWhole || blocks.every(isLawful),
  };
}

/** The card with each block prepared by itself; null if it is not lawful then, as a whole or in a part. */
export function preparedCard(card: Card, limits: Limits, costOf: CostOf): Card | null {
  const prepared = preparing(limits);
  const blocks: Block[] = [];
  let [size, cost, buttons] = [0, 0, 0];
  for (const block of card.blocks) {
    const made = prepared(block);
    if (!made.isLawful) return null;
    size += made.size;
    buttons += made.buttons;
    for (const one of made.blocks) {
      cost += costOf(one);
      blocks.push(one);
    }
  }
  if (size > limits.total || cost > limits.blocks || buttons > limits.buttons) return null;
  return { gist: clipString(cleanGist(card.gist), limits.gist, limits.measure), blocks };
}
