import type { Localized } from '../../../domain/language.ts';

/** The page's own sentences, around the bot's cards. */
export const PAGE = {
  lead: {
    en: 'One good question a day. Your answer is private; the reasons come at once.',
    de: 'Jeden Tag eine gute Frage. Deine Antwort sieht niemand sonst; die Gründe kommen sofort.',
  },
  join: { en: 'Join', de: 'Beitreten' },
  welcome: {
    en: 'Press a letter to answer; only you see the reply. Type /quiz for the rest.',
    de: 'Drücke einen Buchstaben, um zu antworten; die Antwort siehst nur du. Alles Weitere mit /quiz.',
  },
  welcomeManager: {
    en: 'You are the first here, so you manage the quiz. Press a letter to answer; type /quiz for the rest.',
    de: 'Du bist zuerst hier, also verwaltest du das Quiz. Drücke einen Buchstaben, um zu antworten; alles Weitere mit /quiz.',
  },
  yourName: { en: 'Your name', de: 'Dein Name' },
  thisMachine: {
    en: 'This chat runs on your machine only. Open another browser to be another member.',
    de: 'Dieser Chat läuft nur auf deiner Maschine. Ein weiterer Browser ist ein weiteres Mitglied.',
  },
  skip: { en: 'Skip to the message box', de: 'Zum Nachrichtenfeld springen' },
  youAre: { en: 'You are ', de: 'Du bist ' },
  studio: { en: 'Studio', de: 'Studio' },
  manager: { en: 'manager', de: 'Manager' },
  messagesIn: { en: 'Messages in', de: 'Nachrichten in' },
  newMessages: { en: 'New messages ↓', de: 'Neue Nachrichten ↓' },
  message: { en: 'Message', de: 'Nachricht' },
  saySomething: { en: 'Say something, or /quiz', de: 'Sag etwas, oder /quiz' },
  send: { en: 'Send', de: 'Senden' },
  suggestions: { en: 'Suggestions', de: 'Vorschläge' },
  earlier: { en: 'Show earlier messages', de: 'Frühere Nachrichten zeigen' },
  onlyYou: { en: 'Only you can see this', de: 'Das siehst nur du' },
  answers: { en: 'Answers: ', de: 'Antwort auf: ' },
  optional: { en: 'optional', de: 'freiwillig' },
  download: { en: 'Download', de: 'Herunterladen' },
  lost: {
    en: 'The connection is lost. Trying again …',
    de: 'Die Verbindung ist weg. Neuer Versuch …',
  },
  silent: {
    en: 'The chat does not answer. Is Deckhand running?',
    de: 'Der Chat antwortet nicht. Läuft Deckhand?',
  },
  tooMuch: { en: 'This is too much.', de: 'Das ist zu viel.' },
  broken: {
    en: 'Something went wrong here. Try again.',
    de: 'Hier ist etwas schiefgegangen. Versuche es noch einmal.',
  },
  unchanged: {
    en: 'Something went wrong here and nothing was changed. Try again.',
    de: 'Hier ist etwas schiefgegangen, und nichts wurde geändert. Versuche es noch einmal.',
  },
  notSaved: {
    en: 'This was not saved: the database is not free. Try again in a moment.',
    de: 'Das wurde nicht gespeichert: Die Datenbank ist nicht frei. Versuche es gleich noch einmal.',
  },
  notSavedFull: {
    en: 'This was not saved: the disk of this bot is full. Tell whoever runs it, then try again.',
    de: 'Das wurde nicht gespeichert: Die Festplatte dieses Bots ist voll. Sag es denen, die ihn betreiben, und versuche es dann noch einmal.',
  },
  notShown: {
    en: 'This cannot be shown now: the database is not free. Try again in a moment.',
    de: 'Das lässt sich gerade nicht zeigen: Die Datenbank ist nicht frei. Versuche es gleich noch einmal.',
  },
  badName: {
    en: 'Write a name of 1 to 40 characters with a letter or digit in it.',
    de: 'Schreib einen Namen mit 1 bis 40 Zeichen, darunter ein Buchstabe oder eine Ziffer.',
  },
  takenName: {
    en: 'Somebody here has this name already, or one that looks the same. Choose another one.',
    de: 'Diesen Namen oder einen, der genauso aussieht, hat hier schon jemand. Wähle einen anderen.',
  },
  invisibleName: {
    en: 'This name has invisible characters in it. Write it without them.',
    de: 'In diesem Namen sind unsichtbare Zeichen. Schreib ihn ohne sie.',
  },
  stackedName: {
    en: 'Too many marks stand on one letter of this name. Write it without them.',
    de: 'In diesem Namen stehen zu viele Zeichen an einem Buchstaben. Schreib ihn ohne sie.',
  },
  mixedName: {
    en: 'This name mixes letters of two alphabets in one word. Write it in one of them.',
    de: 'Dieser Name mischt in einem Wort Buchstaben zweier Alphabete. Schreib ihn in einem davon.',
  },
  botName: {
    en: 'This is the name of the bot. Choose another one.',
    de: 'So heißt der Bot. Wähle einen anderen Namen.',
  },
  joinCode: { en: 'Join code', de: 'Beitrittscode' },
  wrongCode: {
    en: 'This is not the join code. Ask whoever runs Deckhand for it.',
    de: 'Das ist nicht der Beitrittscode. Frag danach, wer Deckhand betreibt.',
  },
  codeLater: {
    en: 'There were too many wrong join codes. Try again in a minute.',
    de: 'Es gab zu viele falsche Beitrittscodes. Versuche es in einer Minute noch einmal.',
  },
  takePlace: { en: 'Go on as ', de: 'Weiter als ' },
  becomeManager: {
    en: 'With this link you join as a manager.',
    de: 'Mit diesem Link trittst du als Manager bei.',
  },
  usedLink: {
    en: 'This link has been used or is too old. Make a new one: deckhand managers link',
    de: 'Dieser Link wurde schon benutzt oder ist zu alt. Neuer Link: deckhand managers link',
  },
  joinFirst: { en: 'Join first.', de: 'Tritt zuerst bei.' },
  tooLong: {
    en: 'A message can have 2,000 characters. Make it shorter.',
    de: 'Eine Nachricht kann 2.000 Zeichen haben. Kürze sie.',
  },
  wrongAddress: {
    en: 'This address is not one of the local chat. Open the one that was printed at the start.',
    de: 'Diese Adresse gehört nicht zum lokalen Chat. Öffne die, die beim Start ausgegeben wurde.',
  },
  wrongPage: {
    en: 'This request came from another page than the local chat.',
    de: 'Diese Anfrage kam von einer anderen Seite als dem lokalen Chat.',
  },
} as const satisfies Readonly<Record<string, Localized>>;

/** Beside a link with which a newcomer becomes a manager, in the browser of a member. */
export function browserHas(name: string): Localized {
  return {
    en: `In this browser you are ${name} already. To make ${name} a manager, type: deckhand managers add ${name}`,
    de: `In diesem Browser bist du schon ${name}. So wird ${name} Manager: deckhand managers add ${name}`,
  };
}

/** Beside a link to one member's place, in the browser of another. */
export function browserBecomes(now: string, next: string): Localized {
  return {
    en: `In this browser you are ${now}. If you go on as ${next}, ${now} needs a link to come back: deckhand managers link ${now}`,
    de: `In diesem Browser bist du ${now}. Machst du als ${next} weiter, braucht ${now} einen Link, um zurückzukommen: deckhand managers link ${now}`,
  };
}

export function unknownSlash(word: string): Localized {
  return {
    en: `There is no ${word} here. Commands begin with /quiz.`,
    de: `${word} gibt es hier nicht. Befehle beginnen mit /quiz.`,
  };
}
