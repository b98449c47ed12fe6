import type { z } from 'zod';
import { localized, type Language, type Localized } from '../../domain/language.ts';
import { FORMS } from './schema.ts';

/** Lists of a deck, in German. */
const LISTS: Readonly<Record<string, string>> = {
  question: 'Frage',
  option: 'Option',
  tip: 'Tipp',
  point: 'Kernpunkt',
  tag: 'Schlagwort',
  source: 'Quelle',
};

/** `question 3, option 2, why`, counted from 1 as people do; empty for the deck itself. */
export function placeInWords(path: readonly PropertyKey[]): Localized {
  return localized((language) => {
    const parts: string[] = [];
    let name = '';
    for (const part of path) {
      if (typeof part !== 'number') {
        name = String(part);
        continue;
      }
      parts.push(`${one(name, language)} ${part + 1}`);
      name = '';
    }
    return [...parts, ...(name === '' ? [] : [name])].join(', ');
  });
}

/** One of a list, by the list's key. */
function one(list: string, language: Language): string {
  const name = list.replace(/s$/, '');
  return language === 'de' ? (LISTS[name] ?? name) : name;
}

const TYPES: Readonly<Record<string, Localized>> = {
  string: { en: 'a text', de: 'ein Text' },
  array: { en: 'a list', de: 'eine Liste' },
  object: { en: 'keys with values', de: 'Namen mit Werten' },
  boolean: { en: 'true or false', de: 'true oder false' },
};

/** What a zod issue says, for an author who knows neither zod nor JavaScript. */
export function issueInWords(issue: z.core.$ZodIssue): Localized {
  switch (issue.code) {
    case 'invalid_type':
      return expected(TYPES[issue.expected] ?? { en: issue.expected, de: issue.expected });
    case 'too_small':
      return issue.origin === 'string'
        ? { en: 'the text is empty', de: 'der Text ist leer' }
        : {
            en: `needs at least ${String(issue.minimum)} entries`,
            de: `braucht mindestens ${String(issue.minimum)} Einträge`,
          };
    case 'too_big':
      return issue.origin === 'string'
        ? {
            en: `has more than ${String(issue.maximum)} characters`,
            de: `hat mehr als ${String(issue.maximum)} Zeichen`,
          }
        : {
            en: `has more than ${String(issue.maximum)} entries`,
            de: `hat mehr als ${String(issue.maximum)} Einträge`,
          };
    case 'invalid_value':
      return expected(oneOf(issue.values));
    case 'invalid_union':
      return expected(
        oneOf(
          issue.errors
            .flat()
            .flatMap((inner) => (inner.code === 'invalid_value' ? inner.values : [])),
        ),
      );
    default:
      return (
        Object.values(FORMS).find(({ en }) => en === issue.message) ?? {
          en: issue.message,
          de: issue.message,
        }
      );
  }
}

function expected(what: Localized): Localized {
  return { en: `expected ${what.en}`, de: `erwartet wird ${what.de}` };
}

function oneOf(values: readonly unknown[]): Localized {
  const words = values.map(String);
  const last = words.pop() ?? '';
  const joined = (or: string): string =>
    words.length === 0 ? last : `${words.join(', ')} ${or} ${last}`;
  return { en: joined('or'), de: joined('oder') };
}
