import type { z } from 'zod';

/** `question 3, option 2, why`, counted from 1 as people do; empty for the deck itself. */
export function placeInWords(path: readonly PropertyKey[]): string {
  const parts: string[] = [];
  let name = '';
  for (const part of path) {
    if (typeof part !== 'number') {
      name = String(part);
      continue;
    }
    parts.push(`${name.replace(/s$/, '')} ${part + 1}`);
    name = '';
  }
  return [...parts, ...(name === '' ? [] : [name])].join(', ');
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'keys with values',
  boolean: 'true or false',
};

/** What a zod issue says, for an author who knows neither zod nor JavaScript. */
export function issueInWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${TYPES[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return issue.origin === 'string'
        ? 'the text is empty'
        : `needs at least ${String(issue.minimum)} entries`;
    case 'too_big':
      return issue.origin === 'string'
        ? `has more than ${String(issue.maximum)} characters`
        : `has more than ${String(issue.maximum)} entries`;
    case 'invalid_value':
      return `expected ${oneOf(issue.values)}`;
    case 'invalid_union':
      return `expected ${oneOf(
        issue.errors
          .flat()
          .flatMap((inner) => (inner.code === 'invalid_value' ? inner.values : [])),
      )}`;
    default:
      return issue.message;
  }
}

function oneOf(values: readonly unknown[]): string {
  const words = values.map(String);
  const last = words.pop() ?? '';
  return words.length === 0 ? last : `${words.join(', ')} or ${last}`;
}
