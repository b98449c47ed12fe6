import { languageOf, type Language } from '../domain/language.ts';
import { de } from './de.ts';
import { en, type Words } from './en.ts';

export type { Words } from './en.ts';

const ALL: Readonly<Record<Language, Words>> = { en, de };

/**
 * Every sentence in the language that a tag asks for (BCP 47).
 * @param usual taken where the tag is null or one that we do not speak
 */
export function wordsIn(tag: string | null, usual: Language = 'en'): Words {
  return ALL[languageOf(tag) ?? usual];
}
