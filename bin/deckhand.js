#!/usr/bin/env node
import { existsSync } from 'node:fs';

/** @param {string} name */
const built = (name) => new URL(`../dist/${name}`, import.meta.url);

/** A start with nothing after it. Where stack traces shall name the sources, modules that have maps are loaded. */
function isBareStart() {
  const [command = 'start', ...rest] = process.argv.slice(2);
  return command === 'start' && rest.length === 0 && !process.sourceMapsEnabled;
}

if (!['main.js', 'start.js'].every((name) => existsSync(built(name)))) {
  process.stderr.write('deckhand is not built: run "npm ci" (or "npm run build") first\n');
  process.exitCode = 1;
} else if (isBareStart()) {
  const { runStart } = await import('./start-script.js');
  await runStart().started;
} else {
  await import(built('main.js').href);
}
