/** The languages that the bot speaks. */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One sentence in every language: one that lacks a language does not compile. */
export type Localized = Readonly<Record<Language, string>>;

/**
 * The language that a tag asks for (BCP 47: `de`, `de-AT`, `de_CH`), or null for one that we do not speak.
 */
export function languageOf(tag: string | null): Language | null {
  const primary = (tag ?? '').toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === primary) ?? null;
}
