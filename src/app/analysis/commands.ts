import type { Command } from '../context.ts';
import { deck } from '../shared/arguments.ts';
import { report } from './report.ts';

/** How the questions do. */
export const ANALYSIS_COMMANDS: readonly Command[] = [
  {
    name: 'report',
    aliases: ['analysis', 'auswertung', 'bericht'],
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
];
