import { asked, type Rule } from './rule.ts';

/** An explanation without a source is an opinion. */
export const sources: Rule = {
  id: 'sources',
  level: 'warning',
  language: 'any',
  *find(deck) {
    for (const { question, path } of asked(deck)) {
      if (question.sources.length > 0) continue;
      yield {
        path,
        message: `${question.id} names no source`,
        fix: 'add sources: a title and a link for each',
      };
    }
  },
};

/** Facts age: somebody looks at each question once a year. */
export const reviewed: Rule = {
  id: 'reviewed',
  level: 'warning',
  language: 'any',
  *find(deck, { today }) {
    for (const { question, path } of asked(deck)) {
      const date = question.reviewed;
      const message =
        date === null
          ? `${question.id} does not say when it was reviewed`
          : !isDate(date)
            ? `${date} is not a day of the calendar`
            : date > today
              ? `${date} is still to come`
              : date < yearBefore(today)
                ? `${question.id} was last reviewed on ${date}, more than a year ago`
                : null;
      if (message === null) continue;
      yield {
        path: date === null ? path : [...path, 'reviewed'],
        message,
        fix: 'check it against its sources, then write the date in reviewed',
      };
    }
  },
};

export const tags: Rule = {
  id: 'tags',
  level: 'info',
  language: 'any',
  *find(deck) {
    for (const { question, path } of asked(deck)) {
      if (question.tags.length > 0) continue;
      yield {
        path,
        message: `${question.id} has no tag, so reports cannot place it`,
        fix: 'add tags: one to three words',
      };
    }
  },
};

export const level: Rule = {
  id: 'level',
  level: 'info',
  language: 'any',
  *find(deck) {
    for (const { question, path } of asked(deck)) {
      if (question.difficultyLevel !== null) continue;
      yield {
        path,
        message: `${question.id} has no level`,
        fix: 'add level: 1 to recall, 2 to apply, 3 to judge',
      };
    }
  },
};

function yearBefore(date: string): string {
  return `${String(Number(date.slice(0, 4)) - 1).padStart(4, '0')}${date.slice(4)}`;
}

function isDate(value: string): boolean {
  const [year = 0, month = 0, day = 0] = value.split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
