import { lettersOf } from '../../reading/by-text.ts';
import { asked, optionsOf, type Rule } from './rule.ts';
import { normalised } from './terms.ts';

/** A sentence that says why takes about this many characters. */
const SHORTEST = 40;

/** The reason for the chosen option teaches most: two options with one reason explain neither. */
export const rationaleEqual: Rule = {
  id: 'rationale-equal',
  level: 'error',
  language: 'any',
  byQuestion: true,
  *find(deck) {
    for (const placed of asked(deck)) {
      const seen = new Set<string>();
      for (const { option, path } of optionsOf(placed)) {
        if (option.why.length === 0) continue;
        const why = normalised(option.why);
        if (seen.has(why)) {
          yield {
            path: [...path, 'why'],
            message: {
              en: 'this reason is word for word that of another option',
              de: 'diese Begründung gleicht Wort für Wort der einer anderen Option',
            },
            fix: {
              en: 'say what is weak in this one option',
              de: 'sagen, was an genau dieser Option schwach ist',
            },
          };
        }
        seen.add(why);
      }
    }
  },
};

export const rationaleShort: Rule = {
  id: 'rationale-short',
  level: 'warning',
  language: 'any',
  byQuestion: true,
  *find(deck) {
    for (const placed of asked(deck)) {
      for (const { option, path } of optionsOf(placed)) {
        const { length } = lettersOf(option.why);
        if (length >= SHORTEST || length === 0) continue;
        yield {
          path: [...path, 'why'],
          message: {
            en: `a reason of ${length} characters teaches little`,
            de: `aus einer Begründung von ${length} Zeichen lernt man wenig`,
          },
          fix: {
            en: `say why, in ${SHORTEST} characters or more`,
            de: `sagen, warum: mit ${SHORTEST} Zeichen oder mehr`,
          },
        };
      }
    }
  },
};
