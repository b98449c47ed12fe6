import { byQuestion, byText, lettersOf } from '../../reading/by-text.ts';
import { asked } from './rule.ts';
import type { Deck } from '../../../domain/deck.ts';
import type { Language } from '../../../domain/language.ts';
import { remembering } from '../../../domain/remembering.ts';

/** Words too common in English, or in questions, to tell anything. */
const COMMON = new Set(
  `about above after again against also although always among another answer around because become before
  behind being below best between both cannot case change could does done down each either else enough even every
  example first from give given gives good have having here however into itself just keep keeps kind know known last
  least less like made make makes many mean means might more most much must need needs never next none nothing often
  once only option other others otherwise over part people place point question rather really right same says should
  since some somebody something still such sure take taken takes team than that their them then there these they thing
  things think this those through time together toward under until upon used user uses using very want wants well were
  what when where whether which while whole whose will with within without work works would write wrong your yours
  anything anybody everything everybody interviewer strongest design system service data http https rfc api apis`.split(
    /\s+/,
  ),
);

/** Lower-case words in order, ends of inflection taken off: `Tokens` and `token` are one. */
export function wordsOf(text: string): readonly string[] {
  return (text.match(WORD) ?? []).map((word) => stemmed(word.toLowerCase()));
}

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu;

/**
 * Words that carry the meaning, by their uninflected form: no common ones, none under four letters but abbreviations
 * such as TLS.
 */
export const termsOf = byText((text): ReadonlyMap<string, string> => {
  const terms = new Map<string, string>();
  for (const word of lettersOf(text).match(WORD) ?? []) {
    const lower = word.toLowerCase();
    const telling = /^\p{Lu}{3,}/u.test(word) || (word.length >= 4 && !/^\p{N}+$/u.test(word));
    if (telling && !COMMON.has(lower)) terms.set(stemmed(lower), word);
  }
  return terms;
});

function stemmed(word: string): string {
  if (word.length < 5) return word;
  return word
    .replace(/['’]s$/, '')
    .replace(/ies$/, 'y')
    .replace(/(?<=[^s])s$/, '')
    .replace(/(?:ing|ed|e)$/, '');
}

/** Letters and digits only, for telling whether two texts say the same. */
export const normalised = byText((text) =>
  lettersOf(text)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim(),
);

/** Terms that stand in at most two questions of the deck: the ones that point at a question. Two rules ask for them. */
export const rareTerms = remembering(countTerms);

function countTerms(deck: Deck): (term: string) => boolean {
  const count = new Map<string, number>();
  for (const { question } of asked(deck)) {
    for (const term of allTerms(question)) count.set(term, (count.get(term) ?? 0) + 1);
  }
  return (term) => (count.get(term) ?? 0) <= 2;
}

/** Terms of a question's stem and options. */
const allTerms = byQuestion((question): ReadonlySet<string> => {
  const texts = [question.ask, ...question.options.map((option) => option.text)];
  return new Set(texts.flatMap((text) => [...termsOf(text).keys()]));
});

/** Terms of the key that no distractor has. */
export const keyAlone = byQuestion((question): ReadonlySet<string> => {
  const termsWhere = (key: boolean): readonly string[] =>
    question.options
      .filter((option) => option.key === key)
      .flatMap((option) => [...termsOf(option.text).keys()]);
  const others = new Set(termsWhere(false));
  return new Set(termsWhere(true).filter((term) => !others.has(term)));
});

/** The first few, in the quotation marks of the language. */
export function quoted(words: readonly string[], language: Language = 'en'): string {
  return words
    .slice(0, 3)
    .map((word) => (language === 'de' ? `„${word}“` : `“${word}”`))
    .join(', ');
}
