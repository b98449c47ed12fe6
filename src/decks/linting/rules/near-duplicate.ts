import { byText, lettersOf } from '../../reading/by-text.ts';
import { asked, type Rule } from './rule.ts';
import { wordsOf } from './terms.ts';

/** Share of common pairs of words from which two stems ask the same. */
const ALIKE = 0.7;
/** Stems that are compared for one pair of words; keeps a deck of 5,000 questions fast. */
const MOST_COMPARED = 20;

/** Stems that are nearly alike ask the same thing twice. */
export const nearDuplicate: Rule = {
  id: 'near-duplicate',
  level: 'warning',
  language: 'any',
  *find(deck) {
    const owners = new Map<string, number[]>();
    const stems = asked(deck).map(({ question, path }) => ({
      id: question.id,
      path,
      pairs: pairsOf(question.ask),
    }));
    for (const [index, stem] of stems.entries()) {
      const common = new Map<number, number>();
      for (const pair of stem.pairs) {
        const known = owners.get(pair) ?? [];
        for (const owner of known) common.set(owner, (common.get(owner) ?? 0) + 1);
        if (known.length < MOST_COMPARED) owners.set(pair, [...known, index]);
      }
      for (const [owner, shared] of common) {
        const other = stems[owner];
        if (other === undefined) continue;
        if (shared / (stem.pairs.size + other.pairs.size - shared) < ALIKE) continue;
        yield {
          path: [...stem.path, 'ask'],
          message: {
            en: `this stem is nearly that of ${other.id}`,
            de: `dieser Fragetext gleicht fast dem von ${other.id}`,
          },
          fix: {
            en: 'ask something else, or retire one of them',
            de: 'etwas anderes fragen oder eine der beiden stilllegen',
          },
        };
        break;
      }
    }
  },
};

const pairsOf = byText((text): ReadonlySet<string> => {
  const words = wordsOf(lettersOf(text));
  if (words.length < 2) return new Set(words);
  return new Set(words.slice(1).map((word, index) => `${words[index] ?? ''} ${word}`));
});
