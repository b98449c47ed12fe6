import { lettersOf } from '../../reading/by-text.ts';
import type { Question } from '../../../domain/deck.ts';
import { asked, chanceOf, FEWEST_QUESTIONS, optionsOf, percent, type Rule } from './rule.ts';

/** Authors write the key with more care, and readers have learnt to pick the longest. */
const MUCH_LONGER = 1.3;
/** Among options of a word or two, a few letters more give nothing away. */
const FEW_CHARACTERS = 10;
const OVER_CHANCE = 0.1;

export const keyLongest: Rule = {
  id: 'key-longest',
  level: 'warning',
  language: 'any',
  byQuestion: true,
  *find(deck) {
    for (const placed of asked(deck)) {
      const others = placed.question.options
        .filter((option) => !option.key)
        .map((option) => lettersOf(option.text).length);
      const mean = others.reduce((sum, length) => sum + length, 0) / Math.max(1, others.length);
      for (const { option, path } of optionsOf(placed)) {
        const { length } = lettersOf(option.text);
        if (!option.key || length <= mean * MUCH_LONGER || length - mean < FEW_CHARACTERS) continue;
        if (length <= Math.max(...others)) continue;
        yield {
          path: [...path, 'text'],
          message: {
            en: `the key is ${percent(length / mean - 1)} longer than the distractors`,
            de: `die richtige Option ist ${percent(length / mean - 1)} länger als die Distraktoren`,
          },
          fix: {
            en: 'shorten it, or give the distractors as much detail',
            de: 'ihn kürzen oder die Distraktoren ebenso ausführlich schreiben',
          },
        };
      }
    }
  },
};

export const longestIsKey: Rule = {
  id: 'longest-is-key',
  level: 'warning',
  language: 'any',
  *find(deck) {
    const questions = asked(deck);
    if (questions.length < FEWEST_QUESTIONS) return;
    const share =
      questions.filter(({ question }) => keyIsLongest(question)).length / questions.length;
    const random = chanceOf(questions);
    if (share <= random + OVER_CHANCE) return;
    yield {
      path: ['questions'],
      message: {
        en: `the longest option is the key in ${percent(share)} of the questions; chance is ${percent(random)}`,
        de: `in ${percent(share)} der Fragen ist die längste Option die richtige; Zufall wären ${percent(random)}`,
      },
      fix: {
        en: 'let distractors be the longest as often as keys',
        de: 'Distraktoren ebenso oft die längste Option sein lassen wie die richtige',
      },
    };
  },
};

/** Whether the key, and no distractor, is the longest. */
function keyIsLongest(question: Question): boolean {
  const longest = (key: boolean): number =>
    Math.max(
      0,
      ...question.options
        .filter((option) => option.key === key)
        .map((option) => lettersOf(option.text).length),
    );
  return longest(true) > longest(false);
}
