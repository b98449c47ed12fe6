import type { Localized } from '../../domain/language.ts';
import { isCollection, isMap, isNode, isScalar, visit, type Document, type YAMLMap } from 'yaml';
import { hiddenCharacter } from './invisible-characters.ts';
import type { Refusal } from './refusal.ts';

/** Keys that reach into prototypes when an object is copied. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Most often it is a text that begins with a bracket. */
const KEY_FIX = {
  en: 'put a text that begins with [ or { in quotation marks',
  de: 'einen Text, der mit [ oder { beginnt, in Anführungszeichen setzen',
};

/**
 * What YAML allows and a deck does not: keys of prototypes, keys that stand twice, hidden characters.
 * @param most findings after which it looks no further
 */
export function forbidden(document: Document, most: number): readonly Refusal[] {
  const found: Refusal[] = [];
  const add = (node: unknown, rule: string, message: Localized, fix: Localized): void => {
    found.push({ offset: (isNode(node) && node.range?.[0]) || 0, rule, message, fix });
  };
  visit(document, {
    Node: (_key, node) => {
      if (found.length >= most) return visit.BREAK;
      if (isMap(node)) {
        for (const key of repeatedKeys(node).slice(0, most)) {
          const message = {
            en: `the key “${String(key.value).slice(0, 60)}” stands twice in one place`,
            de: `der Name „${String(key.value).slice(0, 60)}“ steht an einer Stelle zweimal`,
          };
          add(key, 'duplicate-key', message, {
            en: 'keep one of them',
            de: 'nur einen davon behalten',
          });
        }
      }
      // The guard has read the letters of the file; an escape like "\u202E" becomes a character only now.
      const hidden = isScalar(node) ? hiddenCharacter(String(node.value)) : null;
      if (hidden !== null) {
        const message = {
          en: `the invisible character ${hidden.name} is not allowed`,
          de: `das unsichtbare Zeichen ${hidden.name} ist nicht erlaubt`,
        };
        add(node, 'hidden-character', message, {
          en: 'remove its escape',
          de: 'die Escape-Folge entfernen',
        });
      }
      return undefined;
    },
    Pair: (_key, { key }) => {
      if (isCollection(key))
        add(
          key,
          'yaml',
          {
            en: 'a key is a word, not a list or a map',
            de: 'vor dem Doppelpunkt steht ein Wort, keine Liste und keine Zuordnung',
          },
          KEY_FIX,
        );
      else if (isScalar(key) && FORBIDDEN_KEYS.has(String(key.value)))
        add(
          key,
          'forbidden-key',
          {
            en: `the key ${String(key.value)} is not allowed`,
            de: `der Name ${String(key.value)} ist nicht erlaubt`,
          },
          { en: 'remove it', de: 'es entfernen' },
        );
    },
  });
  return found;
}

function repeatedKeys(map: YAMLMap) {
  const keys = new Set<string>();
  return map.items
    .map(({ key }) => key)
    .filter(isScalar)
    .filter(({ value }) => {
      const twice = keys.has(String(value));
      keys.add(String(value));
      return twice;
    });
}
