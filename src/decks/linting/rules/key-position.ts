import { asked, FEWEST_QUESTIONS, percent, type Rule } from './rule.ts';

const MOST = 0.5;

/** The deal hides it, but a habit in writing tells of a habit in thinking. */
export const onePlace: Rule = {
  id: 'one-place',
  level: 'info',
  language: 'any',
  *find(deck) {
    const questions = asked(deck);
    if (questions.length < FEWEST_QUESTIONS) return;
    const counts = new Map<number, number>();
    for (const { question } of questions) {
      const place = question.options.findIndex((option) => option.key);
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    for (const [place, count] of counts) {
      const share = count / questions.length;
      if (share <= MOST) continue;
      yield {
        path: ['questions'],
        message: {
          en: `${percent(share)} of the keys are written in place ${place + 1}`,
          de: `${percent(share)} der richtigen Optionen stehen in der Datei an Platz ${place + 1}`,
        },
        fix: {
          en: 'write keys in different places',
          de: 'die richtigen Optionen an verschiedene Plätze schreiben',
        },
      };
    }
  },
};
