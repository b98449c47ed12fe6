/** The languages that the bot speaks. */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A sentence in every language; a missing language does not compile. */
export type Localized = Readonly<Record<Language, string>>;

/** A sentence that is put together in each language. */
export function localized(make: (language: Language) => string): Localized {
  return { en: make('en'), de: make('de') };
}

/**
 * The language of a tag (BCP 47: `de`, `de-AT`, `de_CH`); null if the bot does not speak it.
 */
export function languageOf(tag: string | null): Language | null {
  const primary = (tag ?? '').toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === primary) ?? null;
}
