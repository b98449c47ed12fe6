import type { ArgumentShape } from '../../domain/command-shape.ts';
import type { Command } from '../context.ts';
import { days, question, time, zone, channels, schedule, SCOPE } from '../shared/arguments.ts';
import { scheduleDaily, scheduleWeekly } from './create.ts';
import {
  listSchedules,
  pauseSchedule,
  removeSchedule,
  resumeSchedule,
  skipSchedule,
  changeSchedule,
  unskipSchedule,
} from './manage.ts';
import { nextQuestions, swapQuestion } from './next-questions.ts';

const closes: ArgumentShape = {
  name: 'closes',
  label: { en: 'closing time', de: 'die Endzeit' },
  aliases: ['close', 'closing', 'ends', 'endet', 'ende', 'schließt'],
  help: {
    en: 'When it closes, for example closes=17:00; default: with the next question',
    de: 'Wann sie endet, zum Beispiel closes=17:00; sonst mit der nächsten Frage',
  },
  required: false,
  type: { kind: 'time' },
};

const open: ArgumentShape = {
  name: 'open',
  label: { en: 'open', de: 'offen' },
  help: {
    en: 'open: without a closing time, until the next question',
    de: 'offen: ohne Endzeit, bis zur nächsten Frage',
  },
  required: false,
  type: { kind: 'choice', of: ['open'], also: { open: ['offen'] } },
};

/** A schedule's skipped dates. */
const skipped: readonly ArgumentShape[] = [
  {
    name: 'from',
    label: { en: 'date', de: 'das Datum' },
    aliases: ['on', 'ab', 'von', 'vom', 'am'],
    help: {
      en: 'A date or a range, for example 24 Dec - 2 Jan',
      de: 'Ein Tag oder ein Zeitraum, zum Beispiel 24.12. bis 2. Januar',
    },
    required: true,
    type: { kind: 'date', last: 'to', upcoming: true },
  },
  {
    name: 'to',
    label: { en: 'last date', de: 'das Enddatum' },
    aliases: ['bis', 'until', 'till'],
    help: { en: 'Last date; default: only the first', de: 'Letzter Tag; sonst nur der erste' },
    required: false,
    type: { kind: 'date', upcoming: true },
  },
];

