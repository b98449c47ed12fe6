import type { Command } from '../context.ts';
import { deck } from '../shared/arguments.ts';
import { practice } from './practice.ts';
import { review } from './review.ts';

/** Practice and review. */
export const PRACTICE_COMMANDS: readonly Command[] = [
  {
    name: 'practice',
    aliases: ['practise', 'train', 'üben', 'übung', 'lernen'],
    help: {
      en: 'A private session: questions, reasons, what to brush up',
      de: 'Privat üben: Fragen, Gründe, was sich aufzufrischen lohnt',
    },
    who: 'all',
    arguments: [
      {
        ...deck,
        help: {
          en: 'A deck, a tag, or wrong: what you got wrong',
          de: 'Ein Deck, ein Schlagwort oder falsch: was du falsch hattest',
        },
      },
      {
        name: 'count',
        label: { en: 'count', de: 'die Anzahl' },
        help: {
          en: 'How many questions, 1 to 20; default: 5',
          de: 'Wie viele Fragen, 1 bis 20; sonst 5',
        },
        required: false,
        type: { kind: 'integer', min: 1, max: 20 },
      },
      {
        name: 'anew',
        help: {
          en: 'Start anew although a session is under way',
          de: 'Neu beginnen, auch wenn eine Sitzung offen ist',
        },
        required: false,
        type: { kind: 'choice', of: ['anew'], also: { anew: ['neu', 'new', 'restart'] } },
      },
    ],
    run: practice,
  },
  {
    name: 'review',
    aliases: ['repeat', 'wiederholen', 'wiederholung'],
    help: { en: 'What is due for you', de: 'Was für dich fällig ist' },
    who: 'all',
    arguments: [
      {
        name: 'restore',
        help: {
          en: 'Bring back the questions that you have put away',
          de: 'Weggelegte Fragen zurückholen',
        },
        required: false,
        type: { kind: 'choice', of: ['restore'], also: { restore: ['zurückholen'] } },
      },
    ],
    run: review,
  },
];
