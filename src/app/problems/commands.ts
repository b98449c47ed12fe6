import type { Command } from '../context.ts';
import { deck, question } from '../shared/arguments.ts';
import { listReports } from './report-problem.ts';

/** What members reported. */
export const PROBLEMS_COMMANDS: readonly Command[] = [
  {
    name: 'report',
    help: {
      en: 'What members reported of the questions',
      de: 'Was Mitglieder zu den Fragen gemeldet haben',
    },
    who: 'manager',
    arguments: [
      deck,
      question,
      {
        name: 'done',
        help: { en: 'It is dealt with: off the list', de: 'Erledigt: von der Liste nehmen' },
        required: false,
        type: { kind: 'choice', of: ['done'] },
      },
    ],
    run: listReports,
  },
];
