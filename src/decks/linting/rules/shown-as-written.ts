import type { Rule } from './rule.ts';

/** `2*3*4`, `__init__` and `3. Oktober` stay the letters they are; who meant emphasis or a list learns it here. */
export const shownAsWritten: Rule = {
  id: 'shown-as-written',
  level: 'info',
  language: 'any',
  *find(deck, { asWritten }) {
    for (const { path, signs } of asWritten) {
      const [first, place] = path;
      const question = first === 'questions' ? deck.questions[Number(place)] : undefined;
      if (question?.retired === true) continue;
      yield {
        path,
        message: {
          en: `“${signs.replaceAll(/\s+/g, ' ')}” is shown as it is written, not as emphasis or a list`,
          de: `„${signs.replaceAll(/\s+/g, ' ')}“ erscheint so, wie es dasteht, nicht als Hervorhebung oder Liste`,
        },
        fix: {
          en: 'put a backslash before its signs if that is meant, or backquotes around code',
          de: 'wenn das so gemeint ist, einen Backslash vor die Zeichen setzen, oder Backticks um Code',
        },
      };
    }
  },
};
