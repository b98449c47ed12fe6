import type { Command } from '../context.ts';
import { importDeck } from './import-deck.ts';
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
    name: 'question import',
    aliases: ['import', 'importieren', 'einlesen'],
    help: {
      en: 'Make a deck of a file: GIFT, Moodle, CSV, Excel, Anki and more',
      de: 'Aus einer Datei ein Deck machen: GIFT, Moodle, CSV, Excel, Anki und mehr',
    },
    who: 'manager',
    arguments: [
      {
        name: 'file',
        label: { en: 'file', de: 'die Datei' },
        help: {
          en: 'A file with questions, at most 8 MB; left out: a form asks for it',
          de: 'Eine Datei mit Fragen, höchstens 8 MB; sonst fragt ein Formular danach',
        },
        required: false,
        type: { kind: 'file' },
      },
      {
        name: 'title',
        label: { en: 'title', de: 'der Titel' },
        help: {
          en: 'The title of the new deck; default: the file’s name',
          de: 'Der Titel des neuen Decks; sonst der Name der Datei',
        },
        required: false,
        type: { kind: 'rest', completes: 'none' },
      },
    ],
    run: importDeck,
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
