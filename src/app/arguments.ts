import type { ArgumentShape } from '../domain/command.ts';

// Arguments that several commands share.

export const deck: ArgumentShape = {
  name: 'deck',
  help: 'A deck, by its id',
  required: false,
  type: { kind: 'word', completes: 'deck' },
};
export const question: ArgumentShape = {
  name: 'question',
  help: 'A question of the deck, by its id',
  required: false,
  type: { kind: 'word', completes: 'question' },
};
export const channels: ArgumentShape = {
  name: 'channels',
  help: 'Where, if not here, for example #team-quiz',
  required: false,
  type: { kind: 'channels' },
};
export const zone: ArgumentShape = {
  name: 'zone',
  help: 'Time zone, for example Europe/Berlin; default: this channel’s',
  required: false,
  type: { kind: 'zone' },
};
export const time: ArgumentShape = {
  name: 'time',
  help: 'When, 24 hours, for example 09:00',
  required: true,
  type: { kind: 'time' },
};
export const schedule: ArgumentShape = {
  name: 'id',
  help: 'A schedule, by its id; may be left out where there is only one',
  required: false,
  type: { kind: 'word', completes: 'schedule' },
};
export const member: ArgumentShape = {
  name: 'member',
  help: 'A member, by @mention',
  required: true,
  type: { kind: 'member' },
};
