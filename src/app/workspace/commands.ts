import type { Command } from '../context.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { member } from '../shared/arguments.ts';
import { setLanguage } from './language.ts';
import { addManager, listManagers, removeManager } from './managers.ts';

/** Languages and managers. */
export const WORKSPACE_COMMANDS: readonly Command[] = [
  {
    name: 'language',
    aliases: ['lang', 'sprache'],
    help: {
      en: 'The language of what I post here; replies are in each member’s own',
      de: 'Die Sprache meiner Beiträge hier; Antworten sind in der jedes Mitglieds',
    },
    who: 'manager',
    arguments: [
      {
        name: 'language',
        label: { en: 'language', de: 'die Sprache' },
        help: { en: 'en English, de German', de: 'en Englisch, de Deutsch' },
        required: true,
        type: {
          kind: 'choice',
          of: LANGUAGES,
          also: { en: ['en', 'english', 'englisch'], de: ['de', 'german', 'deutsch'] },
        },
      },
    ],
    run: setLanguage,
  },
  {
    name: 'managers list',
    aliases: ['managers', 'manager', 'verwalter'],
    help: { en: 'Who was named a manager of the quiz', de: 'Wer als Manager des Quiz benannt ist' },
    who: 'manager',
    arguments: [],
    run: listManagers,
  },
  {
    name: 'managers add',
    aliases: ['manager add', 'managers hinzufügen', 'manager hinzufügen'],
    help: { en: 'Name a manager of the quiz', de: 'Jemanden als Manager des Quiz benennen' },
    who: 'manager',
    arguments: [member],
    run: addManager,
  },
  {
    name: 'managers remove',
    aliases: ['manager remove', 'managers entfernen', 'manager entfernen'],
    help: { en: 'No longer a manager of the quiz', de: 'Nicht mehr Manager des Quiz' },
    who: 'manager',
    arguments: [member],
    run: removeManager,
  },
];
