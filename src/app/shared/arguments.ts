import type { ArgumentShape } from '../../domain/command-shape.ts';

// Arguments that several commands share.

export const deck: ArgumentShape = {
  name: 'deck',
  help: { en: 'A deck, by its id', de: 'Ein Deck, mit seiner Kennung' },
  required: false,
  type: { kind: 'word', completes: 'deck' },
};
export const question: ArgumentShape = {
  name: 'question',
  help: { en: 'A question of the deck, by its id', de: 'Eine Frage des Decks, mit ihrer Kennung' },
  required: false,
  type: { kind: 'word', completes: 'question' },
};
export const channels: ArgumentShape = {
  name: 'channels',
  help: {
    en: 'Where, if not here, for example #team-quiz',
    de: 'Wo, wenn nicht hier, zum Beispiel #team-quiz',
  },
  required: false,
  type: { kind: 'channels' },
};
export const zone: ArgumentShape = {
  name: 'zone',
  help: {
    en: 'Time zone, for example Europe/Berlin; default: this channel’s',
    de: 'Zeitzone, zum Beispiel Europe/Berlin; sonst die des Kanals',
  },
  required: false,
  type: { kind: 'zone' },
};
export const time: ArgumentShape = {
  name: 'time',
  help: { en: 'When, 24 hours, for example 09:00', de: 'Wann, 24 Stunden, zum Beispiel 09:00' },
  required: true,
  type: { kind: 'time' },
};
export const schedule: ArgumentShape = {
  name: 'id',
  help: {
    en: 'A schedule, by its id; may be left out where there is only one',
    de: 'Ein Zeitplan, mit seiner Kennung; bei nur einem nicht nötig',
  },
  required: false,
  type: { kind: 'word', completes: 'schedule' },
};
export const member: ArgumentShape = {
  name: 'member',
  help: { en: 'A member, by @mention', de: 'Ein Mitglied, mit @Erwähnung' },
  required: true,
  type: { kind: 'member' },
};
export const days: ArgumentShape = {
  name: 'days',
  help: {
    en: 'weekdays, daily, mon-fri, mon,wed,fri; default: weekdays',
    de: 'weekdays, daily, mon-fri, mon,wed,fri; sonst weekdays (Werktage)',
  },
  required: false,
  type: { kind: 'days' },
};
