import type { Command } from '../context.ts';
import { SCOPE } from '../shared/arguments.ts';
import { leaderboard } from './leaderboard.ts';

/** Boards. */
export const LEADERBOARD_COMMANDS: readonly Command[] = [
  {
    name: 'leaderboard',
    aliases: [
      'board',
      'leader board',
      'top',
      'ranking',
      'rank',
      'scores',
      'scoreboard',
      'rangliste',
      'bestenliste',
    ],
    help: { en: 'The board, only for you', de: 'Die Rangliste, nur für dich' },
    who: 'all',
    arguments: [
      {
        name: 'period',
        label: { en: 'period', de: 'der Zeitraum' },
        help: {
          en: 'week, month or all; default: week',
          de: 'woche, monat oder alle (seit Beginn); sonst woche',
        },
        required: false,
        type: {
          kind: 'choice',
          of: ['week', 'month', 'all'],
          also: {
            week: ['woche', 'weekly', 'wochen'],
            month: ['monat', 'monthly'],
            all: ['alle', 'gesamt', 'immer', 'ever', 'alltime', 'all-time'],
          },
        },
      },
      {
        name: 'scope',
        label: { en: 'scope', de: 'der Umfang' },
        help: {
          en: 'channel or workspace; default: channel',
          de: 'kanal oder workspace; sonst kanal',
        },
        required: false,
        type: SCOPE,
      },
      {
        name: 'share',
        help: { en: 'Post it into the channel for everybody', de: 'Für alle in den Kanal posten' },
        required: false,
        type: { kind: 'choice', of: ['share'], also: { share: ['teilen', 'post'] } },
      },
    ],
    run: leaderboard,
  },
];
