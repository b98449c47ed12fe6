import type { Block, Card } from '../domain/card.ts';
import { text as literal } from '../domain/text.ts';
import type { Text } from '../domain/text.ts';
import type { Limits } from '../ports/limits.ts';
import { clipString, clipText, cutText } from './clip.ts';
import type { CostOf } from './measure.ts';
import { overheadOfChoice, sizeOfText } from './measure.ts';
import { andMore, splitTable } from './tables.ts';

/** Every block within the limits of its own kind: long texts and tables become several blocks. */
export function splitBlocks(card: Card, limits: Limits): Card {
  return {
    gist: clipString(card.gist, limits.gist, limits.measure),
    blocks: card.blocks.flatMap((block) => splitBlock(block, limits)),
  };
}

/** The block as blocks that are each within the limits of their kind. */
export function splitBlock(block: Block, limits: Limits): readonly Block[] {
  const { measure } = limits;
  switch (block.kind) {
    case 'heading':
      // A verdict with two long gists is longer than some platforms' headings: it stands whole, in bold.
      return measure(block.text) <= limits.heading
        ? [block]
        : splitText(literal({ text: block.text, bold: true }), limits).map((text) => ({
            kind: 'text',
            text,
            tone: 'normal',
          }));
    case 'text':
      return splitText(block.text, limits).map((text) => ({ ...block, text }));
    case 'choices':
      return [
        {
          kind: 'choices',
          choices: block.choices.map((choice) => ({
            ...choice,
            text: clipText(choice.text, limits.text - overheadOfChoice(choice, measure), measure),
          })),
        },
      ];
    case 'rows':
      return splitTable(block, limits);
    case 'picture':
      return [{ ...block, alt: clipString(block.alt, limits.alt, measure) }];
    case 'buttons':
      return [
        {
          kind: 'buttons',
          buttons: block.buttons.map((button) => ({
            ...button,
            label: clipString(button.label, limits.buttonLabel, measure),
          })),
        },
      ];
    case 'line':
      return [block];
    default:
      return block satisfies never;
  }
}

function splitText(text: Text, limits: Limits): readonly Text[] {
  const parts: Text[] = [];
  let rest = text;
  while (sizeOfText(rest, limits.measure) > limits.text) {
    const cut = cutText(rest, limits.text, limits.measure);
    // One moment or link may be larger than a whole block.
    if (cut.head.length === 0) return [...parts, clipText(rest, limits.text, limits.measure)];
    parts.push(cut.head);
    rest = cut.rest;
  }
  return rest.length === 0 ? parts : [...parts, rest];
}

/** The card within `limits.blocks`: removes lines, joins neighbours, then replaces the tail by "… and n more". */
export function joinBlocks(card: Card, limits: Limits, costOf: CostOf): Card {
  const cost = (blocks: readonly Block[]): number =>
    blocks.reduce((sum, block) => sum + costOf(block), 0);
  let blocks = card.blocks;
  const steps: readonly ((blocks: readonly Block[]) => readonly Block[])[] = [
    (all) => all.filter((block) => block.kind !== 'line'),
    joinButtons,
    (all) => joinTexts(all, limits, false),
    (all) => joinTexts(all, limits, true),
  ];
  for (const step of steps) if (cost(blocks) > limits.blocks) blocks = step(blocks);
  const whole = blocks;
  for (let missing = 1; cost(blocks) > limits.blocks; missing += 1) {
    const kept = withoutLast(whole, missing);
    if (kept === null) break;
    blocks = kept;
  }
  return { ...card, blocks };
}

function joinButtons(blocks: readonly Block[]): readonly Block[] {
  const buttons = blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
  const last = blocks.findLastIndex((block) => block.kind === 'buttons');
  return blocks.flatMap((block, place): readonly Block[] => {
    if (block.kind !== 'buttons') return [block];
    return place === last ? [{ kind: 'buttons', buttons }] : [];
  });
}

function joinTexts(blocks: readonly Block[], limits: Limits, anyTone: boolean): readonly Block[] {
  const joined: Block[] = [];
  for (const block of blocks) {
    const next: Block =
      block.kind === 'heading' && anyTone
        ? { kind: 'text', text: literal({ text: block.text, bold: true }), tone: 'normal' }
        : block;
    const before = joined.at(-1);
    const together =
      before?.kind === 'text' && next.kind === 'text' && (anyTone || before.tone === next.tone)
        ? [...before.text, ...next.text]
        : null;
    if (together !== null && sizeOfText(together, limits.measure) <= limits.text)
      joined.splice(-1, 1, { kind: 'text', text: together, tone: 'normal' });
    else joined.push(next);
  }
  return joined;
}

/** Leaves out the last `count` blocks that may go, with a quiet note. Null if there are fewer. */
function withoutLast(blocks: readonly Block[], count: number): readonly Block[] | null {
  const droppable = [...blocks.entries()]
    .filter(([, block]) => block.kind !== 'choices' && block.kind !== 'buttons')
    .map(([place]) => place);
  if (count > droppable.length) return null;
  const gone = new Set(droppable.slice(droppable.length - count));
  const note: Block = { kind: 'text', text: literal(andMore(count)), tone: 'quiet' };
  const first = Math.min(...gone);
  return blocks.flatMap((block, place) => {
    if (place === first) return [note];
    return gone.has(place) ? [] : [block];
  });
}
