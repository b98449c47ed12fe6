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
  const number = askedOnce((value) => format().format(value));
  const isOne = askedOnce((count) => cardinal().select(count) === 'one');
  const suffix = askedOnce((place) => SUFFIX[ordinal().select(place)]);
  return {
    plural: (count, one, other) => (isOne(count) ? one : other).replace('#', number(count)),
    ordinal: (place) => (language === 'de' ? `${place}.` : `${place}${suffix(place)}`),
    list: (parts) => and().format(parts),
    number,
  };
}

/** The numbers that replies name: ICU takes longer for one than all the rest of its sentence. */
const SMALL = 1_000;

/** What ICU says of a small number is asked once. */
function askedOnce<Said>(ask: (value: number) => Said): (value: number) => Said {
  const known = new Map<number, Said>();
  return (value) => {
    const said = known.get(value);
    if (said !== undefined) return said;
    const asked = ask(value);
    if (Number.isInteger(value) && value > 0 && value < SMALL) known.set(value, asked);
    return asked;
  };
}
