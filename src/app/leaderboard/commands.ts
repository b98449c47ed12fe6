import type { Command } from '../context.ts';
import { leaderboard } from './leaderboard.ts';

/** Boards. */
export const LEADERBOARD_COMMANDS: readonly Command[] = [
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
];
