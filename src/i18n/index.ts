import { languageOf, type Language } from '../domain/language.ts';
import { de } from './de.ts';
import { en, type Words } from './en.ts';

export type { Words } from './en.ts';

const ALL: Readonly<Record<Language, Words>> = { en, de };

/**
 * Every sentence in the language of a tag (BCP 47).
 * @param usual the language if the tag is null or of a language that the bot does not speak
 */
export function wordsIn(tag: string | null, usual: Language = 'en'): Words {
  return ALL[languageOf(tag) ?? usual];
}
