import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ProcessEntry } from '../src/decks/entries.ts';

// Stands for `src/decks/entries.ts` when the tests run on what the build made (vitest.config.ts): threads and processes
// that tests start are the built ones, as an operator's are. From the sources each would load a hundred modules anew.

/** @throws Error when the build has not made the module */
export function threadEntry(file: URL): URL {
  const built = new URL(file.href.replace(/\/src\/(.*)\.ts$/, '/dist/$1.js'));
  if (!existsSync(built)) throw new Error(`not built: ${fileURLToPath(built)}. Run: npm run build`);
  return built;
}

/** @throws Error when the build has not made the module */
export function processEntry(file: URL): ProcessEntry {
  return { module: fileURLToPath(threadEntry(file)), execArgv: [] };
}
