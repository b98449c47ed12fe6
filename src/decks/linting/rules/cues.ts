import { lettersOf } from '../../reading/by-text.ts';
import { asked, optionsOf, type Rule } from './rule.ts';
import { keyAlone, quoted, rareTerms, termsOf } from './terms.ts';

/** Who knows nothing picks the option that repeats the stem. */
export const echo: Rule = {
  id: 'echo',
  level: 'warning',
  language: 'any',
  *find(deck) {
    const rare = rareTerms(deck);
    for (const placed of asked(deck)) {
      const { question } = placed;
      const alone = keyAlone(question);
      const repeated = [...termsOf(question.ask)]
        .filter(([term]) => alone.has(term) && rare(term))
        .map(([, word]) => word);
      const key = optionsOf(placed).find(({ option }) => option.key);
      if (repeated.length === 0 || key === undefined) continue;
      yield {
        path: [...key.path, 'text'],
        message: {
          en: `the key alone repeats ${quoted(repeated)} of the stem`,
          de: `nur die richtige Option wiederholt ${quoted(repeated, 'de')} aus dem Fragetext`,
        },
        fix: {
          en: 'use the word in a distractor too, or another word in the key',
          de: 'das Wort auch in einem Distraktor verwenden oder in der richtigen Option ein anderes',
        },
      };
    }
  },
};

/** Tips are shown before the answer: they may teach the field, and must not point at one option. */
export const tipGivesAway: Rule = {
  id: 'tip-gives-away',
  level: 'warning',
  language: 'any',
  *find(deck) {
    const rare = rareTerms(deck);
    for (const [index, tip] of deck.tips.entries()) {
      const told = termsOf(tip);
      for (const { question } of asked(deck)) {
        const alone = keyAlone(question);
        const pointing = [...told]
          .filter(([term]) => alone.has(term) && rare(term))
          .map(([, word]) => word);
        if (pointing.length === 0) continue;
        yield {
          path: ['tips', index],
          message: {
            en: `this tip points at the key of ${question.id}: no distractor has ${quoted(pointing)}`,
            de: `dieser Tipp verrät die richtige Option von ${question.id}: ${quoted(pointing, 'de')} steht in keinem Distraktor`,
          },
          fix: {
            en: 'use it in a distractor too, or say the tip in other words',
            de: 'das Wort auch in einem Distraktor verwenden oder den Tipp anders formulieren',
          },
        };
      }
    }
  },
};

/** How a stem's end asks for one kind of word, and which options begin with such a word. */
const ENDINGS: readonly {
  readonly end: RegExp;
  readonly shown: string;
  readonly fits: (option: string) => boolean;
}[] = [
  { end: /\ba$/i, shown: 'a', fits: (option) => /^[^aeiou\W]/i.test(option) },
  { end: /\ban$/i, shown: 'an', fits: (option) => /^[aeiou]/i.test(option) },
  { end: /\b(?:is|was)$/i, shown: 'is', fits: (option) => !PLURAL.test(option) },
  { end: /\b(?:are|were)$/i, shown: 'are', fits: (option) => PLURAL.test(option) },
];
/** A plural noun as the first word. */
const PLURAL = /^(?:the |some |these |two |three )?[a-z]+(?:[^su'’i]s|ies)\b(?! (?:is|has)\b)/i;

export const grammarCue: Rule = {
  id: 'grammar-cue',
  level: 'info',
  language: 'english',
  byQuestion: true,
  *find(deck) {
    for (const { question, path } of asked(deck)) {
      const stem = lettersOf(question.ask).replace(/[\s_….:?-]+$/, '');
      const ending = ENDINGS.find(({ end }) => end.test(stem));
      if (ending === undefined) continue;
      const onlyKey = question.options.every(
        (option) => ending.fits(lettersOf(option.text)) === option.key,
      );
      if (!onlyKey) continue;
      yield {
        path: [...path, 'ask'],
        message: {
          en: `after “${ending.shown}” only the key fits`,
          de: `nach „${ending.shown}“ passt grammatisch nur die richtige Option`,
        },
        fix: {
          en: 'end the stem so that every option fits',
          de: 'den Fragetext so enden lassen, dass jede Option passt',
        },
      };
    }
  },
};
