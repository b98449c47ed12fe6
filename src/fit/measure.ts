import type { Block, Card, Choice } from '../domain/card.ts';
import type { Paragraph, Spans, Text } from '../domain/text.ts';
import type { Limits } from '../ports/limits.ts';

/**
 * The most characters that a renderer may spend on markup. Renderers stay at or below these, so a card that `fit` has
 * measured stays lawful after translation. `moment` is Slack's `<!date^…|…>`, the longest form of all.
 */
export const MARKUP = {
  bold: 4,
  italic: 4,
  code: 4,
  link: 6,
  moment: 80,
  paragraph: 2,
  item: 6,
  fence: 10,
  /** `**A** ` before a choice's text. */
  letter: 12,
  /** A mark in words: "the strongest", "you chose this". */
  mark: 48,
  /** Between two cells, and around a row. */
  cell: 3,
  row: 4,
} as const;

type Measure = Limits['measure'];

export function sizeOfSpans(spans: Spans, measure: Measure): number {
  return spans.reduce((sum, span) => sum + sizeOfSpan(span, measure), 0);
}

export function sizeOfSpan(span: Spans[number], measure: Measure): number {
  if (typeof span === 'string') return measure(span);
  if ('at' in span) return MARKUP.moment;
  return measure(span.text) + overheadOfRun(span);
}

/** The cost of a run beyond its letters. */
export function overheadOfRun(run: Exclude<Spans[number], string | { at: number }>): number {
  return (
    (run.bold === undefined ? 0 : MARKUP.bold) +
    (run.italic === undefined ? 0 : MARKUP.italic) +
    (run.code === undefined ? 0 : MARKUP.code) +
    (run.link === undefined ? 0 : MARKUP.link + run.link.length)
  );
}

export function sizeOfParagraph(paragraph: Paragraph, measure: Measure): number {
  switch (paragraph.kind) {
    case 'paragraph':
      return MARKUP.paragraph + sizeOfSpans(paragraph.spans, measure);
    case 'list':
      return paragraph.items
        .map((item) => MARKUP.item + sizeOfSpans(item, measure))
        .reduce((sum, size) => sum + size, MARKUP.paragraph);
    case 'code':
      return MARKUP.paragraph + MARKUP.fence + paragraph.language.length + measure(paragraph.code);
    default:
      return paragraph satisfies never;
  }
}

export function sizeOfText(text: Text, measure: Measure): number {
  return text.reduce((sum, paragraph) => sum + sizeOfParagraph(paragraph, measure), 0);
}

/** The cost of a choice beyond its text. */
export function overheadOfChoice(choice: Choice, measure: Measure): number {
  return (
    measure(choice.letter) +
    MARKUP.letter +
    (choice.mark === null ? 0 : MARKUP.mark + measure(choice.said ?? ''))
  );
}

export function sizeOfChoice(choice: Choice, measure: Measure): number {
  return overheadOfChoice(choice, measure) + sizeOfText(choice.text, measure);
}

/** A table in its widest form, with padded columns: every row is as wide as the widest cells together. */
export function sizeOfRows(block: Extract<Block, { kind: 'rows' }>, measure: Measure): number {
  const widths = block.columns.map((column, place) =>
    Math.max(
      measure(column.title),
      ...block.rows.map((row) => sizeOfSpans(row.cells[place] ?? [], measure)),
    ),
  );
  const width = widths.reduce((sum, next) => sum + next + MARKUP.cell, MARKUP.row);
  return measure(block.label) + MARKUP.fence + width * (block.rows.length + 1);
}

/** All letters of a block that count towards `limits.total`. Alt text has its own limit. */
export function sizeOfBlock(block: Block, measure: Measure): number {
  switch (block.kind) {
    case 'heading':
      return MARKUP.bold + MARKUP.paragraph + measure(block.text);
    case 'text':
      return sizeOfText(block.text, measure);
    case 'choices':
      return block.choices.reduce((sum, choice) => sum + sizeOfChoice(choice, measure), 0);
    case 'rows':
      return sizeOfRows(block, measure);
    case 'buttons':
      return block.buttons.reduce((sum, button) => sum + measure(button.label), 0);
    case 'picture':
    case 'line':
      return 0;
    default:
      return block satisfies never;
  }
}

export function sizeOfCard(card: Card, measure: Measure): number {
  return card.blocks.reduce((sum, block) => sum + sizeOfBlock(block, measure), 0);
}

/** How many of a platform's own blocks a neutral block becomes. */
export type CostOf = (block: Block) => number;

/** One for each block, choice and row of buttons; a platform that counts otherwise gives its own. */
export function plainCost(limits: Limits): CostOf {
  return (block) => {
    switch (block.kind) {
      case 'choices':
        return block.choices.length;
      case 'buttons':
        return Math.ceil(block.buttons.length / limits.buttonsPerRow);
      case 'heading':
      case 'text':
      case 'rows':
      case 'picture':
      case 'line':
        return 1;
      default:
        return block satisfies never;
    }
  };
}

export function buttonsIn(card: Card): number {
  return card.blocks.reduce((sum, block) => {
    if (block.kind === 'buttons') return sum + block.buttons.length;
    if (block.kind === 'choices')
      return sum + block.choices.filter((choice) => choice.press !== null).length;
    return sum;
  }, 0);
}

/** The name of the first limit that a card breaks; null if it keeps them all. */
export function brokenLimit(card: Card, limits: Limits, costOf: CostOf): string | null {
  const { measure } = limits;
  if (measure(card.gist) > limits.gist) return 'gist';
  if (sizeOfCard(card, measure) > limits.total) return 'total';
  if (card.blocks.reduce((sum, block) => sum + costOf(block), 0) > limits.blocks) return 'blocks';
  if (buttonsIn(card) > limits.buttons) return 'buttons';
  for (const block of card.blocks) {
    const broken = brokenInBlock(block, limits);
    if (broken !== null) return broken;
  }
  return null;
}

/** The name of the limit of its kind that a block breaks; null if it keeps it. */
export function brokenInBlock(block: Block, limits: Limits): string | null {
  const { measure } = limits;
  switch (block.kind) {
    case 'heading':
      return measure(block.text) > limits.heading ? 'heading' : null;
    case 'text':
      return sizeOfText(block.text, measure) > limits.text ? 'text' : null;
    case 'choices':
      return block.choices.some((choice) => sizeOfChoice(choice, measure) > limits.text)
        ? 'choice'
        : null;
    case 'rows':
      if (block.rows.length > limits.rows) return 'rows';
      return sizeOfRows(block, measure) > limits.text ? 'table' : null;
    case 'picture':
      if (!limits.pictures) return 'pictures';
      return measure(block.alt) > limits.alt ? 'alt' : null;
    case 'buttons':
      return block.buttons.some((button) => measure(button.label) > limits.buttonLabel)
        ? 'label'
        : null;
    case 'line':
      return null;
    default:
      return block satisfies never;
  }
}
