import type { Command } from '../context.ts';
import { days, time, zone, channels, schedule, SCOPE } from '../shared/arguments.ts';
import { scheduleDaily, scheduleWeekly } from './create.ts';
import {
  listSchedules,
  pauseSchedule,
  removeSchedule,
  resumeSchedule,
  skipSchedule,
} from './manage.ts';

/** Schedules. */
export const SCHEDULING_COMMANDS: readonly Command[] = [
  {
    name: 'schedule daily',
    aliases: ['daily', 'täglich', 'schedule täglich', 'zeitplan täglich', 'plan täglich'],
    help: { en: 'A daily question here', de: 'Eine tägliche Frage hier' },
    who: 'manager',
    arguments: [
      time,
      zone,
      days,
      {
        name: 'closes',
        label: { en: 'closing time', de: 'die Endzeit' },
        aliases: ['close', 'closing', 'ends', 'endet', 'ende', 'schließt'],
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
        type: { kind: 'choice', of: ['sure'], also: { sure: ['sicher'] } },
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
    aliases: ['zeitplan auslassen'],
    help: { en: 'Leave out a date or a range of dates', de: 'Einen Tag oder mehrere auslassen' },
    who: 'manager',
    arguments: [
      schedule,
      {
        name: 'from',
        label: { en: 'date', de: 'das Datum' },
        aliases: ['on', 'ab', 'von', 'vom', 'am'],
        help: {
          en: 'A date or a range, for example 24 Dec - 2 Jan',
          de: 'Ein Tag oder ein Zeitraum, zum Beispiel 24.12.-2.1.',
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
    ],
    run: skipSchedule,
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
