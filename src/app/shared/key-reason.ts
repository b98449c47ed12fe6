import type { Block } from '../../domain/card.ts';
import type { PinnedQuestion } from '../../domain/deck.ts';
import type { DealtOption } from '../../domain/round.ts';
import { bold, prependSpan, type Text } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';

/**
 * Why the key is strongest: the explanation of the question, else the reasons of the keys. Nothing where a deck has
 * neither yet, as decks that were imported.
 */
export function keyReason(
  words: Words,
  { question, style }: PinnedQuestion,
  keys: readonly DealtOption[],
): readonly Block[] {
  const because = style === 'fact' ? words.whyRight : words.whyStrongest;
  const paragraph = (letter: string, value: Text): Block => ({
    kind: 'text',
    text: prependSpan(bold(because({ letter })), value),
    tone: 'normal',
  });
  if (question.explain.length > 0)
    return [paragraph(keys.map(({ letter }) => letter).join(', '), question.explain)];
  return keys
    .filter(({ option }) => option.why.length > 0)
    .map(({ letter, option }) => paragraph(letter, option.why));
}
