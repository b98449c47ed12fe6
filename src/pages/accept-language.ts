import { languageOf, type Language } from '../domain/language.ts';

/** The first language of `Accept-Language` that we speak, else English. */
export function pageLanguage(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '').slice(0, 500).split(',');
  for (const entry of wanted) {
    const language = languageOf(entry.split(';')[0]?.trim() ?? null);
    if (language !== null) return language;
  }
  return 'en';
}