/** Schedules. */
export const SCHEDULING_COMMANDS: readonly Command[] = [
  {
    name: 'next',
    aliases: ['upcoming', 'nächste', 'als nächstes'],
    help: {
      en: 'The next questions and when; swap one or leave it out',
      de: 'Die nächsten Fragen mit Termin; eine tauschen oder auslassen',
    },
    who: 'manager',
    arguments: [channels],
    run: nextQuestions,
  },
  {
    name: 'schedule daily',
    aliases: ['daily', 'täglich', 'schedule täglich', 'zeitplan täglich', 'plan täglich'],
    help: { en: 'A daily question here', de: 'Eine tägliche Frage hier' },
    who: 'manager',
    arguments: [
      time,
      zone,
      days,
      closes,
      {
        name: 'sure',
        help: {
          en: 'Ask after each answer how sure one was',
          de: 'Nach jeder Antwort fragen, wie sicher man war',
        },
        required: false,
        type: { kind: 'choice', of: ['sure'], also: { sure: ['sicher'] } },
      },
      {
        name: 'another',
        help: {
          en: 'Add it although there is one of that kind here',
          de: 'Auch anlegen, wenn es hier schon so einen Zeitplan gibt',
        },
        required: false,
        type: { kind: 'choice', of: ['another'], also: { another: ['zusätzlich'] } },
      },
      channels,
      {
        name: 'decks',
        label: { en: 'decks', de: 'die Decks' },
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
    aliases: [
      'weekly',
      'wöchentlich',
      'schedule wöchentlich',
      'zeitplan wöchentlich',
      'plan wöchentlich',
    ],
    help: { en: 'A weekly leaderboard here', de: 'Eine wöchentliche Rangliste hier' },
    who: 'manager',
    arguments: [
      {
        name: 'day',
        label: { en: 'day', de: 'der Wochentag' },
        aliases: ['am'],
        help: {
          en: 'Day of the week, for example mon',
          de: 'Wochentag, zum Beispiel mo für Montag',
        },
        required: true,
        type: { kind: 'days', one: true },
      },
      time,
      zone,
      {
        name: 'scope',
        label: { en: 'scope', de: 'der Umfang' },
        help: {
          en: 'channel or workspace: whose board it is; default: channel',
          de: 'channel (Kanal) oder workspace: wessen Rangliste; sonst channel',
        },
        required: false,
        type: SCOPE,
      },
      {
        name: 'another',
        help: {
          en: 'Add it although there is one of that kind here',
          de: 'Auch anlegen, wenn es hier schon so einen Zeitplan gibt',
        },
        required: false,
        type: { kind: 'choice', of: ['another'], also: { another: ['zusätzlich'] } },
      },
      channels,
    ],
    run: scheduleWeekly,
  },
  {
    name: 'schedule list',
    aliases: ['schedules', 'schedule show', 'zeitplan', 'zeitpläne', 'zeitplan liste'],
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
    aliases: ['schedule stop', 'zeitplan pausieren', 'zeitplan pause'],
    help: { en: 'Pause a schedule', de: 'Einen Zeitplan pausieren' },
    who: 'manager',
    arguments: [schedule],
    run: pauseSchedule,
  },
  {
    name: 'schedule resume',
    aliases: ['schedule continue', 'schedule unpause', 'zeitplan fortsetzen'],
    help: { en: 'Let a paused schedule go on', de: 'Einen pausierten Zeitplan fortsetzen' },
    who: 'manager',
    arguments: [schedule],
    run: resumeSchedule,
  },
  {
    name: 'schedule skip',
    aliases: ['skip', 'zeitplan auslassen', 'auslassen'],
    help: { en: 'Leave out a date or a range of dates', de: 'Einen Tag oder mehrere auslassen' },
    who: 'manager',
    arguments: [schedule, ...skipped],
    run: skipSchedule,
  },
  {
    name: 'schedule change',
    aliases: ['schedule edit', 'schedule move', 'zeitplan ändern'],
    help: {
      en: 'Change a schedule’s time, zone or days',
      de: 'Uhrzeit, Zeitzone oder Tage eines Zeitplans ändern',
    },
    who: 'manager',
    arguments: [schedule, { ...time, required: false }, zone, days, closes, open],
    run: changeSchedule,
  },
  {
    name: 'schedule unskip',
    aliases: ['zeitplan nachholen'],
    help: {
      en: 'Post on a skipped date after all',
      de: 'An einem ausgelassenen Tag doch posten',
    },
    who: 'manager',
    arguments: [schedule, ...skipped],
    run: unskipSchedule,
  },
  {
    name: 'schedule swap',
    aliases: ['swap', 'schedule replace', 'tauschen', 'zeitplan tauschen'],
    help: {
      en: 'Ask another question on a date',
      de: 'An einem Tag eine andere Frage stellen',
    },
    who: 'manager',
    arguments: [
      {
        name: 'date',
        label: { en: 'date', de: 'das Datum' },
        aliases: ['on', 'am', 'vom'],
        help: { en: 'The date, for example 24 Dec', de: 'Der Tag, zum Beispiel 24.12.' },
        required: true,
        type: { kind: 'date', upcoming: true },
      },
      {
        ...question,
        help: {
          en: 'The question to ask instead; default: the next unseen one',
          de: 'Die Frage, die stattdessen kommt; sonst die nächste neue',
        },
      },
      schedule,
    ],
    run: swapQuestion,
  },
  {
    name: 'schedule remove',
    aliases: ['schedule delete', 'zeitplan entfernen', 'zeitplan löschen'],
    help: { en: 'Remove a schedule', de: 'Einen Zeitplan entfernen' },
    who: 'manager',
    arguments: [schedule],
    run: removeSchedule,
  },
];
