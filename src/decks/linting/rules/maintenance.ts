import { asked, type Finding, type Placed, type Rule } from './rule.ts';

/** An explanation without a source is an opinion. */
export const sources: Rule = {
  id: 'sources',
  level: 'warning',
  language: 'any',
  *find(deck) {
    const without = asked(deck).filter(({ question }) => question.sources.length === 0);
    yield* onceForAll(without, {
      lack: ['names no source', 'name no source'],
      fix: 'add sources: a title and a link for each',
    });
  },
};

/** Facts age: a person looks at each question once a year. */
export const reviewed: Rule = {
  id: 'reviewed',
  level: 'warning',
  language: 'any',
  *find(deck, { today }) {
    const dated = asked(deck).flatMap((placed) => {
      const date = placed.question.reviewed;
      return date === null ? [] : [{ ...placed, path: [...placed.path, 'reviewed'], date }];
    });
    const fix = 'check it against its sources, then write the date in reviewed';
    for (const { path, date } of dated) {
      const message = !isDate(date)
        ? `${date} is not a day of the calendar`
        : date > today
          ? `${date} is still to come`
          : null;
      if (message !== null) yield { path, message, fix };
    }
    const undated = asked(deck).filter(({ question }) => question.reviewed === null);
    const lack = [
      'does not say when it was reviewed',
      'do not say when they were reviewed',
    ] as const;
    yield* onceForAll(undated, { lack, fix });
    const old = dated.filter(({ date }) => isDate(date) && date < yearBefore(today));
    yield* onceForAll(old, {
      lack: ['was last reviewed more than a year ago', 'were last reviewed more than a year ago'],
      fix,
    });
  },
};

export const tags: Rule = {
  id: 'tags',
  level: 'info',
  language: 'any',
  *find(deck) {
    const without = asked(deck).filter(({ question }) => question.tags.length === 0);
    yield* onceForAll(without, {
      lack: ['has no tag, so reports cannot place it', 'have no tag, so reports cannot place them'],
      fix: 'add tags: one to three words',
    });
  },
};

export const level: Rule = {
  id: 'level',
  level: 'info',
  language: 'any',
  *find(deck) {
    const without = asked(deck).filter(({ question }) => question.difficultyLevel === null);
    yield* onceForAll(without, {
      lack: ['has no level', 'have no level'],
      fix: 'add level: 1 to recall, 2 to apply, 3 to judge',
    });
  },
};

/** Questions that are named; the count says how many there are. */
const MOST_NAMED = 3;

/** What many questions of a deck lack is one finding, at the first of them. */
function* onceForAll(
  questions: readonly Placed[],
  { lack, fix }: { readonly lack: readonly [one: string, several: string]; readonly fix: string },
): Iterable<Finding> {
  const [first, ...more] = questions;
  if (first === undefined) return;
  const named = questions.slice(0, MOST_NAMED).map(({ question }) => question.id);
  const message =
    more.length === 0
      ? `${first.question.id} ${lack[0]}`
      : `${questions.length} questions ${lack[1]}: ${named.join(', ')}${questions.length > MOST_NAMED ? ', …' : ''}`;
  yield { path: first.path, message, fix };
}

function yearBefore(date: string): string {
  return `${String(Number(date.slice(0, 4)) - 1).padStart(4, '0')}${date.slice(4)}`;
}

function isDate(value: string): boolean {
  const [year = 0, month = 0, day = 0] = value.split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
