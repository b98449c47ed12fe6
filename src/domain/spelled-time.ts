// Times as people say them: `nine thirty`, `half past nine`, `halb neun`, `viertel nach 9`.

const HOURS: readonly (readonly string[])[] = [
  ['one', 'eins', 'ein'],
  ['two', 'zwei'],
  ['three', 'drei'],
  ['four', 'vier'],
  ['five', 'fünf', 'fuenf'],
  ['six', 'sechs'],
  ['seven', 'sieben'],
  ['eight', 'acht'],
  ['nine', 'neun'],
  ['ten', 'zehn'],
  ['eleven', 'elf'],
  ['twelve', 'zwölf', 'zwoelf'],
];

const MINUTES: ReadonlyMap<string, number> = new Map([
  ['five', 5],
  ['fünf', 5],
  ['ten', 10],
  ['zehn', 10],
  ['fifteen', 15],
  ['fünfzehn', 15],
  ['twenty', 20],
  ['zwanzig', 20],
  ['thirty', 30],
  ['dreißig', 30],
  ['dreissig', 30],
  ['forty', 40],
  ['vierzig', 40],
  ['forty-five', 45],
  ['forty five', 45],
  ['fünfundvierzig', 45],
  ['fifty', 50],
  ['fünfzig', 50],
]);

/** Minutes after the hour that follows the words. */
const BEFORE_HOUR: ReadonlyMap<string, number> = new Map([
  ['half past', 30],
  ['half', 30],
  ['quarter past', 15],
  ['quarter after', 15],
  ['quarter to', -15],
  ['quarter of', -15],
  ['a quarter past', 15],
  ['a quarter to', -15],
  ['halb', -30],
  ['viertel nach', 15],
  ['viertel vor', -15],
  ['dreiviertel', -15],
  ...['five', 'fünf', 'ten', 'zehn', 'twenty', 'zwanzig'].flatMap((word) => {
    const minutes = MINUTES.get(word) ?? 0;
    return [
      [`${word} past`, minutes],
      [`${word} nach`, minutes],
      [`${word} to`, -minutes],
      [`${word} vor`, -minutes],
    ] as const;
  }),
]);

const CLOCK_WORD = /^(?:o'?clock|uhr)$/;
const LONGEST_LEAD = 3;

/** Minutes of the day, and how many of the words say so. */
interface SpelledTime {
  readonly minutes: number;
  readonly length: number;
}

/**
 * Reads a spelled time at the start of some tidied words. An hour in digits counts as spelled only behind `half past`
 * and the like.
 * @returns minutes from midnight, 0 to 1439, of the morning; null where the words are no spelled time
 */
export function readSpelledTime(words: readonly string[]): SpelledTime | null {
  for (let lead = Math.min(LONGEST_LEAD, words.length - 1); lead > 0; lead -= 1) {
    const shift = BEFORE_HOUR.get(words.slice(0, lead).join(' '));
    const hour = shift === undefined ? null : hourOf(words[lead] ?? '', true);
    if (shift === undefined || hour === null) continue;
    return { minutes: wrapped(60 * hour + shift), length: withClock(words, lead + 1) };
  }
  const hour = hourOf(words[0] ?? '', false);
  if (hour === null) return null;
  const after = withClock(words, 1);
  for (const length of [2, 1]) {
    const minutes = MINUTES.get(words.slice(after, after + length).join(' '));
    if (minutes !== undefined) return { minutes: 60 * hour + minutes, length: after + length };
  }
  // `ein` alone is an article.
  if (words[0] === 'ein' && after === 1) return null;
  return { minutes: 60 * hour, length: after };
}

function withClock(words: readonly string[], length: number): number {
  return CLOCK_WORD.test(words[length] ?? '') ? length + 1 : length;
}

function hourOf(word: string, isDigits: boolean): number | null {
  if (isDigits && /^\d{1,2}$/.test(word)) return Number(word) <= 24 ? Number(word) : null;
  const place = HOURS.findIndex((names) => names.includes(word));
  return place < 0 ? null : place + 1;
}

function wrapped(minutes: number): number {
  return (minutes + 1440) % 1440;
}
