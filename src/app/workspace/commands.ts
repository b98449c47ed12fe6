import type { Command } from '../context.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { member } from '../shared/arguments.ts';
import { setLanguage } from './language.ts';
import { addManager, listManagers, removeManager } from './managers.ts';

/** Languages and managers. */
export const WORKSPACE_COMMANDS: readonly Command[] = [
  {
    name: 'language',
    help: {
      en: 'The language of what I post here; replies are in each member’s own',
      de: 'Die Sprache meiner Beiträge hier; Antworten sind in der jedes Mitglieds',
    },
    who: 'manager',
    arguments: [
      {
        name: 'language',
        help: { en: 'en English, de German', de: 'en Englisch, de Deutsch' },
        required: true,
        type: { kind: 'choice', of: LANGUAGES },
      },
    ],
    run: setLanguage,
  },
  {
    name: 'managers list',
    help: { en: 'Who was named a manager of the quiz', de: 'Wer als Manager des Quiz benannt ist' },
    who: 'manager',
    arguments: [],
    run: listManagers,
  },
  {
    name: 'managers add',
    help: { en: 'Name a manager of the quiz', de: 'Jemanden als Manager des Quiz benennen' },
    who: 'manager',
    arguments: [member],
    run: addManager,
  },
  {
    name: 'managers remove',
    help: { en: 'No longer a manager of the quiz', de: 'Nicht mehr Manager des Quiz' },
    who: 'manager',
    arguments: [member],
    run: removeManager,
  },
];
