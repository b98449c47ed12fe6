import { days, deck, time, zone } from './shared/arguments.ts';
import type { Command } from './command.ts';
import { away, back } from './reminders/away.ts';
import { leaderboard } from './leaderboard/leaderboard.ts';
import { decks, help, tipsOf } from './help/help.ts';
import { me } from './profile/me.ts';
import { practice } from './practice/practice.ts';
import { remindAt, remindOff } from './reminders/remind.ts';
import { review } from './practice/review.ts';
import { exportMe, forgetMe, hideMe, showPrivacy, unhideMe } from './privacy/privacy.ts';

/** What everybody can do. */
export const MEMBER_COMMANDS: readonly Command[] = [
  {
    name: 'help',
    help: { en: 'What I can do', de: 'Was ich kann' },
    who: 'all',
    arguments: [],
    run: help,
  },
  {
    name: 'practice',
    help: {
      en: 'A private session: questions, reasons, what to brush up',
      de: 'Privat üben: Fragen, Gründe, was sich aufzufrischen lohnt',
    },
    who: 'all',
    arguments: [
      deck,
      {
        name: 'count',
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
        type: { kind: 'choice', of: ['anew'] },
      },
    ],
    run: practice,
  },
  {
    name: 'review',
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
        type: { kind: 'choice', of: ['restore'] },
      },
    ],
    run: review,
  },
  {
    name: 'remind at',
    help: {
      en: 'A private reminder, only when something is due',
      de: 'Eine private Erinnerung, nur wenn etwas fällig ist',
    },
    who: 'all',
    arguments: [time, days, zone],
    run: remindAt,
  },
  {
    name: 'remind off',
    help: { en: 'No more reminders', de: 'Keine Erinnerungen mehr' },
    who: 'all',
    arguments: [],
    run: remindOff,
  },
  {
    name: 'away',
    help: {
      en: 'You are away: streak, reminder and due dates wait',
      de: 'Du bist weg: Serie, Erinnerung und Fälliges warten',
    },
    who: 'all',
    arguments: [
      {
        name: 'until',
        help: {
          en: 'Last day away, for example 2026-12-31; default: until you are back',
          de: 'Letzter Tag, zum Beispiel 2026-12-31; sonst bis du zurück bist',
        },
        required: false,
        type: { kind: 'date' },
      },
    ],
    run: away,
  },
  {
    name: 'back',
    help: { en: 'You are back', de: 'Du bist zurück' },
    who: 'all',
    arguments: [],
    run: back,
  },
  {
    name: 'me',
    help: {
      en: 'Your points, accuracy, streak, and what is due',
      de: 'Deine Punkte, Trefferquote, Serie und was fällig ist',
    },
    who: 'all',
    arguments: [],
    run: me,
  },
  {
    name: 'leaderboard',
    help: { en: 'The board, only for you', de: 'Die Rangliste, nur für dich' },
    who: 'all',
    arguments: [
      {
        name: 'period',
        help: {
          en: 'week, month or all; default: week',
          de: 'week (Woche), month (Monat) oder all (seit Beginn); sonst week',
        },
        required: false,
        type: { kind: 'choice', of: ['week', 'month', 'all'] },
      },
      {
        name: 'scope',
        help: {
          en: 'channel or workspace; default: channel',
          de: 'channel (Kanal) oder workspace; sonst channel',
        },
        required: false,
        type: { kind: 'choice', of: ['channel', 'workspace'] },
      },
      {
        name: 'share',
        help: { en: 'Post it into the channel for everybody', de: 'Für alle in den Kanal posten' },
        required: false,
        type: { kind: 'choice', of: ['share'] },
      },
    ],
    run: leaderboard,
  },
  {
    name: 'decks',
    help: { en: 'What there is to ask and practise', de: 'Was es zu fragen und zu üben gibt' },
    who: 'all',
    arguments: [],
    run: decks,
  },
  {
    name: 'tips',
    help: { en: 'The tips of a deck', de: 'Die Tipps eines Decks' },
    who: 'all',
    arguments: [deck],
    run: tipsOf,
  },
  {
    name: 'privacy show',
    help: { en: 'What is kept of you', de: 'Was von dir gespeichert ist' },
    who: 'all',
    arguments: [],
    run: showPrivacy,
  },
  {
    name: 'privacy export',
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
    help: { en: 'Back into the boards', de: 'Zurück in die Ranglisten' },
    who: 'all',
    arguments: [],
    run: unhideMe,
  },
  {
    name: 'privacy forget',
    help: {
      en: 'Erase your name and cut it from your answers, for good',
      de: 'Deinen Namen löschen und von deinen Antworten trennen, endgültig',
    },
    who: 'all',
    arguments: [
      {
        name: 'confirm',
        help: {
          en: 'Type forget-me to say that you mean it',
          de: 'Tippe forget-me, wenn du es wirklich willst',
        },
        required: true,
        type: { kind: 'choice', of: ['forget-me'] },
      },
    ],
    run: forgetMe,
  },
];
