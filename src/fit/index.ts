import type { Card } from '../domain/card.ts';
import type { Limits } from '../ports/limits.ts';
import { withinButtons } from './choices.ts';
import { cleanCard } from './clean.ts';
import { brokenLimit, plainCost } from './measure.ts';
import type { CostOf } from './measure.ts';
import { shorten } from './shorten.ts';
import { joinBlocks, splitBlocks } from './split.ts';

export { choiceLabel, layoutOf } from './choices.ts';
export { cleanString } from './clean.ts';
export { clipString } from './clip.ts';
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
  const clean = withinButtons(cleanCard(card, limits), limits);
  let fitted = clean;
  let target = limits.total;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (brokenLimit(fitted, limits, costOf) === null) return fitted;
    const split = splitBlocks(shorten(clean, target, limits), limits);
    fitted = cleanCard(joinBlocks(split, limits, costOf), limits);
    target = Math.floor(target * 0.93);
  }
  return fitted;
}
