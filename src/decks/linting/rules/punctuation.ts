import type { Question } from '../../../domain/deck.ts';
import { plain } from '../../../domain/text.ts';
import { asked, optionsOf, type Rule } from './rule.ts';
import { withoutCode } from './wording.ts';

const STOP = 'a full stop at its end';
/** Among long sentences, one sign more or less inside of one is no cue (characters, on average). */
const SHORT = 60;

/** Signs that a text has or has not. */
const SIGNS: readonly { readonly name: string; readonly has: (text: string) => boolean }[] = [
  { name: STOP, has: (text) => /[.!?…]["”’']?$/.test(text) },
  { name: 'brackets', has: (text) => /[([]/.test(text) },
  { name: 'a colon', has: (text) => /:(?:\s|$)/.test(text) },
  { name: 'a semicolon', has: (text) => text.includes(';') },
  { name: 'a dash', has: (text) => /[–—]|\s-\s/.test(text) },
  { name: 'quotation marks', has: (text) => /["“”„«»]/.test(text) },
];

/** What the key alone has, or every distractor has and the key has not, is seen before a word is read. */
export const punctuationCue: Rule = {
  id: 'punctuation-cue',
  level: 'warning',
  language: 'any',
  *find(deck) {
    for (const placed of asked(deck)) {
      const key = optionsOf(placed).find(({ option }) => option.key);
      if (key === undefined || placed.question.options.length < 3) continue;
      for (const { name, has } of SIGNS) {
        const [inKey, inOthers] = spread(placed.question, has);
        const alone = inKey && inOthers === 0 && (name === STOP || areShort(placed.question));
        if (!alone && (inKey || inOthers < distractorsIn(placed.question))) continue;
        yield {
          path: [...key.path, 'text'],
          message: alone
            ? `the key alone has ${name}`
            : `every distractor has ${name}, and the key has not`,
          fix: 'write all options with the same signs',
        };
      }
    }
  },
};

/** Whether the key has it, and how many distractors have. */
function spread(question: Question, has: (text: string) => boolean): readonly [boolean, number] {
  const shown = question.options.map(({ key, text }) => ({
    key,
    it: has(withoutCode(text).trim()),
  }));
  return [shown.some(({ key, it }) => key && it), shown.filter(({ key, it }) => !key && it).length];
}

function areShort({ options }: Question): boolean {
  const letters = options.reduce((sum, { text }) => sum + plain(text).length, 0);
  return letters <= options.length * SHORT;
}

function distractorsIn({ options }: Question): number {
  return options.filter(({ key }) => !key).length;
}
