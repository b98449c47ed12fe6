import type { Command } from '../context.ts';
import { deck } from '../shared/arguments.ts';
import { decks, tipsOf } from './decks.ts';
import { help } from './help.ts';

/** Help, decks, tips. */
export const HELP_COMMANDS: readonly Command[] = [
  {
    name: 'help',
    aliases: ['hilfe', 'help me', 'commands', 'befehle', '?'],
    help: { en: 'What I can do', de: 'Was ich kann' },
    who: 'all',
    arguments: [],
    run: help,
  },
  {
    name: 'decks',
    aliases: ['themen', 'topics'],
    help: { en: 'What there is to ask and practise', de: 'Was es zu fragen und zu üben gibt' },
    who: 'all',
    arguments: [],
    run: decks,
  },
  {
    name: 'tips',
    aliases: ['tipps', 'hints', 'hinweise'],
    help: { en: 'The tips of a deck', de: 'Die Tipps eines Decks' },
    who: 'all',
    arguments: [deck],
    run: tipsOf,
  },
];
