/** Picks a form by the plural rules of English; `#` becomes the number. */
const cardinal = new Intl.PluralRules('en');
const ordinal = new Intl.PluralRules('en', { type: 'ordinal' });
const SUFFIX: Readonly<Record<Intl.LDMLPluralRule, string>> = {
  zero: 'th',
  one: 'st',
  two: 'nd',
  few: 'rd',
  many: 'th',
  other: 'th',
};

/** `counted(1, '# point', '# points')` is `1 point`. */
export function counted(count: number, one: string, other: string): string {
  const form = cardinal.select(count) === 'one' ? one : other;
  return form.replace('#', count.toLocaleString('en'));
}

/** `1st`, `2nd`, `23rd`. */
export function nth(place: number): string {
  return `${place}${SUFFIX[ordinal.select(place)]}`;
}

/** `A, B and C`. */
export function together(parts: readonly string[]): string {
  return new Intl.ListFormat('en', { style: 'long', type: 'conjunction' }).format(parts);
}
