import type { Card } from '../domain/card.ts';
import type { Limits } from '../ports/limits.ts';
import { sizeOfCard, sizeOfChoice } from './measure.ts';

/** A measured part of a card, and the limit that it exceeds. */
export interface Overflow {
  readonly size: number;
  readonly limit: number;
}

/**
 * What a platform could show only clipped: the card as a whole, or one of its choices. Null if it shows every letter;
 * other long texts become several blocks.
 */
export function overflowOf(card: Card, limits: Limits): Overflow | null {
  const { measure } = limits;
  const total = sizeOfCard(card, measure);
  if (total > limits.total) return { size: total, limit: limits.total };
  const choices = card.blocks.flatMap((block) => (block.kind === 'choices' ? block.choices : []));
  const longest = Math.max(0, ...choices.map((choice) => sizeOfChoice(choice, measure)));
  return longest > limits.text ? { size: longest, limit: limits.text } : null;
}
