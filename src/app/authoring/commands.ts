import type { Command } from '../context.ts';
import { studioLink } from './studio-link.ts';
import { suggest } from './suggest.ts';

/** Questions that members suggest, and the page where decks are written. */
export const AUTHORING_COMMANDS: readonly Command[] = [
  {
    name: 'suggest',
    aliases: ['vorschlagen', 'vorschlag', 'propose'],
    help: { en: 'Suggest a question', de: 'Eine Frage vorschlagen' },
    who: 'all',
    arguments: [],
    run: suggest,
  },
  {
    name: 'studio',
    aliases: ['editor', 'werkstatt'],
    help: {
      en: 'The page for decks, suggestions and schedules',
      de: 'Die Seite für Decks, Vorschläge und Zeitpläne',
    },
    who: 'manager',
    arguments: [],
    run: studioLink,
  },
];
