import type { Command } from '../context.ts';
import { deck, question } from '../shared/arguments.ts';
import { listReports } from './report-problem.ts';
import { retireQuestion, unretireQuestion } from './retire-question.ts';

/** Reported and retired questions. */
export const PROBLEMS_COMMANDS: readonly Command[] = [
  {
    name: 'problems',
    aliases: ['reports', 'meldungen', 'probleme'],
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
        type: { kind: 'choice', of: ['done'], also: { done: ['erledigt'] } },
      },
    ],
    run: listReports,
  },
  {
    name: 'question retire',
    aliases: ['retire', 'zurückziehen'],
    help: { en: 'Never ask a question again', de: 'Eine Frage nicht mehr stellen' },
    who: 'manager',
    arguments: [deck, question],
    run: retireQuestion,
  },
  {
    name: 'question unretire',
    aliases: ['unretire'],
    help: { en: 'Ask a retired question again', de: 'Eine zurückgezogene Frage wieder stellen' },
    who: 'manager',
    arguments: [deck, question],
    run: unretireQuestion,
  },
];
