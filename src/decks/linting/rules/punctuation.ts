import { lettersOf } from '../../reading/by-text.ts';
import type { Question } from '../../../domain/deck.ts';
import type { Localized } from '../../../domain/language.ts';
import { asked, optionsOf, type Rule } from './rule.ts';
import { withoutCode } from './wording.ts';

const STOP = { en: 'a full stop at its end', de: 'am Ende einen Punkt' };
/** Among long sentences, one sign more or less inside of one is no cue (characters, on average). */
const SHORT = 60;

/** Signs that a text has or has not. */
const SIGNS: readonly { readonly name: Localized; readonly has: (text: string) => boolean }[] = [
  { name: STOP, has: (text) => /[.!?…]["”’']?$/.test(text) },
  { name: { en: 'brackets', de: 'Klammern' }, has: (text) => /[([]/.test(text) },
  { name: { en: 'a colon', de: 'einen Doppelpunkt' }, has: (text) => /:(?:\s|$)/.test(text) },
  { name: { en: 'a semicolon', de: 'ein Semikolon' }, has: (text) => text.includes(';') },
  { name: { en: 'a dash', de: 'einen Gedankenstrich' }, has: (text) => /[–—]|\s-\s/.test(text) },
  {
    name: { en: 'quotation marks', de: 'Anführungszeichen' },
    has: (text) => /["“”„«»]/.test(text),
  },
];

/** What the key alone has, or every distractor has and the key has not, is seen before a word is read. */
export const punctuationCue: Rule = {
  id: 'punctuation-cue',
  level: 'warning',
  language: 'any',
  byQuestion: true,
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
            ? { en: `the key alone has ${name.en}`, de: `nur die richtige Option hat ${name.de}` }
            : {
                en: `every distractor has ${name.en}, and the key has not`,
                de: `jeder Distraktor hat ${name.de}, die richtige Option nicht`,
              },
          fix: {
            en: 'write all options with the same signs',
            de: 'alle Optionen mit denselben Satzzeichen schreiben',
          },
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
  const letters = options.reduce((sum, { text }) => sum + lettersOf(text).length, 0);
  return letters <= options.length * SHORT;
}

function distractorsIn({ options }: Question): number {
  return options.filter(({ key }) => !key).length;
}
