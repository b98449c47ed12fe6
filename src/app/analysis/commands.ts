import type { Command } from '../context.ts';
import { deck } from '../shared/arguments.ts';
import { setLetter } from './letter.ts';
import { report } from './report.ts';

/** How the questions do. */
export const ANALYSIS_COMMANDS: readonly Command[] = [
  {
    name: 'report show',
    aliases: ['report', 'analysis', 'auswertung', 'bericht'],
    help: { en: 'How the questions do', de: 'Wie die Fragen abschneiden' },
    who: 'manager',
    arguments: [
      deck,
      {
        name: 'format',
        label: { en: 'format', de: 'das Format' },
        help: { en: 'csv: as a table for a spreadsheet', de: 'csv: als Tabelle zum Weiterrechnen' },
        required: false,
        type: { kind: 'choice', of: ['csv'], also: { csv: ['tabelle', 'table'] } },
      },
    ],
    run: report,
  },
  {
    name: 'report letter',
    aliases: ['weekly letter', 'wochenbrief', 'brief'],
    help: {
      en: 'A weekly letter about the questions, only to you',
      de: 'Jede Woche ein Brief über die Fragen, nur an dich',
    },
    who: 'manager',
    arguments: [
      {
        name: 'switch',
        label: { en: 'on or off', de: 'an oder aus' },
        help: {
          en: 'on: Mondays at 9 in your zone; off',
          de: 'an: montags um 9 in deiner Zeitzone; aus',
        },
        required: true,
        type: {
          kind: 'choice',
          of: ['on', 'off'],
          also: { on: ['an', 'ein'], off: ['aus', 'stop'] },
        },
      },
    ],
    run: setLetter,
  },
];
