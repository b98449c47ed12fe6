/** A command is short; a longer line is a paste. */
export const LONGEST_LINE = 500;
const LONGEST_QUOTE = 40;

/**
 * Words of a line; double or curly quotes hold several together, as typed or as phones change them: `"New York"`,
 * `decks="one two"`. Control characters, direction marks and what has no width are dropped.
 */
export function splitWords(line: string): readonly string[] {
  const words = cleanText(line).match(/[^\s"“”„]*["“”„][^"“”„]*["“”„]|\S+/g) ?? [];
  return words.map((word) => word.replaceAll(/["“”„]/g, '')).filter((word) => word !== '');
}

/** Text without control characters, direction marks, lone surrogates and what has no width; one space between words. */
export function cleanText(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll(/(?![\u200c\u200d])[\p{Cf}\p{Cs}]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** A typed word as a sentence quotes it: at most 40 characters. */
export function quotable(word: string): string {
  const letters = Array.from(cleanText(word).slice(0, 4 * LONGEST_QUOTE));
  return letters.length <= LONGEST_QUOTE
    ? letters.join('')
    : `${letters.slice(0, LONGEST_QUOTE - 1).join('')}…`;
}

/** A value as one word of a line. */
export function quoted(value: string): string {
  return /\s/.test(value) ? `"${value}"` : value;
}
