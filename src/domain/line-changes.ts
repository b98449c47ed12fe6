import { structuredPatch, type StructuredPatchHunk } from 'diff';

/** A line of one of two texts. Lines of `before` and `after` count from 1; null where a text does not have it. */
export interface ChangedLine {
  readonly text: string;
  readonly before: number | null;
  readonly after: number | null;
}

/** Lines that are the same and stand around a change. */
const AROUND = 3;
/** The most lines that were taken out or put in between two texts that are still compared. */
const MOST_CHANGES = 600;

/**
 * What changed between two texts, as passages of changed lines with a few that are the same around them.
 * @returns null if too much changed to be told line by line
 */
export function lineChanges(
  before: string,
  after: string,
): readonly (readonly ChangedLine[])[] | null {
  const limits = { context: AROUND, maxEditLength: MOST_CHANGES };
  const [from, to] = [ended(before), ended(after)];
  const patch = structuredPatch('', '', from, to, undefined, undefined, limits);
  return patch?.hunks.map(passageOf) ?? null;
}

/** Whether the last line has an end is no change. */
function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function passageOf({ oldStart, newStart, lines }: StructuredPatchHunk): readonly ChangedLine[] {
  let [before, after] = [oldStart - 1, newStart - 1];
  return lines.map((line) => {
    const text = line.slice(1);
    if (line.startsWith('-')) return { text, before: (before += 1), after: null };
    if (line.startsWith('+')) return { text, before: null, after: (after += 1) };
    return { text, before: (before += 1), after: (after += 1) };
  });
}
