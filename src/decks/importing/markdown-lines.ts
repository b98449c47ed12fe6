export interface MarkdownLine {
  readonly line: number;
  readonly letters: string;
  /** Whether it lies in a fenced block of code, its fences included. */
  readonly inCode: boolean;
  /** Whether that block is quoted. */
  readonly inQuote: boolean;
}

/** Lines with their numbers, and which of them are code. A fence may be indented, as below an option. */
export function markdownLines(text: string, firstLine = 1): readonly MarkdownLine[] {
  let fence: string | null = null;
  let inQuote = false;
  return text.split('\n').map((letters, place) => {
    const line = firstLine + place;
    const found = /^\s*(?:>\s?)*(`{3,}|~{3,})(.*)$/.exec(letters);
    const ticks = found?.[1] ?? '';
    if (fence === null) {
      const opens = found !== null && !(found[2] ?? '').includes('`');
      if (opens) fence = ticks;
      inQuote = opens && /^\s*>/.test(letters);
      return { line, letters, inCode: opens, inQuote };
    }
    if (ticks.startsWith(fence) && (found?.[2] ?? '').trim() === '') fence = null;
    return { line, letters, inCode: true, inQuote };
  });
}

/** Lines without the spaces that all of them begin with, as one text. */
export function dedent(lines: readonly string[]): string {
  const indents = lines
    .filter((line) => line.trim() !== '')
    .map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const least = indents.length === 0 ? 0 : Math.min(...indents);
  return lines
    .map((line) => line.slice(Math.min(least, /^ */.exec(line)?.[0].length ?? 0)))
    .join('\n');
}
