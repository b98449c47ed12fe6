import { localized, type Localized } from '../../../domain/language.ts';
import { asked, type Finding, type Placed, type Rule } from './rule.ts';

/** An explanation without a source is an opinion. */
export const sources: Rule = {
  id: 'sources',
  level: 'warning',
  language: 'any',
  *find(deck) {
    const without = asked(deck).filter(({ question }) => question.sources.length === 0);
    yield* onceForAll(without, {
      lack: {
        one: { en: 'names no source', de: 'nennt keine Quelle' },
        several: { en: 'name no source', de: 'nennen keine Quelle' },
      },
      fix: {
        en: 'add sources: a title and a link for each',
        de: 'Quellen ergänzen: je ein Titel und ein Link',
      },
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
    const fix = {
      en: 'check it against its sources, then write the date in reviewed',
      de: 'sie an ihren Quellen prüfen und das Datum bei reviewed eintragen',
    };
    for (const { path, date } of dated) {
      const message = !isDate(date)
        ? { en: `${date} is not a day of the calendar`, de: `den Tag ${date} gibt es nicht` }
        : date > today
          ? { en: `${date} is still to come`, de: `${date} liegt in der Zukunft` }
          : null;
      if (message !== null) yield { path, message, fix };
    }
    const undated = asked(deck).filter(({ question }) => question.reviewed === null);
    const lack = {
      one: { en: 'does not say when it was reviewed', de: 'nennt kein Datum der Prüfung' },
      several: { en: 'do not say when they were reviewed', de: 'nennen kein Datum der Prüfung' },
    };
    yield* onceForAll(undated, { lack, fix });
    const old = dated.filter(({ date }) => isDate(date) && date < yearBefore(today));
    yield* onceForAll(old, {
      lack: {
        one: {
          en: 'was last reviewed more than a year ago',
          de: 'wurde vor über einem Jahr zuletzt geprüft',
        },
        several: {
          en: 'were last reviewed more than a year ago',
          de: 'wurden vor über einem Jahr zuletzt geprüft',
        },
      },
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
      lack: {
        one: {
          en: 'has no tag, so reports cannot place it',
          de: 'hat kein Schlagwort, Auswertungen können sie nicht einordnen',
        },
        several: {
          en: 'have no tag, so reports cannot place them',
          de: 'haben kein Schlagwort, Auswertungen können sie nicht einordnen',
        },
      },
      fix: {
        en: 'add tags: one to three words',
        de: 'ein bis drei Schlagwörter bei tags ergänzen',
      },
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
      lack: {
        one: { en: 'has no level', de: 'hat keine Stufe' },
        several: { en: 'have no level', de: 'haben keine Stufe' },
      },
      fix: {
        en: 'add level: 1 to recall, 2 to apply, 3 to judge',
        de: 'level ergänzen: 1 für Wissen, 2 für Anwenden, 3 für Beurteilen',
      },
    });
  },
};

/** Questions that are named; the count says how many there are. */
const MOST_NAMED = 3;

const QUESTIONS: Localized = { en: 'questions', de: 'Fragen' };

/** What many questions of a deck lack is one finding, at the first of them. */
function* onceForAll(
  questions: readonly Placed[],
  { lack, fix }: { readonly lack: Record<'one' | 'several', Localized>; readonly fix: Localized },
): Iterable<Finding> {
  const [first, ...more] = questions;
  if (first === undefined) return;
  const named = questions.slice(0, MOST_NAMED).map(({ question }) => question.id);
  const those = `${named.join(', ')}${questions.length > MOST_NAMED ? ', …' : ''}`;
  const message = localized((language) =>
    more.length === 0
      ? `${first.question.id} ${lack.one[language]}`
      : `${questions.length} ${QUESTIONS[language]} ${lack.several[language]}: ${those}`,
  );
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
