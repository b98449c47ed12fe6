import type { Block, Button, Card } from '../../domain/card.ts';
import type { Deck } from '../../domain/deck.ts';
import type { Localized } from '../../domain/language.ts';
import { list, text, type Spans, type Text, toSingleLine } from '../../domain/text.ts';
import type { Words } from '../../i18n/index.ts';
import { notice, runs } from '../shared/notice-card.ts';
import { usage, type CommandShape } from '../../domain/command-shape.ts';

/** A deck's tips. */
export function tipsCard(words: Words, deck: string, tips: readonly Text[]): Card {
  if (tips.length === 0) return notice(words.tipsNone({ deck }));
  const heading = words.tipsHeading({ deck });
  return {
    gist: heading,
    blocks: [
      { kind: 'heading', text: heading },
      { kind: 'text', text: list(tips.map((tip) => toSingleLine(tip))), tone: 'normal' },
    ],
  };
}

/** All decks; for managers also the files that cannot be read. */
export function decksCard(
  words: Words,
  decks: readonly Deck[],
  problems: readonly { readonly message: Localized }[],
): Card {
  const lines = decks.map((deck) => [
    words.deckLine({
      title: deck.title,
      count: deck.questions.filter((question) => !question.retired).length,
      id: deck.id,
    }),
  ]);
  const blocks: Block[] = [
    { kind: 'heading', text: words.decksHeading() },
    {
      kind: 'text',
      text: lines.length > 0 ? list(lines) : text(words.decksNone()),
      tone: 'normal',
    },
  ];
  if (problems.length > 0) {
    const shown = problems.slice(0, 5);
    blocks.push({
      kind: 'text',
      text: list(shown.map(({ message }) => [message[words.language]])),
      tone: 'quiet',
    });
  }
  return { gist: words.decksHeading(), blocks };
}

/** Every command with its help line; the usual ones as buttons. */
export function helpCard(
  words: Words,
  commands: readonly CommandShape[],
  manages: boolean,
  buttons: readonly { readonly label: string; readonly line: string }[],
): Card {
  const lines = (who: CommandShape['who']): readonly Spans[] =>
    commands
      .filter((command) => command.who === who)
      .map((command) => [
        { text: usage(command, words.language), code: true },
        ` ${command.help[words.language]}`,
      ]);
  const pressable: readonly Button[] = buttons.map((button) => runs(button.label, button.line));
  return {
    gist: words.helpHeading(),
    blocks: [
      { kind: 'heading', text: words.helpHeading() },
      { kind: 'text', text: text(words.helpIntro()), tone: 'normal' },
      { kind: 'buttons', buttons: pressable },
      { kind: 'text', text: list(lines('all')), tone: 'normal' },
      ...(manages
        ? ([
            { kind: 'line' },
            {
              kind: 'text',
              text: [...text(words.helpManager()), ...list(lines('manager'))],
              tone: 'normal',
            },
          ] as const)
        : []),
    ],
  };
}
