import { lettersOf } from '../../reading/by-text.ts';
import { asked, optionsOf, type Rule } from './rule.ts';
import { quoted } from './terms.ts';
import { speech } from './speech.ts';

/** A distractor that gives its own reason asks to be believed, and readers strike it out where the key just states. */
export const distractorsArgue: Rule = {
  id: 'distractors-argue',
  level: 'warning',
  language: 'any',
  byQuestion: true,
  *find(deck) {
    const { arguing } = speech(deck);
    if (arguing === null) return;
    for (const placed of asked(deck)) {
      const options = optionsOf(placed).map(({ option, path }) => ({
        path,
        key: option.key,
        word: lettersOf(option.text).match(arguing)?.[0] ?? null,
      }));
      const distractors = options.filter(({ key }) => !key);
      const [first] = distractors;
      if (first === undefined || distractors.length < 2) continue;
      if (options.some(({ key, word }) => key === (word !== null))) continue;
      yield {
        path: [...first.path, 'text'],
        message: {
          en: `every distractor argues (“${first.word?.toLowerCase() ?? ''}”), and the key does not`,
          de: `jeder Distraktor begründet sich (${quoted([first.word?.toLowerCase() ?? ''], 'de')}), die richtige Option nicht`,
        },
        fix: {
          en: 'let distractors state what the key states, or let the key give its reason too',
          de: 'auch die Distraktoren nur behaupten lassen oder die richtige Option ebenfalls begründen',
        },
      };
    }
  },
};
