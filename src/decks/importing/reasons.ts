import type { Localized } from '../../domain/language.ts';

// Sentences that several formats share: why a question is not carried, and what an author should look at.

export const PICTURE_LEFT_OUT: Localized = {
  en: 'a picture is left out',
  de: 'ein Bild fällt weg',
};
export const SOUND_LEFT_OUT: Localized = {
  en: 'sound or video is left out',
  de: 'Ton oder Video fällt weg',
};
export const CLOZE: Localized = {
  en: 'a cloze has no single key',
  de: 'ein Lückentext hat nicht die eine richtige Option',
};
export const MATCHING: Localized = {
  en: 'a matching question has no single key',
  de: 'eine Zuordnungsfrage hat nicht die eine richtige Option',
};
export const NUMERICAL: Localized = {
  en: 'a numerical question has no options',
  de: 'eine numerische Frage hat keine Optionen',
};
export const ESSAY: Localized = {
  en: 'an essay has no options',
  de: 'ein Freitext hat keine Optionen',
};
export const DESCRIPTION: Localized = {
  en: 'a description asks nothing',
  de: 'eine Beschreibung fragt nichts',
};
export const TYPED: Localized = { en: 'the answer is typed', de: 'die Antwort wird eingetippt' };
export const TWO_SIDES: Localized = {
  en: 'a card with two sides has no wrong options',
  de: 'eine Karte mit zwei Seiten hat keine falschen Optionen',
};
export const NO_TRIVIA: Localized = {
  en: 'it lacks question, correct_answer or incorrect_answers',
  de: 'ihr fehlt question, correct_answer oder incorrect_answers',
};
export const BROKEN_ZIP: Localized = {
  en: 'is a broken ZIP archive: export it again',
  de: 'ist ein beschädigtes ZIP-Archiv: bitte neu exportieren',
};

export function severalKeys(keys: number): Localized {
  return {
    en: `it has ${keys} keys: a deck asks for one`,
    de: `sie hat ${keys} richtige Optionen: ein Deck verlangt genau eine`,
  };
}

export function weighted(weight: number): Localized {
  return {
    en: `an option weighs ${weight}%: a deck has right and wrong only`,
    de: `eine Option zählt ${weight} %: ein Deck kennt nur richtig und falsch`,
  };
}

export function keyIsNoOption(key: string): Localized {
  return {
    en: `its key “${key.slice(0, 40)}” is none of its options`,
    de: `ihre richtige Option „${key.slice(0, 40)}“ ist keine ihrer Optionen`,
  };
}

/** Why a file cannot be opened. */
export function unreadable(code: string): Localized {
  return code === 'ENOENT'
    ? {
        en: 'does not exist: name a file or a folder of questions',
        de: 'gibt es nicht: eine Datei oder einen Ordner mit Fragen nennen',
      }
    : {
        en: `cannot be read (${code}): allow this user to read it`,
        de: `ist nicht lesbar (${code}): diesem Benutzer das Lesen erlauben`,
      };
}
