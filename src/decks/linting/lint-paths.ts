import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { DeckFileError, readDeckFile } from '../reading/file.ts';
import { lintRead } from './lint.ts';
import { DecksError, type Problem } from '../reading/problem.ts';
import { readDeck } from '../reading/read.ts';
import type { LintContext } from './rules/rule.ts';

/**
 * Lints files, and the decks of folders, in the order given.
 * @throws DecksError with one line when a path is not there, cannot be read, or holds no deck
 */
export async function lintPaths(
  paths: readonly string[],
  context: LintContext,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  /** Deck id → the file that has it: answers hang on ids, so two files cannot share one. */
  const owners = new Map<string, string>();
  for (const file of new Set((await Promise.all(paths.map(deckFiles))).flat())) {
    const read = readDeck(await orDecksError(file, readDeckFile(file, null)), file);
    problems.push(...lintRead(read, file, context));
    if (read.deck === null) continue;
    const owner = owners.get(read.deck.id);
    if (owner === undefined) {
      owners.set(read.deck.id, file);
      continue;
    }
    problems.push({
      file,
      ...read.at(['deck']),
      rule: 'duplicate',
      level: 'error',
      message: `the deck id ${read.deck.id} is taken by ${owner}`,
      fix: 'give each deck its own',
    });
  }
  return problems;
}

/**
 * A file itself, or the decks of a folder by name.
 * @throws DecksError with one line when it is not there or holds no deck
 */
export async function deckFiles(given: string): Promise<readonly string[]> {
  const found = await orDecksError(given, stat(given));
  if (!found.isDirectory()) return [given];
  const names = (await orDecksError(given, readdir(given)))
    .filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.'))
    .sort();
  if (names.length === 0)
    throw new DecksError(`there is no deck in ${given}: decks are files that end in .yaml`);
  return names.map((name) => path.join(given, name));
}

async function orDecksError<T>(file: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DeckFileError)
      throw new DecksError(`${file} ${error.message}`, 1, { cause: error });
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new DecksError(
      code === 'ENOENT'
        ? `${file} does not exist: name a deck or a folder of decks`
        : `${file} cannot be read (${code})`,
      1,
      { cause: error },
    );
  }
}
