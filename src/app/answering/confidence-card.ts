import type { Action, Confidence } from '../../domain/action.ts';
import type { Button, Card } from '../../domain/card.ts';
import { text } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';

/** "How sure are you?" after an answer in a channel. Nothing in it depends on the key. */
export function confidenceCard(words: Words, round: string, letter: string): Card {
  const asked = words.howSure({ letter });
  const noted = words.answerNoted();
  return {
    gist: `${noted} ${asked}`,
    blocks: [
      { kind: 'text', text: text(`${noted} ${asked}`), tone: 'normal' },
      {
        kind: 'buttons',
        buttons: confidenceButtons(words, (sure) => ({ kind: 'felt', round, sure })),
      },
    ],
  };
}

export function confidenceButtons(
  words: Words,
  does: (sure: Confidence) => Action,
): readonly Button[] {
  const labels = [
    [words.sureGuess(), 'guess'],
    [words.sureFairly(), 'fairly'],
    [words.sureSure(), 'sure'],
  ] as const;
  return labels.map(([label, sure]) => ({ label, does: does(sure), weight: 'normal' }));
}
