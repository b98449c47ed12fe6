import type { Block, Card } from '../domain/card.ts';
import { text as literal } from '../domain/text.ts';
import type { Limits } from '../ports/limits.ts';
import { withinButtons } from './choices.ts';
import { cleanCard } from './clean.ts';
import { brokenLimit, plainCost, sizeOfBlock } from './measure.ts';
import type { CostOf } from './measure.ts';
import { preparedCard } from './prepare.ts';
import { shorten } from './shorten.ts';
import { joinBlocks, splitBlocks } from './split.ts';
import { andMore } from './tables.ts';

export { choiceLabel, layoutOf } from './choices.ts';
export { cleanString } from './clean.ts';
export { clipString } from './clip.ts';
export { graphemesOf } from './graphemes.ts';
export { brokenLimit, plainCost } from './measure.ts';
export { overflowOf } from './overflow.ts';
export type { Overflow } from './overflow.ts';
export type { CostOf } from './measure.ts';

/** Splitting adds a little, so each attempt aims at a lower total; a real card needs one or two. */
const ATTEMPTS = 24;

/**
 * Makes a card lawful for a platform, so that its renderer only translates. Every letter and button stays; texts
 * are clipped by grapheme with `…`, the longest and least important first; blocks are split, then joined.
 * Pure and idempotent: a card within all limits is returned unchanged, except for characters that must not be shown.
 * @param costOf how many of the platform's blocks (as `limits.blocks` counts them) a neutral block becomes
 */
export function fit(card: Card, limits: Limits, costOf: CostOf = plainCost(limits)): Card {
  return preparedCard(card, limits, costOf) ?? shortened(card, limits, costOf);
}

/** The card of which something must go. */
function shortened(card: Card, limits: Limits, costOf: CostOf): Card {
  const { card: clean, missing } = withinButtons(cleanCard(card, limits), limits);
  // The count of the missing buttons is neither shortened nor joined: the rest leaves it its place.
  const note = missing === 0 ? [] : [noteOf(missing)];
  const noted = (shown: Card): Card => ({ ...shown, blocks: [...shown.blocks, ...note] });
  const room = note.reduce((left, block) => left - costOf(block), limits.blocks);
  const noteSize = note.reduce((sum, block) => sum + sizeOfBlock(block, limits.measure), 0);
  let fitted = noted(clean);
  let target = limits.total - noteSize;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (brokenLimit(fitted, limits, costOf) === null) return fitted;
    const split = splitBlocks(shorten(clean, target, limits), limits);
    fitted = noted(cleanCard(joinBlocks(split, { ...limits, blocks: room }, costOf), limits));
    target = Math.floor(target * 0.93);
  }
  return fitted;
}

function noteOf(missing: number): Block {
  return { kind: 'text', text: literal(andMore(missing)), tone: 'quiet' };
}
