import type { Choice, ChoiceMark } from '../../domain/card.ts';
import { bold } from '../../domain/text.ts';
import type { Text } from '../../domain/text.ts';

/** The sign of a mark; `choice.said` states the same in words. */
export const CHOICE_SIGNS: Readonly<Record<ChoiceMark, string>> = {
  key: '✓',
  chosen: '✗',
  'chosen-key': '✓',
};

/** An option in full: its letter and its mark stand before its first words. */
export function choiceText(choice: Choice): Text {
  const mark =
    choice.mark === null ? '' : ` ${CHOICE_SIGNS[choice.mark]} ${choice.said ?? ''}`.trimEnd();
  const label = bold(`${choice.letter}${mark}`);
  const [first, ...rest] = choice.text;
  return first?.kind === 'paragraph'
    ? [{ kind: 'paragraph', spans: [label, '  ', ...first.spans] }, ...rest]
    : [{ kind: 'paragraph', spans: [label] }, ...choice.text];
}
