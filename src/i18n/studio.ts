import type { Language } from '../domain/language.ts';
import { studioDe } from './studio-de.ts';
import { studioEn, type StudioWords } from './studio-en.ts';

export type { StudioWords } from './studio-en.ts';

const ALL: Readonly<Record<Language, StudioWords>> = { en: studioEn, de: studioDe };

/** Every sentence of the studio in a language. */
export function studioWordsIn(language: Language): StudioWords {
  return ALL[language];
}
