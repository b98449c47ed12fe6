/**
 * Draws for one date of a schedule. The same name gives the same draws, so that the calendar shows what will be asked.
 * @param name of the date: workspace, schedule and slot
 * @returns a random whole number from 0 up to, not including, its argument
 */
export function drawFor(name: string): (below: number) => number {
  let state = hashOf(name);
  return (below) => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** FNV-1a. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}
