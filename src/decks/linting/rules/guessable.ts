import type { Option, Question } from '../../../domain/deck.ts';
import { plain } from '../../../domain/text.ts';
import { asked, chanceOf, FEWEST_QUESTIONS, percent, type Rule } from './rule.ts';
import { termsOf } from './terms.ts';

const OVER_CHANCE = 0.15;
const HEDGED =
  /\b(?:usually|often|sometimes|generally|typically|mostly|perhaps|probably|may|might|can|depends?|depending|tends?|most|some)\b/gi;

/** Ways to answer without knowing anything: how much each of them likes an option. */
const WAYS: readonly {
  readonly name: string;
  readonly likes: (option: Option, place: number, question: Question) => number;
}[] = [
  { name: 'the longest option', likes: (option) => plain(option.text).length },
  { name: 'the first one written', likes: (_option, place) => -place },
  {
    name: 'the one most like the stem',
    likes: (option, _place, question) => {
      const stem = termsOf(question.ask);
      return [...termsOf(option.text).keys()].filter((term) => stem.has(term)).length;
    },
  },
  {
    name: 'the most careful one',
    likes: (option) => plain(option.text).match(HEDGED)?.length ?? 0,
  },
];

/** Who knows nothing of the subject should do no better than chance. */
export const knowNothing: Rule = {
  id: 'know-nothing',
  level: 'warning',
  language: 'english',
  *find(deck) {
    const questions = asked(deck);
    if (questions.length < FEWEST_QUESTIONS) return;
    const random = chanceOf(questions);
    for (const { name, likes } of WAYS) {
      const right = questions.reduce((sum, { question }) => sum + luck(question, likes), 0);
      const share = right / questions.length;
      if (share <= random + OVER_CHANCE) continue;
      yield {
        path: ['questions'],
        message: `who always picks ${name} gets ${percent(share)} right; chance is ${percent(random)}`,
        fix: 'rewrite the options until that pays no more',
      };
    }
  },
};

/** How likely a way of guessing finds the key, when it takes any of those it likes most. */
function luck(question: Question, likes: (typeof WAYS)[number]['likes']): number {
  const liked = question.options.map((option, place) => likes(option, place, question));
  const most = Math.max(...liked);
  const best = question.options.filter((_option, place) => liked[place] === most);
  return best.filter((option) => option.key).length / best.length;
}
