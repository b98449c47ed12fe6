import type { Block, Card, Choice } from '../domain/card.ts';
import { plain } from '../domain/text.ts';
import type { Limits } from '../ports/limits.ts';
import { buttonsIn } from './measure.ts';

/** Choices as texts on buttons, or as texts beside buttons with the letter alone. */
export type ChoiceLayout = 'on-buttons' | 'beside';

/** Phones cut off longer labels, whatever a platform's own limit allows. */
const READABLE_LABEL = 32;

/** Short, unstyled options that can all be chosen stand on their buttons; one long option moves all of them beside. */
export function layoutOf(choices: readonly Choice[], limits: Limits): ChoiceLayout {
  const short = choices.every(
    (choice) =>
      choice.press !== null &&
      choice.mark === null &&
      isUnstyled(choice) &&
      limits.measure(choiceLabel(choice, 'on-buttons')) <=
        Math.min(READABLE_LABEL, limits.buttonLabel),
  );
  return short ? 'on-buttons' : 'beside';
}

function isUnstyled(choice: Choice): boolean {
  const [paragraph, ...more] = choice.text;
  return (
    more.length === 0 &&
    paragraph?.kind === 'paragraph' &&
    paragraph.spans.every((span) => typeof span === 'string' && !span.includes('\n'))
  );
}

/** The label of a choice's button; it begins with the letter in both layouts. */
export function choiceLabel(choice: Choice, layout: ChoiceLayout): string {
  return layout === 'on-buttons' ? `${choice.letter}: ${plain(choice.text)}` : choice.letter;
}

/** The card within `limits.buttons`: choices stay before other buttons; `missing` counts the buttons that went. */
export function withinButtons(card: Card, limits: Limits): { card: Card; missing: number } {
  const missing = Math.max(0, buttonsIn(card) - limits.buttons);
  if (missing === 0) return { card, missing };
  let excess = missing;
  const blocks: Block[] = [];
  for (const block of card.blocks.toReversed()) {
    if (block.kind !== 'buttons' || excess === 0) {
      blocks.unshift(block);
      continue;
    }
    const kept = block.buttons.slice(0, Math.max(0, block.buttons.length - excess));
    excess -= block.buttons.length - kept.length;
    if (kept.length > 0) blocks.unshift({ kind: 'buttons', buttons: kept });
  }
  return { card: { ...card, blocks }, missing };
}
