import type { Language } from '../domain/language.ts';
import { lazy } from '../domain/lazy.ts';

/** A language's plurals, ordinals, lists and numbers. */
export interface LanguageRules {
  /** `counted(1, '# point', '# points')` is `1 point`. */
  readonly plural: (count: number, one: string, other: string) => string;
  /** `1st`, `2nd`, `23rd`; `1.`, `2.`, `23.` */
  readonly ordinal: (place: number) => string;
  /** `A, B and C`; `A, B und C`. */
  readonly list: (parts: readonly string[]) => string;
  /** `1,200`; `1.200`. */
  readonly number: (value: number) => string;
}

const SUFFIX: Readonly<Record<Intl.LDMLPluralRule, string>> = {
  zero: 'th',
  one: 'st',
  two: 'nd',
  few: 'rd',
  many: 'th',
  other: 'th',
};

/** ICU's rules for plurals, lists and separators. In a form `#` becomes the number. */
export function pluralRulesIn(language: Language): LanguageRules {
  const cardinal = lazy(() => new Intl.PluralRules(language));
  const ordinal = lazy(() => new Intl.PluralRules(language, { type: 'ordinal' }));
  const and = lazy(
    () =>
      new Intl.ListFormat(language === 'en' ? 'en-GB' : language, {
        style: 'long',
        type: 'conjunction',
      }),
  );
  const format = lazy(() => new Intl.NumberFormat(language));
  return {
    plural: (count, one, other) =>
      (cardinal().select(count) === 'one' ? one : other).replace('#', format().format(count)),
    ordinal: (place) =>
      language === 'de' ? `${place}.` : `${place}${SUFFIX[ordinal().select(place)]}`,
    list: (parts) => and().format(parts),
    number: (value) => format().format(value),
  };
}
