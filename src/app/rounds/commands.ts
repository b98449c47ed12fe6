import type { Command } from '../context.ts';
import { deck, question } from '../shared/arguments.ts';
import { ask, close, preview } from './ask.ts';
import { rekey, voidRound } from './correct.ts';

/** Questions in a channel. */
export const ROUNDS_COMMANDS: readonly Command[] = [
  {
    name: 'ask',
    help: { en: 'Post a question here now', de: 'Jetzt hier eine Frage posten' },
    who: 'manager',
    arguments: [deck, question],
    run: ask,
  },
  {
    name: 'close',
    help: { en: 'Close the open question now', de: 'Die offene Frage jetzt beenden' },
    who: 'manager',
    arguments: [],
    run: close,
  },
  {
    name: 'preview',
    help: {
      en: 'See a question as it would be posted',
      de: 'Eine Frage so sehen, wie sie gepostet würde',
    },
    who: 'manager',
    arguments: [deck, question],
    run: preview,
  },
  {
    name: 'void',
    help: {
      en: 'Take the last question out of the boards',
      de: 'Die letzte Frage aus der Wertung nehmen',
    },
    who: 'manager',
    arguments: [],
    run: voidRound,
  },
  {
    name: 'rekey',
    help: {
      en: 'Change the key of the last question; boards follow',
      de: 'Die richtige Option der letzten Frage ändern; die Ranglisten folgen',
    },
    who: 'manager',
    arguments: [
      {
        name: 'option',
        help: { en: 'The letter of the right option', de: 'Der Buchstabe der richtigen Option' },
        required: true,
        type: { kind: 'word', completes: 'none' },
      },
    ],
    run: rekey,
  },
];
