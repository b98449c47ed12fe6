import type { Localized } from '../../domain/language.ts';

/** The sentences of the preview pages, around the previews. */
export const PAGE = {
  preview: { en: 'Preview', de: 'Vorschau' },
  decks: { en: 'Decks', de: 'Decks' },
  skip: { en: 'Skip to the questions', de: 'Zu den Fragen springen' },
  look: { en: 'What is shown', de: 'Was gezeigt wird' },
  colours: { en: 'Colours', de: 'Farben' },
  light: { en: 'Light', de: 'Hell' },
  dark: { en: 'Dark', de: 'Dunkel' },
  width: { en: 'Width', de: 'Breite' },
  phone: { en: 'Phone', de: 'Handy' },
  desktop: { en: 'Desktop', de: 'Desktop' },
  platform: { en: 'Platform', de: 'Plattform' },
  all: { en: 'All', de: 'Alle' },
  web: { en: 'Local chat', de: 'Lokaler Chat' },
  note: {
    en: 'Drawn from what the bot would send. Options stand as they are written; a round deals them anew. The result counts invented answers.',
    de: 'Gezeichnet aus dem, was der Bot senden würde. Die Optionen stehen, wie sie geschrieben sind; jede Runde mischt sie neu. Das Ergebnis zählt erfundene Antworten.',
  },
  marks: { en: 'Lint marks', de: 'Hinweise des Linters' },
  deckMarks: { en: 'About the deck', de: 'Zum Deck' },
  noMarks: { en: 'No lint marks.', de: 'Keine Hinweise des Linters.' },
  error: { en: 'error', de: 'Fehler' },
  warning: { en: 'warning', de: 'Warnung' },
  info: { en: 'hint', de: 'Hinweis' },
  line: { en: 'line', de: 'Zeile' },
  broken: {
    en: 'This deck cannot be asked until its errors are mended.',
    de: 'Dieses Deck kann erst gestellt werden, wenn seine Fehler behoben sind.',
  },
  retired: { en: 'retired: not asked any more', de: 'zurückgezogen: wird nicht mehr gestellt' },
  pages: { en: 'Pages', de: 'Seiten' },
} as const satisfies Readonly<Record<string, Localized>>;
