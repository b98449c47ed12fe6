import type { ReadingContext } from './command-arguments.ts';
import type { WordKind } from './command-misread.ts';
import { readZone } from './time-zones.ts';
import { readDates } from './typed-date.ts';
import { readDays } from './typed-days.ts';
import { readTime } from './typed-time.ts';

/** Words that are a time, or a part of one, by themselves. */
const NAMED = /^(?:[ap]m|uhr|noon|midday|midnight|mittags?|mitternachts?)$/i;

/**
 * What the first words look like by themselves, and how many they are; null for words that could be anything. A bare
 * number is no time, a month alone no date, and only `CST`, not `cst`, is an abbreviation of a zone.
 */
export function looksLike(
  words: readonly string[],
  { today }: ReadingContext,
): { readonly what: WordKind; readonly length: number } | null {
  const [word = ''] = words;
  const date = readDates(words, today);
  const days = readDays(words);
  // `friday` is a date too; where neither is wanted it is a day.
  if (days?.kind === 'read' && word.length >= 3) return { what: 'days', length: days.length };
  const isShort = word.length < 3 && !/\d/.test(word);
  if (date !== null && !isShort && (date.kind !== 'impossible' || /\d/.test(word))) {
    return { what: 'date', length: date.length };
  }
  const time = readTime(words);
  // Nor is a single word that is spelled without a digit: `nine`.
  const isBare = time?.length === 1 && /^(?:\d+[.,]?|[\p{L}]+)$/u.test(word) && !NAMED.test(word);
  if (time !== null && !isBare) {
    return { what: 'time', length: time.length };
  }
  const zone = readZone(words, today);
  if (
    zone === null ||
    (zone.kind === 'ambiguous' && !/^(?:[A-Z]{3,4}$|[A-Z]*[+\-−]\d)/.test(word))
  ) {
    return null;
  }
  return zone.kind === 'impossible' ? null : { what: 'zone', length: zone.length };
}
