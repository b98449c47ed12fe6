import type { Command } from '../context.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { member } from '../shared/arguments.ts';
import { BOARD_MODES, setBoardMode } from './board-mode.ts';
import { setLanguage } from './language.ts';
import { showLog } from './log.ts';
import { addManager, listManagers, removeManager } from './managers.ts';

/** Languages and managers. */
export const WORKSPACE_COMMANDS: readonly Command[] = [
  {
    name: 'board',
    help: {
      en: 'What this channel’s board shows of open questions',
      de: 'Was die Rangliste hier von offenen Fragen zeigt',
    },
    who: 'manager',
    arguments: [
      {
        name: 'mode',
        help: {
          en: 'after-close (default), live, or off for no board',
          de: 'after-close (nach dem Ende, Standard), live (sofort) oder off (keine Rangliste)',
        },
        required: true,
        type: { kind: 'choice', of: BOARD_MODES },
      },
    ],
    run: setBoardMode,
  },
  {
    name: 'log',
    help: { en: 'What managers did', de: 'Was Manager getan haben' },
    who: 'manager',
    arguments: [],
    run: showLog,
  },
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
