import type { Command } from '../context.ts';
import { exportMe, forgetMe, hideMe, showPrivacy, unhideMe } from './privacy.ts';

/** A member's own data. */
export const PRIVACY_COMMANDS: readonly Command[] = [
  {
    name: 'privacy show',
    aliases: ['privacy', 'datenschutz', 'datenschutz zeigen', 'meine daten', 'my data'],
    help: { en: 'What is kept of you', de: 'Was von dir gespeichert ist' },
    who: 'all',
    arguments: [],
    run: showPrivacy,
  },
  {
    name: 'privacy export',
    aliases: [
      'datenschutz export',
      'datenschutz exportieren',
      'export my data',
      'meine daten exportieren',
    ],
    help: {
      en: 'Everything that is kept of you, as a file for you alone',
      de: 'Alles, was von dir gespeichert ist, als Datei nur für dich',
    },
    who: 'all',
    arguments: [],
    run: exportMe,
  },
  {
    name: 'privacy hide',
    aliases: ['datenschutz verbergen'],
    help: {
      en: 'Leave every board; you go on learning',
      de: 'Raus aus allen Ranglisten; du lernst weiter',
    },
    who: 'all',
    arguments: [],
    run: hideMe,
  },
  {
    name: 'privacy unhide',
    aliases: ['datenschutz zurück'],
    help: { en: 'Back into the boards', de: 'Zurück in die Ranglisten' },
    who: 'all',
    arguments: [],
    run: unhideMe,
  },
  {
    name: 'privacy forget',
    aliases: [
      'privacy delete',
      'privacy erase',
      'datenschutz löschen',
      'datenschutz vergessen',
      'delete my data',
      'forget me',
      'meine daten löschen',
      'vergiss mich',
    ],
    help: {
      en: 'Erase your name and cut it from your answers, for good',
      de: 'Deinen Namen löschen und von deinen Antworten trennen, endgültig',
    },
    who: 'all',
    arguments: [
      {
        name: 'confirm',
        label: { en: 'confirmation', de: 'die Bestätigung' },
        help: {
          en: 'Type forget-me to say that you mean it',
          de: 'Tippe vergiss-mich, wenn du es wirklich willst',
        },
        required: false,
        type: {
          kind: 'choice',
          of: ['forget-me'],
          also: { 'forget-me': ['vergiss-mich', 'forgetme'] },
        },
      },
    ],
    run: forgetMe,
  },
];
