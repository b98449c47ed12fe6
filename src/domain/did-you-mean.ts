/** Edits (insert, delete, replace, swap of neighbours) between two short words. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= a.length; row += 1) {
    rows[row] = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let best = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + same,
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, at(row - 2, column - 2) + 1);
      }
      rows[row]?.push(best);
    }
  }
  return at(a.length, b.length);
}

/** The nearest valid word, ignoring case; null if none is near. */
export function nearest(word: string, valid: readonly string[]): string | null {
  const typed = word.toLowerCase().slice(0, 64);
  let best: string | null = null;
  let least = Math.max(1, Math.floor(typed.length / 3)) + 1;
  for (const candidate of valid) {
    const lower = candidate.toLowerCase();
    if (Math.abs(lower.length - typed.length) >= least && !lower.startsWith(typed)) continue;
    const edits = typed.length >= 2 && lower.startsWith(typed) ? 1 : distance(typed, lower);
    if (edits < least) {
      least = edits;
      best = candidate;
    }
  }
  return best;
}
