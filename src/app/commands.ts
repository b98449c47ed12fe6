import type { CommandShape, Values } from '../domain/command.ts';
import type { Reply } from '../domain/card.ts';
import type { Call } from './app.ts';
import { ask, close, preview, rekey, voidRound } from './ask.ts';
import { leaderboard } from './board.ts';
import { decks, help, tipsOf } from './look.ts';
import { addManager, listManagers, removeManager } from './managers.ts';
import { channels, deck, member, question, schedule, time, zone } from './arguments.ts';
import { me } from './me.ts';
import { practice, review } from './practice.ts';
import { forgetMe, hideMe, showPrivacy, unhideMe } from './privacy.ts';
import {
  listSchedules,
  pauseSchedule,
  removeSchedule,
  resumeSchedule,
  skipSchedule,
} from './schedules.ts';
import { scheduleDaily, scheduleWeekly } from './set-schedule.ts';

export interface Command extends CommandShape {
  readonly run: (call: Call, values: Values) => Promise<Reply>;
}

/** The one table of commands: parser, help, Discord's registration and completion come from it. */
export const COMMANDS: readonly Command[] = [
  { name: 'help', help: 'What I can do', who: 'all', arguments: [], run: help },
  {
    name: 'practice',
    help: 'A private session: questions, reasons, what to brush up',
    who: 'all',
    arguments: [
      deck,
      {
        name: 'count',
        help: 'How many questions, 1 to 20; default: 5',
        required: false,
        type: { kind: 'integer', min: 1, max: 20 },
      },
      {
        name: 'anew',
        help: 'Start anew although a session is under way',
        required: false,
        type: { kind: 'choice', of: ['anew'] },
      },
    ],
    run: practice,
  },
  { name: 'review', help: 'What is due for you', who: 'all', arguments: [], run: review },
  {
    name: 'me',
    help: 'Your points, accuracy, streak, and what is due',
    who: 'all',
    arguments: [],
    run: me,
  },
  {
    name: 'leaderboard',
    help: 'The board, only for you',
    who: 'all',
    arguments: [
      {
        name: 'period',
        help: 'week, month or all; default: week',
        required: false,
        type: { kind: 'choice', of: ['week', 'month', 'all'] },
      },
      {
        name: 'scope',
        help: 'channel or workspace; default: channel',
        required: false,
        type: { kind: 'choice', of: ['channel', 'workspace'] },
      },
      {
        name: 'share',
        help: 'Post it into the channel for everybody',
        required: false,
        type: { kind: 'choice', of: ['share'] },
      },
    ],
    run: leaderboard,
  },
  {
    name: 'decks',
    help: 'What there is to ask and practise',
    who: 'all',
    arguments: [],
    run: decks,
  },
  { name: 'tips', help: 'The tips of a deck', who: 'all', arguments: [deck], run: tipsOf },
  {
    name: 'privacy show',
    help: 'What is kept of you',
    who: 'all',
    arguments: [],
    run: showPrivacy,
  },
  {
    name: 'privacy hide',
    help: 'Leave every board; you go on learning',
    who: 'all',
    arguments: [],
    run: hideMe,
  },
  {
    name: 'privacy unhide',
    help: 'Back into the boards',
    who: 'all',
    arguments: [],
    run: unhideMe,
  },
  {
    name: 'privacy forget',
    help: 'Erase your name and cut it from your answers, for good',
    who: 'all',
    arguments: [
      {
        name: 'confirm',
        help: 'Type forget-me to say that you mean it',
        required: true,
        type: { kind: 'choice', of: ['forget-me'] },
      },
    ],
    run: forgetMe,
  },
  {
    name: 'ask',
    help: 'Post a question here now',
    who: 'manager',
    arguments: [deck, question],
    run: ask,
  },
  { name: 'close', help: 'Close the open question now', who: 'manager', arguments: [], run: close },
  {
    name: 'preview',
    help: 'See a question as it would be posted',
    who: 'manager',
    arguments: [deck, question],
    run: preview,
  },
  {
    name: 'void',
    help: 'Take the last question out of the boards',
    who: 'manager',
    arguments: [],
    run: voidRound,
  },
  {
    name: 'rekey',
    help: 'Change the key of the last question; boards follow',
    who: 'manager',
    arguments: [
      {
        name: 'option',
        help: 'The letter of the right option',
        required: true,
        type: { kind: 'word', completes: 'none' },
      },
    ],
    run: rekey,
  },
  {
    name: 'schedule daily',
    help: 'A daily question here',
    who: 'manager',
    arguments: [
      time,
      zone,
      {
        name: 'days',
        help: 'weekdays, daily, mon-fri, mon,wed,fri; default: weekdays',
        required: false,
        type: { kind: 'days' },
      },
      {
        name: 'closes',
        help: 'When it closes, for example closes=17:00; default: with the next question',
        required: false,
        type: { kind: 'time' },
      },
      channels,
      {
        name: 'decks',
        help: 'Decks, with weights if you like: api-security:2 testing; default: all',
        required: false,
        type: { kind: 'rest', completes: 'deck' },
      },
    ],
    run: scheduleDaily,
  },
  {
    name: 'schedule weekly',
    help: 'A weekly leaderboard here',
    who: 'manager',
    arguments: [
      {
        name: 'day',
        help: 'Day of the week, for example mon',
        required: true,
        type: { kind: 'days' },
      },
      time,
      zone,
      {
        name: 'scope',
        help: 'channel or workspace: whose board it is; default: channel',
        required: false,
        type: { kind: 'choice', of: ['channel', 'workspace'] },
      },
      channels,
    ],
    run: scheduleWeekly,
  },
  {
    name: 'schedule list',
    help: 'All schedules with their next dates',
    who: 'manager',
    arguments: [],
    run: listSchedules,
  },
  {
    name: 'schedule pause',
    help: 'Pause a schedule',
    who: 'manager',
    arguments: [schedule],
    run: pauseSchedule,
  },
  {
    name: 'schedule resume',
    help: 'Let a paused schedule go on',
    who: 'manager',
    arguments: [schedule],
    run: resumeSchedule,
  },
  {
    name: 'schedule skip',
    help: 'Leave out a date or a range of dates',
    who: 'manager',
    arguments: [
      schedule,
      {
        name: 'from',
        help: 'First date, for example 2026-12-24',
        required: true,
        type: { kind: 'date' },
      },
      {
        name: 'to',
        help: 'Last date; default: only the first',
        required: false,
        type: { kind: 'date' },
      },
    ],
    run: skipSchedule,
  },
  {
    name: 'schedule remove',
    help: 'Remove a schedule',
    who: 'manager',
    arguments: [schedule],
    run: removeSchedule,
  },
  {
    name: 'managers list',
    help: 'Who was named a manager of the quiz',
    who: 'manager',
    arguments: [],
    run: listManagers,
  },
  {
    name: 'managers add',
    help: 'Name a manager of the quiz',
    who: 'manager',
    arguments: [member],
    run: addManager,
  },
  {
    name: 'managers remove',
    help: 'No longer a manager of the quiz',
    who: 'manager',
    arguments: [member],
    run: removeManager,
  },
];
