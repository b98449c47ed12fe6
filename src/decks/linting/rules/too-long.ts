import { asked, type Rule } from './rule.ts';

/** Every platform shows a question in one message, with every option in full. */
export const tooLong: Rule = {
  id: 'too-long',
  level: 'error',
  language: 'any',
  byQuestion: true,
  *find(deck, { overflowOf }) {
    for (const { question, path } of asked(deck)) {
      const overflow = overflowOf(deck, question);
      if (overflow === null) continue;
      const { platform, size, limit } = overflow;
      yield {
        path: [...path, 'ask'],
        message: {
          en: `the question takes ${size} characters ${platform.en}, ${size - limit} more than fit in one message`,
          de: `die Frage braucht ${platform.de} ${size} Zeichen, ${size - limit} mehr, als in eine Nachricht passen`,
        },
        fix: {
          en: 'shorten the stem, its context or the options',
          de: 'den Fragetext, den Kontext oder die Optionen kürzen',
        },
      };
    }
  },
};
