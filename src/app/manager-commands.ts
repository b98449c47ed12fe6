import { LANGUAGES } from '../domain/language.ts';
import {
  channels,
  days,
  deck,
  member,
  question,
  schedule,
  time,
  zone,
} from './shared/arguments.ts';
import { ask, close, preview, rekey, voidRound } from './rounds/ask.ts';
import type { Command } from './command.ts';
import { setLanguage } from './workspace/language.ts';
import { listReports } from './problems/report-problem.ts';
import { addManager, listManagers, removeManager } from './workspace/managers.ts';
import {
  listSchedules,
  pauseSchedule,
  removeSchedule,
  resumeSchedule,
  skipSchedule,
} from './scheduling/manage.ts';
import { scheduleDaily, scheduleWeekly } from './scheduling/create.ts';

/** What only managers can do. */
export const MANAGER_COMMANDS: readonly Command[] = [
  {
    name: 'ask',
    help: { en: 'Post a question here now', de: 'Jetzt hier eine Frage posten' },
    who: 'manager',
    arguments: [deck, question],
    run: ask,
  },
  {
    name: 'close',
    help: { en: 'Close the open question now', de: 'Die offene Frage jetzt beenden' },
    who: 'manager',
    arguments: [],
    run: close,
  },
  {
    name: 'preview',
    help: {
      en: 'See a question as it would be posted',
      de: 'Eine Frage so sehen, wie sie gepostet würde',
    },
    who: 'manager',
    arguments: [deck, question],
    run: preview,
  },
  {
    name: 'void',
    help: {
      en: 'Take the last question out of the boards',
      de: 'Die letzte Frage aus der Wertung nehmen',
    },
    who: 'manager',
    arguments: [],
    run: voidRound,
  },
  {
    name: 'rekey',
    help: {
      en: 'Change the key of the last question; boards follow',
      de: 'Die richtige Option der letzten Frage ändern; die Ranglisten folgen',
    },
    who: 'manager',
    arguments: [
      {
        name: 'option',
        help: { en: 'The letter of the right option', de: 'Der Buchstabe der richtigen Option' },
        required: true,
        type: { kind: 'word', completes: 'none' },
      },
    ],
    run: rekey,
  },
  {
    name: 'schedule daily',
    help: { en: 'A daily question here', de: 'Eine tägliche Frage hier' },
    who: 'manager',
    arguments: [
      time,
      zone,
      days,
      {
        name: 'closes',
        help: {
          en: 'When it closes, for example closes=17:00; default: with the next question',
          de: 'Wann sie endet, zum Beispiel closes=17:00; sonst mit der nächsten Frage',
        },
        required: false,
        type: { kind: 'time' },
      },
      {
        name: 'sure',
        help: {
          en: 'Ask after each answer how sure one was',
          de: 'Nach jeder Antwort fragen, wie sicher man war',
        },
        required: false,
        type: { kind: 'choice', of: ['sure'] },
      },
      channels,
      {
        name: 'decks',
        help: {
          en: 'Decks, with weights if you like: api-security:2 testing; default: all',
          de: 'Decks, auf Wunsch gewichtet: api-security:2 testing; sonst alle',
        },
        required: false,
        type: { kind: 'rest', completes: 'deck' },
      },
    ],
    run: scheduleDaily,
  },
  {
    name: 'schedule weekly',
    help: { en: 'A weekly leaderboard here', de: 'Eine wöchentliche Rangliste hier' },
    who: 'manager',
    arguments: [
      {
        name: 'day',
        help: {
          en: 'Day of the week, for example mon',
          de: 'Wochentag, zum Beispiel mon für Montag',
        },
        required: true,
        type: { kind: 'days' },
      },
      time,
      zone,
      {
        name: 'scope',
        help: {
          en: 'channel or workspace: whose board it is; default: channel',
          de: 'channel (Kanal) oder workspace: wessen Rangliste; sonst channel',
        },
        required: false,
        type: { kind: 'choice', of: ['channel', 'workspace'] },
      },
      channels,
    ],
    run: scheduleWeekly,
  },
  {
    name: 'schedule list',
    help: {
      en: 'All schedules with their next dates',
      de: 'Alle Zeitpläne mit ihren nächsten Terminen',
    },
    who: 'manager',
    arguments: [],
    run: listSchedules,
  },
  {
    name: 'schedule pause',
    help: { en: 'Pause a schedule', de: 'Einen Zeitplan pausieren' },
    who: 'manager',
    arguments: [schedule],
    run: pauseSchedule,
  },
  {
    name: 'schedule resume',
    help: { en: 'Let a paused schedule go on', de: 'Einen pausierten Zeitplan fortsetzen' },
    who: 'manager',
    arguments: [schedule],
    run: resumeSchedule,
  },
  {
    name: 'schedule skip',
    help: { en: 'Leave out a date or a range of dates', de: 'Einen Tag oder mehrere auslassen' },
    who: 'manager',
    arguments: [
      schedule,
      {
        name: 'from',
        help: {
          en: 'First date, for example 2026-12-24',
          de: 'Erster Tag, zum Beispiel 2026-12-24',
        },
        required: true,
        type: { kind: 'date' },
      },
      {
        name: 'to',
        help: { en: 'Last date; default: only the first', de: 'Letzter Tag; sonst nur der erste' },
        required: false,
        type: { kind: 'date' },
      },
    ],
    run: skipSchedule,
  },
  {
    name: 'schedule remove',
    help: { en: 'Remove a schedule', de: 'Einen Zeitplan entfernen' },
    who: 'manager',
    arguments: [schedule],
    run: removeSchedule,
  },
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
