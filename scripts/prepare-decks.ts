// Part of the build: reads the decks of this repository once, so that a start with them need not read 200 questions of
// YAML and Markdown.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { preparedName } from '../src/decks/reading/prepared.ts';
import { readDeck } from '../src/decks/reading/read.ts';

const folder = 'dist/prepared';
mkdirSync(folder, { recursive: true });
for (const file of readdirSync('decks').filter((name) => name.endsWith('.yaml'))) {
  const source = readFileSync(path.join('decks', file));
  const { deck, problems } = readDeck(source, file);
  if (deck === null || problems.some(({ level }) => level === 'error')) continue;
  writeFileSync(path.join(folder, preparedName(source)), JSON.stringify(deck));
}
