import type { ArgumentShape } from '../../domain/command-shape.ts';

// Arguments of several commands.

export const deck: ArgumentShape = {
  name: 'deck',
  label: { en: 'deck', de: 'das Deck' },
  help: { en: 'A deck, by its id', de: 'Ein Deck, mit seiner Kennung' },
  required: false,
  type: { kind: 'word', completes: 'deck' },
};
export const question: ArgumentShape = {
  name: 'question',
  label: { en: 'question', de: 'die Frage' },
  help: { en: 'A question of the deck, by its id', de: 'Eine Frage des Decks, mit ihrer Kennung' },
  required: false,
  type: { kind: 'word', completes: 'question' },
};
export const channels: ArgumentShape = {
  name: 'channels',
  label: { en: 'channels', de: 'die Kanäle' },
  aliases: ['channel', 'kanal'],
  help: {
    en: 'Where, if not here, for example #team-quiz',
    de: 'Wo, wenn nicht hier, zum Beispiel #team-quiz',
  },
  required: false,
  type: { kind: 'channels' },
};
export const zone: ArgumentShape = {
  name: 'zone',
  label: { en: 'time zone', de: 'die Zeitzone' },
  aliases: ['tz', 'timezone'],
  help: {
    en: 'Time zone or city, for example Europe/Berlin or New York; default: yours',
    de: 'Zeitzone oder Stadt, zum Beispiel Europe/Berlin oder Wien; sonst deine',
  },
  required: false,
  type: { kind: 'zone' },
};
export const time: ArgumentShape = {
  name: 'time',
  label: { en: 'time', de: 'die Uhrzeit' },
  aliases: ['at', 'um', 'zeit'],
  help: { en: 'When, for example 09:00 or 5pm', de: 'Wann, zum Beispiel 09:00 oder 17:30' },
  required: true,
  type: { kind: 'time' },
};
export const schedule: ArgumentShape = {
  name: 'id',
  label: { en: 'schedule', de: 'der Zeitplan' },
  help: {
    en: 'A schedule, by its id; may be left out where there is only one',
    de: 'Ein Zeitplan, mit seiner Kennung; bei nur einem nicht nötig',
  },
  required: false,
  type: { kind: 'word', completes: 'schedule' },
};
export const member: ArgumentShape = {
  name: 'member',
  label: { en: 'member', de: 'das Mitglied' },
  help: { en: 'A member, by @mention', de: 'Ein Mitglied, mit @Erwähnung' },
  required: true,
  type: { kind: 'member' },
};
export const days: ArgumentShape = {
  name: 'days',
  label: { en: 'days', de: 'die Tage' },
  aliases: ['day', 'tag'],
  help: {
    en: 'weekdays, daily, mon-fri, mon,wed,fri; default: weekdays',
    de: 'werktags, täglich, mo-fr, mo,mi,fr; sonst werktags',
  },
  required: false,
  type: { kind: 'days' },
};
/** Whose board it is. */
export const SCOPE: ArgumentShape['type'] = {
  kind: 'choice',
  of: ['channel', 'workspace'],
  also: { channel: ['kanal', 'here', 'hier'], workspace: ['workspace', 'arbeitsbereich'] },
};
