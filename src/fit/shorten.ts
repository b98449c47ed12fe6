import type { Block, Card } from '../domain/card.ts';
import type { Limits } from '../ports/limits.ts';
import { clipString, clipText } from './clip.ts';
import { overheadOfChoice, sizeOfBlock, sizeOfCard, sizeOfChoice } from './measure.ts';
import { shortenTable } from './tables.ts';

/** The order of shortening: quiet texts, then texts beside a question, then the question. */
type Tier = 'quiet' | 'beside' | 'main' | 'heading' | 'label';

/** Rounds of shortening: a tier, and the size below which that round leaves a text alone. */
const ROUNDS: readonly (readonly [Tier, number])[] = [
  ['quiet', 40],
  ['beside', 160],
  ['main', 240],
  ['quiet', 4],
  ['beside', 40],
  ['main', 80],
  ['heading', 24],
  ['beside', 8],
  ['main', 8],
  ['label', 8],
  ['heading', 8],
];

type Sizes = ReadonlyMap<Tier, readonly number[]>;

/** The card with its texts shortened, the longest first, so that it measures about `target` at most. */
export function shorten(card: Card, target: number, limits: Limits): Card {
  let excess = sizeOfCard(card, limits.measure) - target;
  if (excess <= 0) return card;
  const sizes = sizesByTier(card, limits);
  const caps: Record<Tier, number> = {
    quiet: Infinity,
    beside: Infinity,
    main: Infinity,
    heading: Infinity,
    label: Infinity,
  };
  for (const [tier, floor] of ROUNDS) {
    if (excess <= 0) break;
    const before = sum(sizes.get(tier) ?? [], caps[tier]);
    const cap = capFor(sizes.get(tier) ?? [], before - excess, floor);
    caps[tier] = Math.min(caps[tier], cap);
    excess -= before - sum(sizes.get(tier) ?? [], caps[tier]);
  }
  return {
    ...card,
    blocks: card.blocks.map((block, place) =>
      capped(block, caps[tierOf(block, place, card)], limits),
    ),
  };
}

/** The highest cap under which sizes add up to at most `most`, but never below `floor`. */
function capFor(sizes: readonly number[], most: number, floor: number): number {
  let low = floor;
  let high = Math.max(floor, ...sizes);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (sum(sizes, middle) <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}

function sum(sizes: readonly number[], cap: number): number {
  return sizes.reduce((total, size) => total + Math.min(size, cap), 0);
}

function tierOf(block: Block, place: number, card: Card): Tier {
  switch (block.kind) {
    case 'heading':
      return 'heading';
    case 'buttons':
      return 'label';
    case 'text': {
      if (block.tone === 'quiet') return 'quiet';
      const choices = card.blocks.findIndex((other) => other.kind === 'choices');
      return choices !== -1 && place > choices ? 'beside' : 'main';
    }
    case 'rows':
      return 'beside';
    case 'choices':
    case 'picture':
    case 'line':
      return 'main';
    default:
      return block satisfies never;
  }
}

function sizesByTier(card: Card, limits: Limits): Sizes {
  const sizes = new Map<Tier, number[]>();
  for (const [place, block] of card.blocks.entries()) {
    const tier = tierOf(block, place, card);
    const parts =
      block.kind === 'choices'
        ? block.choices.map((choice) => sizeOfChoice(choice, limits.measure))
        : block.kind === 'buttons'
          ? block.buttons.map((button) => limits.measure(button.label))
          : [sizeOfBlock(block, limits.measure)];
    sizes.set(tier, [...(sizes.get(tier) ?? []), ...parts]);
  }
  return sizes;
}

function capped(block: Block, cap: number, limits: Limits): Block {
  const { measure } = limits;
  if (cap === Infinity) return block;
  switch (block.kind) {
    case 'heading':
      return { kind: 'heading', text: clipString(block.text, Math.max(1, cap - 6), measure) };
    case 'text':
      return { ...block, text: clipText(block.text, cap, measure) };
    case 'choices':
      return {
        kind: 'choices',
        choices: block.choices.map((choice) => ({
          ...choice,
          text: clipText(choice.text, cap - overheadOfChoice(choice, measure), measure),
        })),
      };
    case 'rows':
      return shortenTable(block, cap, limits);
    case 'buttons':
      return {
        kind: 'buttons',
        buttons: block.buttons.map((button) => ({
          ...button,
          label: clipString(button.label, cap, measure),
        })),
      };
    case 'picture':
    case 'line':
      return block;
    default:
      return block satisfies never;
  }
}
