import type { Command } from '../context.ts';
import { days, time, zone } from '../shared/arguments.ts';
import { away, back } from './away.ts';
import { remindAt, remindOff } from './remind.ts';

/** Reminders and days away. */
export const REMINDERS_COMMANDS: readonly Command[] = [
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
];
