import { isAlias, isMap, isNode, isScalar, visit, type Document, type YAMLMap } from 'yaml';
import { codePoint, HIDDEN } from './guard.ts';

/** Keys that reach into prototypes when an object is copied. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

export interface Found {
  readonly offset: number;
  readonly rule: string;
  readonly message: string;
  readonly fix: string;
}

/** What YAML allows and a deck does not: aliases, keys of prototypes, keys that stand twice, hidden characters. */
export function forbidden(document: Document): readonly Found[] {
  const found: Found[] = [];
  visit(document, {
    Alias: (_key, node) => {
      found.push({
        offset: node.range?.[0] ?? 0,
        rule: 'alias',
        message: 'aliases (*name) are not allowed',
        fix: 'write the text again',
      });
    },
    Node: (_key, node) => {
      if (isAlias(node) || !isNode(node)) return;
      if ('anchor' in node && node.anchor !== undefined) {
        found.push({
          offset: node.range?.[0] ?? 0,
          rule: 'alias',
          message: 'anchors (&name) are not allowed',
          fix: 'remove it',
        });
      }
      if (isMap(node)) found.push(...repeatedKeys(node));
      // The guard has read the letters of the file; an escape like "\u202E" becomes a character only now.
      const hidden = isScalar(node) ? HIDDEN.exec(String(node.value)) : null;
      if (hidden !== null) {
        found.push({
          offset: node.range?.[0] ?? 0,
          rule: 'hidden-character',
          message: `the invisible character ${codePoint(hidden[0])} is not allowed`,
          fix: 'remove its escape',
        });
      }
    },
    Pair: (_key, pair) => {
      if (isScalar(pair.key) && FORBIDDEN_KEYS.has(String(pair.key.value))) {
        found.push({
          offset: pair.key.range?.[0] ?? 0,
          rule: 'forbidden-key',
          message: `the key ${String(pair.key.value)} is not allowed`,
          fix: 'remove it',
        });
      }
    },
  });
  return found;
}

function repeatedKeys(map: YAMLMap): readonly Found[] {
  const found: Found[] = [];
  const keys = new Set<string>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    if (keys.has(name)) {
      found.push({
        offset: key.range?.[0] ?? 0,
        rule: 'duplicate-key',
        message: `the key “${name.slice(0, 60)}” stands twice in one place`,
        fix: 'keep one of them',
      });
    }
    keys.add(name);
  }
  return found;
}
