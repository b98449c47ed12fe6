import type { Command } from '../context.ts';
import { days, time, zone } from '../shared/arguments.ts';
import { away, back } from './away.ts';
import { remindAt, remindOff } from './remind.ts';

/** Reminders and days away. */
export const REMINDERS_COMMANDS: readonly Command[] = [
  {
    name: 'remind at',
    aliases: [
      'remind',
      'reminder',
      'erinnern',
      'erinnere',
      'erinnerung',
      'erinnerung um',
      'remind um',
      'remind me',
      'remind me at',
      'erinnere mich',
      'erinnere mich um',
    ],
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
    aliases: [
      'reminder off',
      'remind stop',
      'remind never',
      'erinnern aus',
      'erinnerung aus',
      'remind aus',
      'erinnere mich nicht',
      'erinnere mich nicht mehr',
    ],
    help: { en: 'No more reminders', de: 'Keine Erinnerungen mehr' },
    who: 'all',
    arguments: [],
    run: remindOff,
  },
  {
    name: 'away',
    aliases: ['vacation', 'holiday', 'ooo', 'weg', 'abwesend', 'urlaub'],
    help: {
      en: 'You are away: streak, reminder and due dates wait',
      de: 'Du bist weg: Serie, Erinnerung und Fälliges warten',
    },
    who: 'all',
    arguments: [
      {
        name: 'until',
        label: { en: 'last day', de: 'das Enddatum' },
        aliases: ['bis', 'till', 'to'],
        help: {
          en: 'Last day away, for example 2 Jan; default: until you are back',
          de: 'Letzter Tag, zum Beispiel 2.1.; sonst bis du zurück bist',
        },
        required: false,
        type: { kind: 'date', upcoming: true },
      },
    ],
    run: away,
  },
  {
    name: 'back',
    aliases: ['zurück', 'wieder da', "i'm back", 'bin zurück', 'bin wieder da'],
    help: { en: 'You are back', de: 'Du bist zurück' },
    who: 'all',
    arguments: [],
    run: back,
  },
];
