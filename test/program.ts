import { fileURLToPath } from 'node:url';

const here = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** What the last build made of the program. */
export const BUILT: readonly string[] = [here('../bin/deckhand.js')];

/** Whether the tests run on what `npm test` has built. */
export const RUNS_BUILT = process.env['DECKHAND_BUILT'] === '1';

/**
 * What node is told to start the program: the sources as they are, or after `npm test` has built them, what it built,
 * which takes a quarter of the time.
 */
export const PROGRAM: readonly string[] = RUNS_BUILT
  ? BUILT
  : ['--import', import.meta.resolve('tsx'), here('../src/main.ts')];
