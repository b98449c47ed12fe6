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
  const [a, b] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const middle = { a: a.slice(start, a.length - end), b: b.slice(start, b.length - end) };
  const common = commonLines(middle.a, middle.b);
  if (common === null) return null;
  const same = [
    ...Array.from({ length: start }, (_, at) => [at, at] as const),
    ...common.map(([x, y]) => [start + x, start + y] as const),
    ...Array.from({ length: end }, (_, at) => [a.length - end + at, b.length - end + at] as const),
  ];
  return passages(merged(a, b, same));
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

type Pair = readonly [before: number, after: number];

/** Places of lines that both have, in their order, with the fewest changes (Myers); null if those are too many. */
function commonLines(a: readonly string[], b: readonly string[]): readonly Pair[] | null {
  /** By diagonal, how far `a` was read; and that before each further change. */
  const read = new Int32Array(2 * MOST_CHANGES + 3);
  const history: Int32Array[] = [];
  for (let changes = 0; changes <= MOST_CHANGES; changes += 1) {
    history.push(read.slice());
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      const from = cameFrom(read, diagonal, changes);
      let x = readTo(read, from) + (from < diagonal ? 1 : 0);
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
      read[diagonal + MIDDLE] = x;
      if (x >= a.length && x - diagonal >= b.length) return pathBack(history, a.length, b.length);
    }
  }
  return null;
}

const MIDDLE = MOST_CHANGES + 1;

function readTo(read: Int32Array, diagonal: number): number {
  return read[diagonal + MIDDLE] ?? 0;
}

/** The diagonal from which the last change led to this one: above it a line was put in, below it one was taken out. */
function cameFrom(read: Int32Array, diagonal: number, changes: number): number {
  const isPutIn =
    diagonal === -changes ||
    (diagonal !== changes && readTo(read, diagonal - 1) < readTo(read, diagonal + 1));
  return isPutIn ? diagonal + 1 : diagonal - 1;
}

function pathBack(history: readonly Int32Array[], x: number, y: number): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const [changes, read] of [...history.entries()].toReversed()) {
    const from = cameFrom(read, x - y, changes);
    const [fromX, fromY] = [readTo(read, from), readTo(read, from) - from];
    for (; x > fromX && y > fromY; [x, y] = [x - 1, y - 1]) pairs.push([x - 1, y - 1]);
    [x, y] = [fromX, fromY];
  }
  return pairs.toReversed();
}

/** Both texts as one: what was taken out stands before what was put in. */
function merged(
  a: readonly string[],
  b: readonly string[],
  same: readonly Pair[],
): readonly ChangedLine[] {
  const all: ChangedLine[] = [];
  let [x, y] = [0, 0];
  for (const [toX, toY] of [...same, [a.length, b.length] as const]) {
    for (; x < toX; x += 1) all.push({ text: a[x] ?? '', before: x + 1, after: null });
    for (; y < toY; y += 1) all.push({ text: b[y] ?? '', before: null, after: y + 1 });
    if (x < a.length && y < b.length) all.push({ text: a[x] ?? '', before: x + 1, after: y + 1 });
    x = toX + 1;
    y = toY + 1;
  }
  return all;
}

function isSame({ before, after }: ChangedLine): boolean {
  return before !== null && after !== null;
}

function passages(all: readonly ChangedLine[]): readonly (readonly ChangedLine[])[] {
  const found: ChangedLine[][] = [];
  /** The line behind the last passage. */
  let behind = 0;
  for (const [at, line] of all.entries()) {
    if (isSame(line)) continue;
    const from = Math.max(behind, at - AROUND);
    const some = all.slice(from, at + AROUND + 1);
    const last = found.at(-1);
    if (last !== undefined && from === behind) last.push(...some);
    else found.push([...some]);
    behind = from + some.length;
  }
  return found;
}
