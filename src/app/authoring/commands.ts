import type { ArgumentShape } from '../../domain/command-shape.ts';
import type { Command } from '../context.ts';
import { importDeck } from './import-deck.ts';
import { discardDraft, publishDraft } from './publish-draft.ts';
import { studioLink } from './studio-link.ts';
import { suggest } from './suggest.ts';

const DRAFT: ArgumentShape = {
  name: 'deck',
  label: { en: 'deck', de: 'das Deck' },
  help: { en: 'The deck of your draft', de: 'Das Deck deines Entwurfs' },
  required: true,
  type: { kind: 'word', completes: 'deck' },
};

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
        name: 'into',
        label: { en: 'deck', de: 'das Deck' },
        help: {
          en: 'A deck of this workspace that gets the questions; left out: a new one',
          de: 'Ein Deck dieses Workspace, das die Fragen bekommt; sonst ein neues',
        },
        required: false,
        type: { kind: 'word', completes: 'deck' },
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
    name: 'question publish',
    aliases: ['publish', 'veröffentlichen'],
    help: {
      en: 'Publish your draft of a deck: it is asked from then on',
      de: 'Deinen Entwurf eines Decks veröffentlichen: Er wird ab dann gestellt',
    },
    who: 'manager',
    arguments: [DRAFT],
    run: publishDraft,
  },
  {
    name: 'question discard',
    aliases: ['discard', 'verwerfen'],
    help: {
      en: 'Discard your draft of a deck',
      de: 'Deinen Entwurf eines Decks verwerfen',
    },
    who: 'manager',
    arguments: [DRAFT],
    run: discardDraft,
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
